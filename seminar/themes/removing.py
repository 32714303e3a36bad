"""Taking a theme away that nothing hangs on, and putting it back: each other's undo."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError

from seminar.changes import following, log
from seminar.changes.models import ChangeKind
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit import references
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState


def remove(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> None:
    """Remove a theme that nothing hangs on. Raises `WrongState` when something does; the theme then stays."""
    _remove(actor, codebook.get_alone(actor, cycle_id, theme_id))


def take_back(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> None:
    """Remove a theme that the person has just added themselves, which the caller knows: the undo of `create`."""
    states.lock_open(following.get_followed(actor, cycle_id))
    _remove(actor, codebook.get_theme(actor, cycle_id, theme_id))


def _remove(actor: Actor, theme: Theme) -> None:
    cycle_id, theme_id = theme.cycle_id, theme.id
    kept = ("codebook_id", "slot", "position", "lineage_id")
    stood = {**codebook.words_of(theme), **{name: getattr(theme, name) for name in kept}}
    try:
        with db.session.begin_nested():
            db.session.delete(theme)
    except IntegrityError:
        raise WrongState(
            N_("There are words under this theme, so it stays. Merge it with another theme, or retire it."),
        ) from None
    trail.record(actor, Event.THEME_REMOVED, theme_id)
    log.append(actor, cycle_id, ChangeKind.THEME_REMOVED, of=theme_id, theme=theme_id, before=stood)


def is_empty(theme: Theme) -> bool:
    """Whether nothing hangs on a theme that the caller holds, so that it can be removed."""
    return not references.count(Theme, [theme.id])


def put_back(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, stood: Mapping[str, Any]) -> Theme:
    """Put a theme that was removed back with its words, and its number and place where they are free: the undo of
    `remove`. Twice is once. Raises `InvalidInput` when another theme has got its name meanwhile."""
    states.lock_open(following.get_followed(actor, cycle_id))
    known = next((each for each in codebook.list_themes(actor, cycle_id) if each.id == theme_id), None)
    if known is not None:
        return known
    area = codebook.area_of(stood["area"])
    if codebook.find_named(actor, cycle_id, stood["name"], area=area):
        raise InvalidInput(N_("There is a theme with that name already."), field="name")
    there = codebook.list_themes(actor, cycle_id, with_merged=True)
    lineage_id = uuid.UUID(stood["lineage_id"])
    theme = codebook.put(
        actor, cycle_id, name=stood["name"], area=area, definition=stood["definition"], theme_id=theme_id,
        codebook_id=stood["codebook_id"] if stood["codebook_id"] not in {each.codebook_id for each in there} else None,
        lineage_id=lineage_id if lineage_id not in {each.lineage_id for each in there} else None,
        slot=stood["slot"] if stood["slot"] not in {each.slot for each in there} else None,
    )  # fmt: skip
    theme.position = stood["position"]
    db.session.flush()
    return theme
