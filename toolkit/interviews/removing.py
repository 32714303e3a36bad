"""Removes recordings so that nobody can hear them again, and sweeps up what a crash left behind."""

import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.hooks import Hook
from toolkit.interviews import intake
from toolkit.interviews.models import Mark, Recording, RecordingChunk
from toolkit.vault import blobs, deferred_deletion
from toolkit.vault.columns import vault

LEFT_ALONE = timedelta(days=1)

Follower = Callable[[Recording], None]

FOLLOWERS: Hook[Follower] = Hook("a recording is removed", "transcripts", "known_names")
"""Each removes what it made of the recording, or refuses with `WrongState`. Names go last: with the last text."""

SOUND_GOES: Hook[Follower] = Hook("the sound is disposed of, and not what was written from it", "transcripts")
"""Each gives up what it had yet to do with the sound."""


def destroy(actor: Actor | None, assignment: Assignment) -> int:
    """Destroy bytes and keys of every recording of an assignment, marks included; how many those were.

    For withdrawal and disposal; None is the program itself. The keys go with the commit, the bytes right after it.
    """
    recordings = _locked(assignment)
    for recording in recordings:
        _destroy(actor, recording)
    db.session.execute(delete(Mark).where(Mark.assignment_id == assignment.id))
    return len(recordings)


def destroy_sound(actor: Actor | None, assignment: Assignment) -> int:
    """Destroy bytes and keys of every recording of an assignment by a decision; how many those were.

    What was written and marked while listening stays: it is disposed of by itself.
    """
    recordings = _locked(assignment)
    for recording in recordings:
        for follow in SOUND_GOES.each():
            follow(recording)
        _destroy(actor, recording, with_marks=False)
    return len(recordings)


def remove_recording(actor: Actor, assignment_id: uuid.UUID, *, recording_id: uuid.UUID) -> None:
    """Destroy a recording of the person's own interview: a wrong file, a try. Raises `NotFound`, or `WrongState`."""
    recording = intake.get_recording(actor, assignment_id, recording_id=recording_id, to_change=True)
    for follow in FOLLOWERS.each():
        follow(recording)
    _destroy(actor, recording)


def sweep() -> int:
    """Remove what nobody owns a day after a crash: half-written files, files without a row, recordings without sound.

    For the worker, once in a while; how many things there were.
    """
    border = clock.now() - LEFT_ALONE
    has_chunks = select(RecordingChunk.number).where(RecordingChunk.recording_id == Recording.id).exists()
    empty = db.session.execute(
        delete(Recording).where(Recording.state == intake.RECEIVING, Recording.created_at <= border, ~has_chunks),
    )
    recordings = frozenset(db.session.scalars(select(Recording.blob_id).where(Recording.blob_id.is_not(None))))
    chunks = frozenset(db.session.scalars(select(RecordingChunk.blob_id)))
    return (
        int(getattr(empty, "rowcount", 0))
        + vault().store.remove_leftovers(untouched_for=LEFT_ALONE)
        + blobs.remove_ownerless(vault(), "recording", owned=frozenset(filter(None, recordings)), older_than=LEFT_ALONE)
        + blobs.remove_ownerless(vault(), "chunk", owned=chunks, older_than=LEFT_ALONE)
    )


def _locked(assignment: Assignment) -> Sequence[Recording]:
    return db.session.scalars(
        select(Recording)
        .where(Recording.assignment_id == assignment.id, Recording.state != intake.DESTROYED)
        .with_for_update(),
    ).all()


def _destroy(actor: Actor | None, recording: Recording, *, with_marks: bool = True) -> None:
    rows = intake.list_chunks(recording)
    deferred_deletion.remove_at_commit(db.session(), recording.blob_id, *(row.blob_id for row in rows))
    db.session.execute(delete(RecordingChunk).where(RecordingChunk.recording_id == recording.id))
    if with_marks:
        db.session.execute(delete(Mark).where(Mark.recording_id == recording.id))
    recording.state, recording.destroyed_at = intake.DESTROYED, clock.now()
    recording.blob_id = recording.key_id = recording.wrapped_key = None
    recording.plain_length = recording.sealed_length = None
    db.session.flush()
    trail.record(actor, Event.RECORDING_DESTROYED, recording.id)
