"""What was marked in a text and lost its words when the text was corrected: a list of themes and places, so that they
can be marked once more, or taken away. The words are gone; nobody finds them here."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.coding import correcting, marking
from seminar.coding.models import Coding, Excerpt
from seminar.texts import passages
from seminar.texts.anchors import Span
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import N_, WrongState
from transcription.transcripts.models import DeidentifiedTranscript


@dataclass(frozen=True, slots=True)
class Lost:
    """A coding without words, the position of the line by which they stood, and whether this person takes it away."""

    coding: Coding
    position: int
    may_remove: bool


def list_lost(actor: Actor, transcript: DeidentifiedTranscript) -> list[Lost]:
    """What is lost in a text that the caller holds, in the order of the text."""
    query = (
        select(Coding)
        .join(Coding.excerpt)
        .where(Excerpt.transcript_id == transcript.id, Excerpt.lost_at.is_not(None))
        .order_by(Excerpt.lost_at, Coding.created_at)
        .options(contains_eager(Coding.excerpt), joinedload(Coding.theme))
    )
    found = db.session.scalars(query).all()
    places = passages.list_places(transcript) if found else {}
    return [
        Lost(row, _line(places, row.excerpt.lost_at or 0), may_remove=marking.may_change(actor, row)) for row in found
    ]


def remove(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> uuid.UUID:
    """Take one off the list, for good; gives the text. Raises `NotFound`, and `WrongState` for what is not lost, and
    where a colleague put it there, for whoever does not lead."""
    row = marking.get_coding(actor, cycle_id, coding_id)
    states.require_open(cycle_id)
    excerpt, theme_id = row.excerpt, row.theme_id
    if not excerpt.is_lost:
        raise WrongState(N_("These words stand in the text."))
    if not marking.may_change(actor, row):
        raise WrongState(N_("A colleague put it there. Ask whoever leads the seminar to take it away."))
    text = excerpt.transcript_id
    db.session.delete(row)
    correcting.let_go(excerpt)
    trail.record(actor, Event.EXCERPT_REMOVED, coding_id, theme=theme_id)
    log.append(actor, cycle_id, ChangeKind.UNCODED, of=coding_id, theme=theme_id, transcript=text)
    return text


def _line(places: Mapping[int, Span], at: int) -> int:
    return max((position for position, (start, _) in places.items() if start <= at), default=0)
