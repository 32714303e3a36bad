"""What the page of a text shows beside the text itself: what is the same for all who may do the same, and what is one's
own."""

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import exists, or_, select

from seminar.changes import following
from seminar.changes.models import ChangeKind, SeminarChange
from seminar.coding import lost, marking, notes, pending, picking, readings, stripes
from seminar.coding.marked_texts import Page
from seminar.coding.models import Coding, Excerpt
from toolkit.access import Actor
from toolkit.db import db
from toolkit.ids import is_id
from toolkit.people import directory
from transcription.transcripts.models import DeidentifiedTranscript

NOTES = (ChangeKind.NOTE_WRITTEN, ChangeKind.NOTE_CHANGED, ChangeKind.NOTE_REMOVED)
DECISIONS = (ChangeKind.SUGGESTION_ACCEPTED, ChangeKind.SUGGESTION_DECLINED, ChangeKind.SUGGESTION_REOPENED)


def shared_facts(actor: Actor, page: Page) -> dict[str, Any]:
    """The same for everybody who leads, or for everybody who takes part. Only the former see who suggests."""
    return {
        "lanes": stripes.lanes(page),
        "on_line": stripes.on_line,
        "is_marked_read": readings.is_marked(page.transcript),
        "names": directory.names() if following.leads(actor) else {},
    }


def concerns(actor: Actor, cycle_id: uuid.UUID, changed: Collection[str] | None) -> bool:
    """Whether what is the person's own may be another after these ids have changed, and always after None.

    It may when one was changed by themselves too (they may undo, or may no longer), is a note or a suggestion that
    was decided, or has lost its words.
    """
    if changed is None:
        return True
    ids = [uuid.UUID(one) for one in changed if is_id(one)]
    told = (SeminarChange.person_id == actor.id) | SeminarChange.kind.in_(NOTES + DECISIONS)
    lines = exists().where(SeminarChange.cycle_id == cycle_id, SeminarChange.object_id.in_(ids), told)
    gone = exists().where(Coding.id.in_(ids), Coding.excerpt_id == Excerpt.id, Excerpt.lost_at.is_not(None))
    return bool(ids) and db.session.scalar(select(or_(lines, gone))) is True


def own_facts(actor: Actor, cycle_id: uuid.UUID, transcript: DeidentifiedTranscript) -> dict[str, Any]:
    """What is another for everybody, and small. Whoever leads takes away among all quotes, and needs no list of own."""
    return {
        "recent": picking.list_recent(actor, cycle_id),
        "notes": notes.list_notes(actor, transcript),
        "lost": lost.list_lost(actor, transcript),
        "waits": following.waits(actor, cycle_id),
        "declined": pending.list_declined(actor, cycle_id),
        "own": [] if following.leads(actor) else marking.list_own(actor, transcript),
    }
