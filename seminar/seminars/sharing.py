"""What the readers of an opened seminar share with whoever codes; and what goes when an interview is withdrawn."""

import uuid
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import aliased, contains_eager

from seminar.changes import following
from seminar.coding.reader_marks import ReaderMark
from seminar.seminars.models import Mark, Participant, Seminar, State, ToRead
from seminar.texts import anchors, passages
from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedTranscript, Transcript


def list_shared(actor: Actor, transcript: DeidentifiedTranscript) -> list[ReaderMark]:
    """The marks in a text that the caller holds: for the facilitator those of every seminar that has been opened, for
    whoever takes part those of a seminar that goes on with them.

    Nothing of a seminar that is only planned: until it opens, nobody but the reader sees a mark.
    """
    marks = _opened(actor, transcript)
    if not marks:
        return []  # the words are not opened for nothing
    texts = [segment.text for segment in transcript.segments]
    whole, starts = anchors.join(texts), anchors.starts_of(texts)
    placed = [(passages.find(whole, mark, revision=transcript.revision), mark) for mark in marks]
    found = sorted(((place, mark) for place, mark in placed if place), key=lambda pair: pair[0])
    return [
        ReaderMark(
            position=transcript.segments[sum(at <= place[0] for at in starts) - 1].position,
            spoken=passages.list_spoken(transcript.segments, *place),
            note=mark.note,
            name=mark.participant.person.name if mark.participant.seminar.names_shown else "",
        )
        for place, mark in found
    ]


def shows_names(cycle_id: uuid.UUID) -> bool:
    """Whether people stand by their names in a cycle: in none of its seminars were they promised that they do not."""
    unnamed = select(Seminar.id).where(Seminar.cycle_id == cycle_id, Seminar.names_shown.is_(False))
    return db.session.scalar(unnamed.limit(1)) is None


def destroy(assignment: Assignment) -> None:
    """Remove every mark with its note, and every reading, of a withdrawn interview, for good."""
    texts = select(Transcript.id).where(Transcript.assignment_id == assignment.id)
    db.session.execute(delete(Mark).where(Mark.transcript_id.in_(texts)))
    db.session.execute(delete(ToRead).where(ToRead.assignment_id == assignment.id))


def _opened(actor: Actor, transcript: DeidentifiedTranscript) -> Sequence[Mark]:
    own = aliased(Participant)
    mine = select(own.seminar_id).where(own.person_id == actor.id)
    is_open = Seminar.state == State.OPEN
    query = (
        select(Mark)
        .join(Mark.participant)
        .join(Participant.seminar)
        .where(
            Mark.transcript_id == transcript.transcript_id,
            Mark.removed_at.is_(None),
            is_open | (Seminar.state == State.ENDED) if following.leads(actor) else is_open & Seminar.id.in_(mine),
        )
    )
    eager = contains_eager(Mark.participant)
    return db.session.scalars(
        query.options(eager.contains_eager(Participant.seminar), eager.joinedload(Participant.person))
    ).all()
