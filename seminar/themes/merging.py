"""Two themes that say the same become one: what stands under the first moves to the second, and can be split again.

Each later room carries what is its own (`CARRIERS`) and remembers how it was; the log keeps that with the change.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.hooks import Hook

Carried = Any
"""What a room remembers of a merge, as JSON: ids and states, nobody's words but the staff's own."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A room that has something under themes. `carry` moves it from one theme to another, whose ids it is given, and
    says what it moved; `put_back` moves that back, as far as it is still there."""

    carry: Callable[[uuid.UUID, uuid.UUID], Carried]
    put_back: Callable[[uuid.UUID, uuid.UUID, Carried], None]


CARRIERS: Hook[Carrier] = Hook("themes are merged", "coding", "board", "proposals")


def merge(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, into: uuid.UUID) -> Theme:
    """Move everything that stands under a theme to another one of the cycle; gives that other one.

    Raises `NotFound`, `InvalidInput` for a theme and itself, and `WrongState` when the other one is retired, or once
    the report stands.
    """
    theme, target = (codebook.get_alone(actor, cycle_id, each) for each in (theme_id, into))
    if theme.id == target.id:
        raise InvalidInput(N_("Choose another theme to merge it with."), field="into")
    if target.is_retired:
        raise WrongState(N_("That theme is not in use any more. Bring it back first."))
    theme.merged_into_id = target.id
    db.session.flush()
    carried = {name: carrier.carry(theme.id, target.id) for name, carrier in CARRIERS.by_name().items()}
    db.session.expire_all()
    trail.record(actor, Event.THEME_CHANGED, theme.id, area=theme.area)
    before = {"name": theme.name, "into": target.name, "carried": carried}
    log.append(actor, cycle_id, ChangeKind.THEME_MERGED, of=theme.id, theme=target.id, before=before)
    return target


def split(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, carried: Mapping[str, Carried]) -> Theme:
    """Tell a theme apart again from the one that it was merged into: the undo of `merge`, which says what was carried.

    What was put under the other one afterwards stays there. Raises `NotFound`, and `WrongState` when another theme has
    got its name meanwhile.
    """
    codebook.lead_alone(actor, cycle_id)
    theme = codebook.get_any_theme(actor, cycle_id, theme_id)
    db.session.refresh(theme)
    if theme.merged_into_id is None:
        raise NotFound
    if not is_name_free(actor, theme):
        raise WrongState(N_("There is a theme with that name already."))
    target = codebook.get_theme(actor, cycle_id, theme.merged_into_id)
    theme.merged_into_id = None
    db.session.flush()
    for name, carrier in CARRIERS.by_name().items():
        if name in carried:
            carrier.put_back(theme.id, target.id, carried[name])
    db.session.expire_all()
    trail.record(actor, Event.THEME_CHANGED, theme.id, area=theme.area)
    names = {"name": theme.name, "into": target.name}
    log.append(actor, cycle_id, ChangeKind.THEME_SPLIT, of=theme.id, theme=target.id, before=names)
    return theme


def is_name_free(actor: Actor, theme: Theme) -> bool:
    """Whether no other theme has the name of one that was merged."""
    return codebook.find_named(actor, theme.cycle_id, theme.name, area=theme.area) is None
