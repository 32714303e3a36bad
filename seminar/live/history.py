"""The history of a seminar: who did what, when, in plain words. For the facilitator, who answers for it.

It tells what was done and never what a child said; themes carry the names that they have now.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import undefer

from seminar.changes.following import get_followed
from seminar.changes.models import ChangeKind, SeminarChange
from seminar.live.inverting import words_of
from seminar.seminars.anonymity import Nameless
from seminar.texts.numbering import TextNumber
from seminar.texts.transcripts import list_numbers
from seminar.themes import codebook
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.language import gettext as _
from toolkit.people import directory

PAGE = 100
PASSING = frozenset({ChangeKind.LED, ChangeKind.VOTED})
"""What is over when the next one comes: it is told to the windows, and is no part of the history."""


WRITTEN_ON_THE_BOARD = frozenset(
    kind for kind in ChangeKind if kind.startswith(("summary_", "voice_", "proposal_written", "proposal_changed"))
) | {ChangeKind.PROPOSAL_REMOVED, ChangeKind.RESPONSIBLE_CHANGED}
"""What nobody is named for where the seminar shows no names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `person` is None for the program, `theme` the theme's name now or last, `text` the number of the text
    in the seminar's list."""

    seq: int
    at: datetime
    kind: ChangeKind
    person: str | None
    theme: str | None
    text: TextNumber | None
    is_undo: bool

    @property
    def day(self) -> date:
        """The day on a calendar in Sweden."""
        return self.at.astimezone(clock.LOCAL_ZONE).date()


@dataclass(frozen=True, slots=True)
class History:
    """A page of it, the newest first. `older` is the number to go on before, None at the beginning."""

    entries: tuple[Entry, ...]
    older: int | None


def get_history(actor: Actor, cycle_id: uuid.UUID, *, before: int | None = None) -> History:
    """What was done in a cycle of the own unit, for the facilitator; with `before`, what is older.

    Raises `NotFound`.
    """
    actor.require(Role.FACILITATOR)
    cycle = get_followed(actor, cycle_id)
    query = select(SeminarChange).where(SeminarChange.cycle_id == cycle.id, SeminarChange.kind.not_in(PASSING))
    if before is not None:
        query = query.where(SeminarChange.seq < before)
    newest = query.order_by(SeminarChange.seq.desc()).limit(PAGE + 1)
    rows = db.session.scalars(newest.options(undefer(SeminarChange.words))).all()
    shown = [row for row in rows[:PAGE] if row.object_id is not None]  # an emptied line has nothing to tell
    nameless, names = Nameless(cycle), directory.names()
    themes, texts = _theme_names(actor, cycle.id, rows), list_numbers(actor, cycle.id)
    entries = tuple(
        Entry(
            row.seq, row.created_at, row.kind, _person(row, names, nameless),
            themes.get(row.theme_id) if row.theme_id else None,
            texts.get(row.transcript_id) if row.transcript_id else None, row.undoes is not None,
        )
        for row in shown
    )  # fmt: skip
    return History(entries, rows[PAGE - 1].seq if len(rows) > PAGE else None)


def _person(row: SeminarChange, names: Mapping[uuid.UUID, str], nameless: Nameless) -> str | None:
    if row.person_id is None:
        return None
    is_hidden = row.kind in WRITTEN_ON_THE_BOARD and nameless.is_at(row.created_at)
    return _("Somebody") if is_hidden else names.get(row.person_id)


def _theme_names(actor: Actor, cycle_id: uuid.UUID, rows: Sequence[SeminarChange]) -> Mapping[uuid.UUID, str]:
    gone = {
        row.theme_id: words_of(row, "before").get("name", "")
        for row in rows
        if row.theme_id and row.kind is ChangeKind.THEME_REMOVED
    }
    return {
        **gone,
        **{
            theme.id: theme.name for theme in codebook.list_themes(actor, cycle_id, with_merged=True, with_waiting=True)
        },
    }
