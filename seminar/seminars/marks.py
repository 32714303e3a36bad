"""Marking what strikes one: own marks, taken away and put back, until the seminar has ended."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from seminar.coding import correcting
from seminar.seminars import planning, reading
from seminar.seminars.models import Mark, Participant
from seminar.texts import anchors, passages
from seminar.texts.interviews import Interview
from seminar.texts.passages import Place
from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from transcription.transcripts.models import DeidentifiedTranscript, Transcript

MOST = 300
"""Marks of one participant in one text."""


def mark(
    actor: Actor,
    cycle_id: uuid.UUID,
    seminar_id: uuid.UUID,
    *,
    assignment_id: uuid.UUID,
    start: Place,
    end: Place | None = None,
    exact: bool = False,
    note: str = "",
) -> Mark:
    """Mark the words from `start` up to `end` (whole ones, or `exact` these), or the whole line of `start`. The same
    words twice are one mark.

    Lines are numbered through all parts of the interview. Raises `InvalidInput`, `NotFound`, and `WrongState` once the
    seminar has ended.
    """
    participant, interview, _of = reading.get_text(actor, cycle_id, seminar_id, assignment_id=assignment_id)
    planning.require_changeable(participant.seminar)
    transcript, first = _part_of(interview, start[0])
    correcting.hold(transcript)
    begins = _positioned(transcript, (start[0] - first, start[1]))
    if end is None:
        begins, ends = passages.whole_segment(transcript, begins[0])
    else:
        ends = _positioned(transcript, (end[0] - first, end[1]))
    place = passages.read(transcript, begins, ends, exact=exact)
    found = _make(participant, transcript, place)
    found.removed_at = None
    found.note = note or found.note
    db.session.flush()
    return found


def remove(
    actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, assignment_id: uuid.UUID, mark_id: uuid.UUID
) -> Mark:
    """Take an own mark away. Twice is once."""
    found = _own(reading.get_invitation(actor, cycle_id, seminar_id), assignment_id, mark_id)
    found.removed_at = found.removed_at or clock.now()
    db.session.flush()
    return found


def restore(
    actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, assignment_id: uuid.UUID, mark_id: uuid.UUID
) -> Mark:
    """Put it back: the undo of `remove`."""
    found = _own(reading.get_invitation(actor, cycle_id, seminar_id), assignment_id, mark_id)
    found.removed_at = None
    db.session.flush()
    return found


def find_removed(participant: Participant, interview: Interview) -> Mark | None:
    """The own mark in an interview that was taken away last, to be put back."""
    texts = [part.transcript_id for part in interview.parts]
    query = select(Mark).where(Mark.participant_id == participant.id, Mark.transcript_id.in_(texts))
    return db.session.scalar(query.where(Mark.removed_at.is_not(None)).order_by(Mark.removed_at.desc()).limit(1))


def _own(participant: Participant, assignment_id: uuid.UUID, mark_id: uuid.UUID) -> Mark:
    own = select(Mark).join(Transcript, Transcript.id == Mark.transcript_id)
    own = own.where(Mark.id == mark_id, Mark.participant_id == participant.id)
    found = db.session.scalar(own.where(Transcript.assignment_id == assignment_id))
    if found is None:
        raise NotFound
    planning.require_changeable(participant.seminar)
    return found


def _part_of(interview: Interview, number: int) -> tuple[DeidentifiedTranscript, int]:
    """The text in which a line stands, and the number of its first line. Raises `InvalidInput`."""
    first = 0
    for part in interview.parts:
        if first <= number < first + len(part.segments):
            return part, first
        first += len(part.segments)
    raise InvalidInput(N_("The text has changed since you opened it. Mark the words once more."))


def _positioned(transcript: DeidentifiedTranscript, place: Place) -> Place:
    """A place by the segment's own position. Raises `InvalidInput` for one in another part."""
    at, offset = place
    if not 0 <= at < len(transcript.segments):
        raise InvalidInput(N_("Mark words within one part of the interview."))
    return transcript.segments[at].position, offset


def _list_own(participant: Participant, transcript: DeidentifiedTranscript) -> Sequence[Mark]:
    own = Mark.participant_id == participant.id
    return db.session.scalars(select(Mark).where(own, Mark.transcript_id == transcript.transcript_id)).all()


def _make(participant: Participant, transcript: DeidentifiedTranscript, place: anchors.Anchor) -> Mark:
    """The mark of these words, also one that was made in an earlier wording of the text; a new one without."""
    own, whole = _list_own(participant, transcript), anchors.join(segment.text for segment in transcript.segments)
    for one in own:
        if passages.find(whole, one, revision=transcript.revision) == (place.start, place.end):
            return one
    if len(own) >= MOST:
        raise InvalidInput(N_("You have marked %(most)s places here. Take some away first."), most=MOST)
    row = Mark(
        participant_id=participant.id, transcript_id=transcript.transcript_id, revision=transcript.revision,
        start=place.start, end=place.end, quote=place.quote, before=place.before, after=place.after,
    )  # fmt: skip
    db.session.add(row)
    return row
