"""What the children say about a theme, written by the group: one text for each theme, above the quotes that show it."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from seminar.board import own_words, writers
from seminar.board.models import ThemeSummary
from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit import versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.db import db


def list_under(themes: Sequence[Theme]) -> dict[uuid.UUID, str]:
    """What is written under themes that the caller holds, by theme."""
    query = select(ThemeSummary).where(ThemeSummary.theme_id.in_([theme.id for theme in themes]))
    return {row.theme_id: row.text for row in db.session.scalars(query)}


def find_summary(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ThemeSummary | None:
    """What is written under a theme of a cycle of the own unit, if anything is. Raises `NotFound` without the theme."""
    theme = codebook.get_theme(actor, cycle_id, theme_id)
    query = select(ThemeSummary).where(ThemeSummary.theme_id == theme.id)
    return db.session.scalar(query.execution_options(populate_existing=True))  # as it is now, also after a wait


def words_of(row: ThemeSummary | None) -> dict[str, str]:
    """What the group has written; empty where nothing is."""
    return {"text": row.text if row else ""}


def write(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, text: str, version: int) -> ThemeSummary | None:
    """Write what the children say about a theme; `version` is 0 for the first time, and no text takes it away.

    Raises `WrongState` when somebody else was first: nothing is overwritten. Words that stand already are no change.
    Raises `InvalidInput` for a child's own words.
    """
    writers.require_writing(actor, cycle_id)
    own_words.require_own(codebook.get_theme(actor, cycle_id, theme_id), text)
    states.lock_open(codebook.get_cycle(actor, cycle_id))  # the first two who write meet here, and not at the table
    row = find_summary(actor, cycle_id, theme_id)
    before = words_of(row)
    if before["text"] == text:
        return row
    versions.require(row, version, refusal=versions.THEIRS_BESIDE_YOURS)
    row = _put(actor, theme_id, row, text)
    db.session.flush()
    trail.record(actor, Event.BOARD_CHANGED, theme_id, action="written" if text else "removed")
    log.append(
        actor, cycle_id, ChangeKind.SUMMARY_WRITTEN, of=theme_id, theme=theme_id, before=before, after={"text": text}
    )
    return row


def _put(actor: Actor, theme_id: uuid.UUID, row: ThemeSummary | None, text: str) -> ThemeSummary | None:
    if row is None:
        row = ThemeSummary(theme_id=theme_id, text=text, written_by_id=actor.id)
        db.session.add(row)
    elif text:
        row.text, row.written_by_id = text, actor.id
    else:
        db.session.delete(row)
        return None
    return row
