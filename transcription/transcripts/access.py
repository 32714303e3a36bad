"""Whose transcript it is: every activity on a transcript gets it here, for the interviewer alone.

An interview has one part per whole recording, one per text that was read in from a file without a recording, and one
for finished notes; each part has at most one transcript.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from toolkit.interviews import intake
from toolkit.interviews.models import Notes, Recording
from transcription.transcripts.models import DeidentifiedTranscript, Transcript
from transcription.transcripts.states import READABLE, Source, State


@dataclass(frozen=True, slots=True)
class Part:
    """One recording, a text from a file or the notes, and what was made of it. `recording` is None without sound."""

    number: int
    recording: Recording | None
    transcript: Transcript | None

    @property
    def state(self) -> State:
        """How far it has come; a recording whose transcription has not begun is queued."""
        return State(self.transcript.state) if self.transcript else State.QUEUED


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
        raise WrongState(
            N_("The text has been handed over. Take it back, or open it for correction, where you handed it over."),
            page="hand_over",
            of=found.assignment_id,
        )
    if found.state not in READABLE:
        raise WrongState(N_("The text is still being transcribed. Wait until it is there."))
    return found


def list_parts(assignment: Assignment) -> list[Part]:
    """Every whole recording of an interview that the caller holds, then texts without one, the finished notes last."""
    recordings = [one for one in intake.list_recordings(assignment) if one.state == intake.WHOLE]
    written = db.session.scalars(
        select(Transcript).where(Transcript.assignment_id == assignment.id).order_by(Transcript.created_at)
    ).all()
    by_recording = {one.recording_id: one for one in written}
    parts = [Part(number, one, by_recording.get(one.id)) for number, one in enumerate(recordings, 1)]
    kept: list[Transcript | None] = [one for one in written if one.recording_id not in {each.id for each in recordings}]
    notes = db.session.get(Notes, assignment.id)
    has_notes = any(one is not None and one.source == Source.NOTES for one in kept)
    if not has_notes and notes is not None and notes.finished_at is not None:
        kept = [*kept, None]
    return [*parts, *(Part(len(parts) + n, None, one) for n, one in enumerate(kept, 1))]


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


def owners() -> Select[uuid.UUID, uuid.UUID]:
    """A query of every transcript and the assignment that it belongs to, for the check of the log."""
    return select(Transcript.id, Transcript.assignment_id)


def owners_of_copies() -> Select[uuid.UUID, uuid.UUID]:
    """The same of the copies that the seminar reads."""
    return select(DeidentifiedTranscript.id, DeidentifiedTranscript.assignment_id)
