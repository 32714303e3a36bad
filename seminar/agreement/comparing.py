"""Who marked what before the seminar opened, line by line and without names. For whoever leads it, once it has opened.

A reader is whoever had read the interview, or marked words in it, before the opening: what came later was not blind.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from seminar.agreement import computing
from seminar.agreement.computing import Alpha
from seminar.seminars import planning
from seminar.seminars.models import Mark, Participant, Seminar, ToRead
from seminar.texts import anchors, interviews, passages, transcripts
from seminar.texts.interviews import Interview
from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import NotFound
from transcription.transcripts.models import DeidentifiedTranscript
from transcription.transcripts.speaker_turns import Speaker

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line that can be marked, and how many of the readers marked anything in it."""

    words: str
    marked: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """One interview: how many read it by themselves, its lines, and alpha where it is defined."""

    interview: Interview
    readers: int
    lines: tuple[Line, ...]
    alpha: Alpha | None

    @property
    def alike(self) -> int:
        """On how many lines all did the same: all marked, or nobody."""
        return sum(line.marked in {0, self.readers} for line in self.lines)


def list_comparable(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> list[Interview]:
    """The interviews that at least two read by themselves before a seminar opened. None while it is planned."""
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    if seminar.is_planned or seminar.shared_at is None:
        return []
    read = _readers(seminar, seminar.shared_at)
    return [one for one in interviews.list_interviews(cycle_id) if len(read.get(one.id, ())) >= FEWEST]


def compare(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, assignment_id: uuid.UUID) -> Comparison:
    """One of them; the look at its texts is put on the trail. Raises `NotFound` for any other interview."""
    comparable = list_comparable(actor, cycle_id, seminar_id)
    interview = next((one for one in comparable if one.id == assignment_id), None)
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    if interview is None or seminar.shared_at is None:
        raise NotFound
    readers = len(_readers(seminar, seminar.shared_at)[interview.id])
    lines = []
    for part in interview.parts:
        transcripts.record_look(actor, part)
        lines += _lines(part, _blind_marks(seminar, seminar.shared_at, [part.transcript_id]))
    return Comparison(interview, readers, tuple(lines), computing.compute([line.marked for line in lines], readers))


def _readers(seminar: Seminar, shared_at: datetime) -> Mapping[uuid.UUID, set[uuid.UUID]]:
    """Who had read or marked each interview before the opening."""
    of_seminar = Participant.seminar_id == seminar.id
    rows = select(ToRead).join(Participant, Participant.id == ToRead.participant_id)
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for row in db.session.scalars(rows.where(of_seminar, ToRead.read_at < shared_at)):
        found.setdefault(row.assignment_id, set()).add(row.participant_id)
    of_text = {part.transcript_id: one.id for one in interviews.list_interviews(seminar.cycle_id) for part in one.parts}
    for mark in _blind_marks(seminar, shared_at, list(of_text)):
        found.setdefault(of_text[mark.transcript_id], set()).add(mark.participant_id)
    return found


def _blind_marks(seminar: Seminar, shared_at: datetime, transcript_ids: Sequence[uuid.UUID]) -> Sequence[Mark]:
    """The marks that stood in some texts when the seminar opened."""
    query = select(Mark).join(Mark.participant).where(Participant.seminar_id == seminar.id)
    stood = or_(Mark.removed_at.is_(None), Mark.removed_at >= shared_at)
    return db.session.scalars(
        query.where(Mark.transcript_id.in_(transcript_ids), Mark.created_at < shared_at, stood)
    ).all()


def _lines(part: DeidentifiedTranscript, marks: Sequence[Mark]) -> list[Line]:
    texts = [anchors.join([segment.text]) for segment in part.segments]
    whole = anchors.join(texts)
    placed = [(passages.find(whole, mark, revision=part.revision), mark.participant_id) for mark in marks]
    return [
        Line(text, len({who for place, who in placed if place and place[0] < start + len(text) and place[1] > start}))
        for segment, start, text in zip(part.segments, anchors.starts_of(texts), texts, strict=True)
        if segment.speaker != Speaker.INTERVIEWER
    ]
