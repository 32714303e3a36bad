"""Whose transcript it is: every other activity of this room gets its transcript here, for the interviewer alone.

An interview has one part per whole recording, one per text that was read in from a file without a recording, and one
for finished notes; each part has at most one transcript.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.orm import contains_eager, joinedload

from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from toolkit.interviews import intake, joining
from toolkit.interviews.models import Notes, Recording
from toolkit.jobs import queue
from transcription.transcripts.models import DeidentifiedTranscript, Segment, Transcript


class State(StrEnum):
    """How far a transcript has come; the values are stored."""

    QUEUED = "queued"
    HEARING = "hearing"
    DRAFT = "draft"
    CORRECTED = "corrected"
    APPROVED = "approved"
    HANDED_OVER = "handed_over"
    PAUSED = "paused"
    FAILED = "failed"


WAITING = frozenset({State.QUEUED, State.HEARING, State.PAUSED, State.FAILED})
READABLE = frozenset({State.DRAFT, State.CORRECTED, State.APPROVED, State.HANDED_OVER})
CHECKED = frozenset({State.CORRECTED, State.APPROVED, State.HANDED_OVER})
SAFE = frozenset({State.APPROVED, State.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class Part:
    """One recording, a text from a file or the notes, and what was made of it. `recording` is None without sound."""

    number: int
    recording: Recording | None
    transcript: Transcript | None

    @property
    def state(self) -> State:
        """How far it has come; a recording that nobody has begun to hear is queued."""
        return State(self.transcript.state) if self.transcript else State.QUEUED


class Stretch(NamedTuple):
    """A segment to read: what is drawn of it, without the machinery that would let it be changed."""

    id: uuid.UUID
    position: int
    start_ms: int
    end_ms: int
    speaker: str
    speaker_is_guess: bool
    text: str
    words: str
    doubt: str | None
    edited_at: datetime | None
    version: int


def get_own(actor: Actor, transcript_id: uuid.UUID, *, to_change: bool = False) -> Transcript:
    """The transcript, if the person who asks did the interview and it is going on. Raises `NotFound`."""
    query = _own(actor).where(Transcript.id == transcript_id)
    found: Transcript | None = db.session.scalar(query.with_for_update(of=Transcript) if to_change else query)
    if found is None:
        raise NotFound
    return found


def get_editable(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    """The same, locked for a change. Raises `WrongState` while it is being written or when it was handed over."""
    found = get_own(actor, transcript_id, to_change=True)
    if found.state == State.HANDED_OVER:
        raise WrongState(N_("The text has been handed over. Take it back before you change it."))
    if found.state not in READABLE:
        raise WrongState(N_("The text is still being written. Wait until it is there."))
    return found


def list_parts(assignment: Assignment) -> list[Part]:
    """Every whole recording of an interview that the caller holds, then texts without one, the finished notes last."""
    recordings = [recording for recording in intake.list_recordings(assignment) if recording.state == intake.WHOLE]
    written = db.session.scalars(
        select(Transcript).where(Transcript.assignment_id == assignment.id).order_by(Transcript.created_at)
    ).all()
    by_recording = {one.recording_id: one for one in written}
    parts = [Part(number, recording, by_recording.get(recording.id)) for number, recording in enumerate(recordings, 1)]
    kept: list[Transcript | None] = [
        one for one in written if one.recording_id not in {recording.id for recording in recordings}
    ]
    notes = db.session.get(Notes, assignment.id)
    has_notes = any(one is not None and one.source == "notes" for one in kept)
    if not has_notes and notes is not None and notes.finished_at is not None:
        kept = [*kept, None]
    return [*parts, *(Part(len(parts) + n, None, one) for n, one in enumerate(kept, 1))]


def list_segments(transcript: Transcript) -> Sequence[Segment]:
    """The segments of a transcript that the caller holds, in order."""
    return db.session.scalars(
        select(Segment).where(Segment.transcript_id == transcript.id).order_by(Segment.position),
    ).all()


def list_stretches(transcript: Transcript) -> list[Stretch]:
    """The same to read: half the work, which counts where there are a thousand."""
    columns = [getattr(Segment, name) for name in Stretch._fields]
    rows = select(*columns).where(Segment.transcript_id == transcript.id).order_by(Segment.position)
    return [Stretch(*row) for row in db.session.execute(rows)]


def list_starts(transcript: Transcript) -> list[tuple[uuid.UUID, int]]:
    """The id and the beginning of every stretch in order, without opening a sealed word."""
    rows = db.session.execute(
        select(Segment.id, Segment.start_ms).where(Segment.transcript_id == transcript.id).order_by(Segment.position)
    )
    return [(row.id, row.start_ms) for row in rows]


def renumber(transcript: Transcript, order: Sequence[uuid.UUID] | None = None) -> None:
    """Give the stretches the positions 0, 1, 2 …, in `order` or as they stand. By way of negative numbers, because a
    position is held by one only; versions stay as they are."""
    known = db.session.execute(
        select(Segment.id, Segment.position).where(Segment.transcript_id == transcript.id).order_by(Segment.position)
    ).all()
    now: dict[uuid.UUID, int] = {row.id: row.position for row in known}
    wanted = enumerate(order if order is not None else now)
    moved = [{"one": segment_id, "to": -at - 1} for at, segment_id in wanted if now[segment_id] != at]
    if not moved:
        return
    table = Segment.__table__
    move = update(table).where(table.c.id == bindparam("one")).values(position=bindparam("to"))  # type: ignore[arg-type]  # a table is what it is
    db.session.connection().execute(move, moved)
    settle = update(Segment).where(Segment.transcript_id == transcript.id, Segment.position < 0)
    db.session.execute(settle.values(position=-Segment.position - 1), execution_options={"synchronize_session": False})
    db.session.expire_all()


def remove_all(assignment: Assignment) -> None:
    """Destroy every text of an interview, the handed-over copies included, when it is withdrawn."""
    for recording_id in db.session.scalars(select(Recording.id).where(Recording.assignment_id == assignment.id)):
        queue.cancel(joining.TRANSCRIBE, ref=recording_id)
    for one in db.session.scalars(select(Transcript).where(Transcript.assignment_id == assignment.id)).all():
        remove(one)


def remove_of_recording(recording: Recording) -> None:
    """Destroy what was written from a recording that is removed. Raises `WrongState` once it was handed over."""
    queue.cancel(joining.TRANSCRIBE, ref=recording.id)
    found = db.session.scalar(select(Transcript).where(Transcript.recording_id == recording.id))
    if found is None:
        return
    if found.state == State.HANDED_OVER:
        raise WrongState(N_("The text of this recording has been handed over. Take the text back first."))
    remove(found)


def remove(transcript: Transcript) -> None:
    """Destroy a transcript and everything under it; the database removes what belongs to its rows."""
    for table in (DeidentifiedTranscript, Transcript):
        column = table.id if table is Transcript else DeidentifiedTranscript.transcript_id
        db.session.execute(delete(table).where(column == transcript.id))
    db.session.expire_all()


def _own(actor: Actor) -> Select[Any]:
    return (
        select(Transcript)
        .join(Transcript.assignment)
        .join(Assignment.cycle)
        .where(
            Assignment.interviewer_id == actor.id,
            Assignment.ended_at.is_(None),
            Cycle.unit_id == actor.unit_id,
        )
        .options(
            contains_eager(Transcript.assignment).options(
                contains_eager(Assignment.cycle), joinedload(Assignment.child)
            ),
            joinedload(Transcript.recording),
        )
        .order_by(Transcript.created_at)
    )
