"""The history of one theme: who did what and when, and from what to what. For the facilitator, who answers for it."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import undefer

from seminar.changes.models import ChangeKind, SeminarChange
from seminar.themes import codebook
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.people import directory

OF_THEMES = tuple(kind for kind in ChangeKind if kind.startswith("theme_"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `before` and `after` are the words of the theme then; `is_other` says that it was the other theme of a
    merge, whose name stands in `before` as `name`."""

    at: datetime
    person: str | None
    kind: ChangeKind
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    is_other: bool
    is_undo: bool


def list_history(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> list[Entry]:
    """What was done with a theme of the own unit, the newest first. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    theme = codebook.get_any_theme(actor, cycle_id, theme_id)
    about = or_(SeminarChange.object_id == theme.id, SeminarChange.theme_id == theme.id)
    query = select(SeminarChange).where(SeminarChange.cycle_id == cycle_id, SeminarChange.kind.in_(OF_THEMES), about)
    people = directory.names()
    return [
        _entry(row, theme.id, people.get(row.person_id) if row.person_id else None)
        for row in db.session.scalars(query.order_by(SeminarChange.seq.desc()).options(undefer(SeminarChange.words)))
    ]


def find_just_merged(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> str | None:
    """The name of the theme that was merged into this one, when that is the last that was done with it."""
    last = next(iter(list_history(actor, cycle_id, theme_id)), None)
    if last is None or last.kind is not ChangeKind.THEME_MERGED or not last.is_other:
        return None
    return str(last.before["name"])


def _entry(row: SeminarChange, theme_id: uuid.UUID, person: str | None) -> Entry:
    words = json.loads(row.words or "{}")
    before, after = words.get("before", {}), words.get("after", {})
    return Entry(row.created_at, person, row.kind, before, after, row.object_id != theme_id, row.undoes is not None)
