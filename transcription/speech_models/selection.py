"""Which model transcribes: the setting BR_MODEL, else what the administrator chose, else the largest on the machine."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from toolkit import clock, config
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.config import Settings
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.transactions import paused
from transcription.speech_models import inventory, store
from transcription.speech_models.models import ModelChoice
from transcription.speech_models.store import Model

ITSELF = ""
"""The name that gives the choice back to the program."""


class Why(StrEnum):
    """What decided."""

    SETTING = "setting"
    CHOSEN = "chosen"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class Decision:
    """The model that transcribes, or None; what decided, and the name that was asked for, if any."""

    model: Model | None
    why: Why
    wanted: str | None = None
    chosen_at: datetime | None = None


def chosen_model(settings: Settings) -> Model | None:
    """The model that this installation transcribes with, or None when none that the engine can use is here."""
    return decide(settings).model


def model_for(settings: Settings, *, wanted: str | None, begun: str | None) -> Model | None:
    """The model for one recording: what the interviewer asked for; else, once begun, the same as before; else ours."""
    for name in (wanted, None if settings.model else begun):
        known = find_usable(settings, name) if name else None
        if known is not None:
            return known
    return chosen_model(settings)


def find_usable(settings: Settings, name: str | None) -> Model | None:
    """The named model, or the largest, that may be used here; or None. The practice model belongs to practice data."""
    return store.choose_model(settings.models, name, engine=settings.engine, practice=settings.demo)


def decide(settings: Settings) -> Decision:
    """The model that transcribes, and why. The practice model belongs to practice data, unless BR_MODEL names it.

    A chosen model that is no longer here gives way to the largest, so that no recording waits for it.
    """
    if settings.model is not None:
        return Decision(find_usable(settings, settings.model), Why.SETTING, settings.model)
    row = db.session.get(ModelChoice, settings.engine)
    if row is not None:
        model = find_usable(settings, row.model)
        if model is not None and (settings.demo or not model.practice):
            return Decision(model, Why.CHOSEN, row.model, row.chosen_at)
    return Decision(find_usable(settings, None), Why.LARGEST, row.model if row else None)


def choose(actor: Actor, *, name: str) -> Model | None:
    """Hear with this model from the next recording on; with no name the program chooses itself again.

    Raises InvalidInput for one that is not here, that the engine cannot use or that is for practice only, WrongState
    while BR_MODEL decides.
    """
    settings = config.current()
    if settings.model is not None:
        raise WrongState(N_("The setting BR_MODEL decides. Remove it and start the program again to choose here."))
    row = db.session.get(ModelChoice, settings.engine)
    if name == ITSELF:
        if row is not None:
            db.session.delete(row)
        db.session.flush()
        trail.record(actor, Event.MODEL_CHOSEN, engine=settings.engine)
        return chosen_model(settings)
    model = _check_usable(_get_here(settings, name), settings)
    if row is None:
        row = ModelChoice(engine=settings.engine)
        db.session.add(row)
    row.model, row.chosen_at = model.name, clock.now()
    db.session.flush()
    trail.record(actor, Event.MODEL_CHOSEN, engine=settings.engine, model=model.name)
    return model


def _get_here(settings: Settings, name: str) -> Model:
    model = store.find_model(settings.models, name)
    if model is None:
        raise InvalidInput(N_("That model is no longer here. Choose one of those that are."))
    return model


def _check_usable(model: Model, settings: Settings) -> Model:
    if settings.engine not in model.engines:
        raise InvalidInput(
            N_("%(engine)s cannot read %(model)s. Add it again, and it is converted."),
            engine=settings.engine,
            model=model.name,
        )
    if model.practice and not settings.demo:
        raise InvalidInput(N_("The practice model knows invented voices only and must not hear a child."))
    return model


def verify(actor: Actor, *, name: str) -> list[str]:
    """Compare every file of a model with its checksum and note the result; names of the damaged files.

    Raises InvalidInput when it is not here.
    """
    settings = config.current()
    model = _get_here(settings, name)
    with paused():  # gigabytes are read
        damaged = inventory.verify(model)
    trail.record(actor, Event.MODEL_CHECKED, model=model.name, is_whole=not damaged)
    return damaged
