"""What a colleague who is invited sees: the day, what they are to read, and the text itself, with what struck them.

While the seminar is planned everybody sees their own marks and nobody else's, the facilitator included. When it is
open, everybody who takes part reads every interview that they may, with everybody's marks.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import contains_eager, joinedload

from seminar.seminars import planning
from seminar.seminars.models import Mark, Participant, Seminar, State, ToRead
from seminar.texts import anchors, interviews, passages, rights
from seminar.texts.anchors import Run
from seminar.texts.interviews import Interview
from seminar.texts.passages import Spoken
from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.errors import NotFound
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A seminar as one participant sees it: what is theirs to read, whether they have, and what else is open."""

    participant: Participant
    to_read: Sequence[tuple[Interview, ToRead]]
    others: Sequence[Interview]
    is_reader: bool

    @property
    def seminar(self) -> Seminar:
        """The seminar itself."""
        return self.participant.seminar


@dataclass(frozen=True, slots=True)
class Line:
    """A segment, numbered through all parts, with its runs: (text, marks that hold there)."""

    number: int
    segment: DeidentifiedSegment
    runs: tuple[tuple[str, tuple[Mark, ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of an interview's texts: its lines, the marks in the order of the text, who says what in each of them by
    id, and own marks not found any more."""

    transcript: DeidentifiedTranscript
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    spoken: Mapping[uuid.UUID, tuple[Spoken, ...]]
    lost: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """An interview as it is read."""

    participant: Participant
    interview: Interview
    of: int
    parts: tuple[Part, ...]
    to_read: ToRead | None

    @property
    def seminar(self) -> Seminar:
        """The seminar that it is read for."""
        return self.participant.seminar

    @property
    def marks(self) -> list[Mark]:
        """Every mark that this reader sees, in the order of the text."""
        return [mark for part in self.parts for mark in part.marks]

    @property
    def spoken(self) -> Mapping[uuid.UUID, tuple[Spoken, ...]]:
        """Who says what in the words of each mark, by its id."""
        return {mark: said for part in self.parts for mark, said in part.spoken.items()}

    @property
    def lost(self) -> list[Mark]:
        """Own marks whose words are gone."""
        return [mark for part in self.parts for mark in part.lost]


def list_due(actor: Actor) -> Sequence[Participant]:
    """The seminars that this person is invited to and that have not ended, the nearest day first."""
    return db.session.scalars(_due(actor).order_by(Seminar.on, Seminar.starts)).all()


def is_invited(actor: Actor) -> bool:
    """Whether there is anything to prepare or to take part in."""
    return db.session.scalar(_due(actor).with_only_columns(Participant.id).limit(1)) is not None


def get_invitation(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> Participant:
    """The person's own place at a seminar of their unit. Raises `NotFound` for whoever is not invited."""
    found = db.session.scalar(_invited(actor).where(Seminar.id == seminar_id, Seminar.cycle_id == cycle_id))
    if found is None:
        raise NotFound
    return found


def look(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> OwnDay:
    """The seminar's own page for a participant. Raises `NotFound`."""
    participant = get_invitation(actor, cycle_id, seminar_id)
    readable = set(db.session.scalars(_readable(actor, participant).with_only_columns(Assignment.id)))
    numbers = interviews.number_all(cycle_id)
    open_to = interviews.list_some(cycle_id, {key: number for key, number in numbers.items() if key in readable})
    rows = {row.assignment_id: row for row in _rows(participant)}
    return OwnDay(
        participant,
        [(one, rows[one.id]) for one in open_to if one.id in rows],
        [one for one in open_to if one.id not in rows],
        is_reader=actor.is_any(*rights.READERS),
    )


def open_text(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, assignment_id: uuid.UUID) -> ReadingPage:
    """An interview, to read; put on the trail. Raises `NotFound` for one that is not this person's to read."""
    participant, interview, of = get_text(actor, cycle_id, seminar_id, assignment_id=assignment_id)
    for part in interview.parts:
        trail.record(actor, Event.DEIDENTIFIED_READ, part.id)
    parts, number = [], 0
    for transcript in interview.parts:
        parts.append(_part(transcript, _seen_marks(participant, transcript), participant, number))
        number += len(transcript.segments)
    row = db.session.get(ToRead, (participant.id, interview.id))
    return ReadingPage(participant, interview, of, tuple(parts), row)


def get_text(
    actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, assignment_id: uuid.UUID
) -> tuple[Participant, Interview, int]:
    """The person's place, an interview that is theirs to read now, and of how many it is one. Raises `NotFound`."""
    participant = get_invitation(actor, cycle_id, seminar_id)
    numbers = interviews.number_all(cycle_id)
    found = db.session.scalars(_readable(actor, participant).where(Assignment.id == assignment_id))
    chosen = interviews.list_some(cycle_id, {one.id: numbers[one.id] for one in found if one.id in numbers})
    if not chosen:
        raise NotFound
    return participant, chosen[0], len(numbers)


def say_read(
    actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, assignment_id: uuid.UUID, is_read: bool
) -> None:
    """Say that one has read an interview, or take that back. Twice is once. Raises `NotFound`, and `WrongState` once
    the seminar has ended."""
    planning.require_changeable(get_invitation(actor, cycle_id, seminar_id).seminar)
    participant, interview, _of = get_text(actor, cycle_id, seminar_id, assignment_id=assignment_id)
    row = db.session.get(ToRead, (participant.id, interview.id))
    if row is None:
        raise NotFound
    if is_read != (row.read_at is not None):
        row.read_at = clock.now() if is_read else None
    db.session.flush()


def _invited(actor: Actor) -> Select[Participant]:
    return (
        select(Participant)
        .join(Participant.seminar)
        .join(Seminar.cycle)
        .where(Participant.person_id == actor.id, Cycle.unit_id == actor.unit_id)
        .options(contains_eager(Participant.seminar).contains_eager(Seminar.cycle), joinedload(Participant.group))
    )


def _due(actor: Actor) -> Select[Participant]:
    return _invited(actor).where(Seminar.state != State.ENDED, Cycle.state.in_(states.OPEN))


def _readable(actor: Actor, participant: Participant) -> Select[Assignment]:
    """The interviews that are this participant's to read now: what was dealt to them, or all while it is open."""
    seminar = participant.seminar
    query = select(Assignment).where(Assignment.cycle_id == seminar.cycle_id, rights.may_read(actor.id))
    if seminar.is_ended or not seminar.cycle.is_open:
        return query.where(Assignment.id.is_(None))
    if seminar.is_planned:
        own = and_(ToRead.assignment_id == Assignment.id, ToRead.participant_id == participant.id)
        return query.join(ToRead, own)
    return query


def _rows(participant: Participant) -> Sequence[ToRead]:
    return db.session.scalars(select(ToRead).where(ToRead.participant_id == participant.id)).all()


def _seen_marks(participant: Participant, transcript: DeidentifiedTranscript) -> Sequence[Mark]:
    query = (
        select(Mark)
        .join(Mark.participant)
        .where(Mark.transcript_id == transcript.transcript_id, Mark.removed_at.is_(None))
        .order_by(Mark.start, Mark.end.desc(), Mark.created_at)
        .options(contains_eager(Mark.participant).joinedload(Participant.person))
    )
    if participant.seminar.is_planned:
        query = query.where(Mark.participant_id == participant.id)
    else:
        query = query.where(Participant.seminar_id == participant.seminar_id)
    return db.session.scalars(query).all()


def _part(transcript: DeidentifiedTranscript, marks: Sequence[Mark], participant: Participant, first: int) -> Part:
    texts = [segment.text for segment in transcript.segments]
    whole = anchors.join(texts)
    placed = [(mark, passages.find(whole, mark, revision=transcript.revision)) for mark in marks]
    spans = [(*place, mark) for mark, place in placed if place]
    lines = []
    for at, (segment, start) in enumerate(zip(transcript.segments, anchors.starts_of(texts), strict=True)):
        cut: list[Run[Mark]] = anchors.runs(start, start + len(anchors.join([segment.text])), spans)
        lines.append(Line(first + at, segment, tuple((whole[run.start : run.end], run.codes) for run in cut)))
    lost = tuple(mark for mark, place in placed if not place and mark.participant_id == participant.id)
    found = sorted(spans, key=lambda span: (span[0], -span[1]))
    spoken = {mark.id: passages.list_spoken(transcript.segments, start, end) for start, end, mark in found}
    return Part(transcript, tuple(lines), tuple(span[2] for span in found), spoken, lost)
