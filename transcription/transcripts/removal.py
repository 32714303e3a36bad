"""Destroys transcripts: with a withdrawn interview, with a recording that is removed, by a decision, or one alone."""

from sqlalchemy import ColumnElement, delete, select

from toolkit import clock, row_by_row
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.interviews import joining
from toolkit.interviews.models import Recording
from toolkit.jobs import queue
from transcription.transcripts.models import (
    DeidentifiedTranscript,
    Edit,
    IdentifierDecision,
    Segment,
    TimeSpent,
    Transcript,
)
from transcription.transcripts.states import READABLE, State


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
    if found.is_at_seminar:
        raise WrongState(
            N_("The text of this recording has been handed over. Take the text back first."),
            page="hand_over",
            of=recording.assignment_id,
        )
    remove(found)


def give_up_sound(recording: Recording) -> None:
    """The sound is disposed of: what waits to be written from it never will be; what is written stays."""
    queue.cancel(joining.TRANSCRIBE, ref=recording.id)
    found = db.session.scalar(select(Transcript).where(Transcript.recording_id == recording.id))
    if found is not None and found.state not in READABLE and not found.is_at_seminar:
        remove(found)


def has_full_text() -> ColumnElement[bool]:
    """For a query of assignments: whether one has a text whose full wording is there."""
    there = select(Transcript.id).where(
        Transcript.assignment_id == Assignment.id, Transcript.full_text_gone_at.is_(None)
    )
    return row_by_row.has(there)


def remove_full_texts(assignment: Assignment) -> None:
    """Destroy the words with names in them by a decision. Of what was handed over the seminar's copy stays."""
    for one in db.session.scalars(select(Transcript).where(Transcript.assignment_id == assignment.id)).all():
        if not one.is_at_seminar:
            remove(one)
            continue
        for table in (Segment, Edit, TimeSpent, IdentifierDecision):
            db.session.execute(delete(table).where(table.transcript_id == one.id))
        one.suggestions = one.peaks = ""
        one.state = State.HANDED_OVER
        one.full_text_gone_at = clock.now()
    db.session.flush()


def remove(transcript: Transcript) -> None:
    """Destroy a transcript and everything under it; the database removes what belongs to its rows."""
    for table in (DeidentifiedTranscript, Transcript):
        column = table.id if table is Transcript else DeidentifiedTranscript.transcript_id
        db.session.execute(delete(table).where(column == transcript.id))
    db.session.expire_all()
