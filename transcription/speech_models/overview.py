"""The page of the speech models, put together: the models that are here, and the sizes that could be."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit import config
from toolkit.config import Settings
from transcription.asr.model_files import OPENAI_WHISPER
from transcription.speech_models import inventory, selection, sizes, speed
from transcription.speech_models.inventory import InventoryEntry
from transcription.speech_models.selection import Decision
from transcription.speech_models.sizes import Size


@dataclass(frozen=True, slots=True)
class Line:
    """A model that is here. `minutes` for a usual interview, measured where that is known.

    `why_not` is what keeps it from being chosen, or None.
    """

    here: InventoryEntry
    size: Size | None
    minutes: int
    is_chosen: bool
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A size that can be fetched, or has been; `minutes` as in the list of what is here, where it is here."""

    size: Size
    minutes: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page says."""

    decision: Decision
    engine: str
    is_practice: bool
    lines: Sequence[Line]
    offers: Sequence[Offer]
    can_choose: bool


def show() -> Page:
    """The page as it is now. Reads the models' folder and the choice; changes nothing."""
    settings = config.current()
    decision = selection.decide(settings)
    found = inventory.list_inventory(settings.models)
    lines = [_line(one, decision, settings) for one in found]
    here = {line.here.model.name: line.minutes for line in lines}
    return Page(
        decision=decision,
        engine=settings.engine,
        is_practice=settings.demo,
        lines=lines,
        offers=[Offer(one, here.get(one.name) or _guess(one, settings), one.name in here) for one in sizes.SIZES],
        can_choose=settings.model is None,
    )


def _line(one: InventoryEntry, decision: Decision, settings: Settings) -> Line:
    model = one.model
    why_not = "engine" if settings.engine not in model.engines else None
    if model.practice and not settings.demo:
        why_not = "practice"
    return Line(
        here=one,
        size=sizes.find_size(model.name),
        minutes=sizes.minutes(speed.get_speed(settings.engine, model)),
        is_chosen=decision.model is not None and decision.model.name == model.name,
        why_not=why_not,
    )


def _guess(size: Size, settings: Settings) -> int:
    is_reference = settings.engine == OPENAI_WHISPER
    return sizes.minutes(sizes.guess_pace(size.name, disk=0, processors=os.cpu_count() or 1, is_reference=is_reference))
