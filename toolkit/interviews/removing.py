"""Removes recordings so that nobody can hear them again, and sweeps up what a crash left behind."""

import uuid
from collections.abc import Callable
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
from toolkit.interviews.models import Mark, Recording, RecordingPiece
from toolkit.vault import blobs, deferred_deletion
from toolkit.vault.columns import vault

LEFT_ALONE = timedelta(days=1)

Follower = Callable[[Recording], None]

FOLLOWERS: Hook[Follower] = Hook("a recording is removed", "transcripts", "known_names")
"""Each removes what it made of the recording, or refuses with `WrongState`. Names go last: with the last text."""


def destroy(actor: Actor | None, assignment: Assignment) -> int:
    """Destroy bytes and keys of every take of an assignment, marks included; how many takes that was.

    For withdrawal and disposal; None is the program itself. The keys go with the commit, the bytes right after it.
    """
    takes = db.session.scalars(
        select(Recording)
        .where(Recording.assignment_id == assignment.id, Recording.state != intake.DESTROYED)
        .with_for_update(),
    ).all()
    for take in takes:
        _destroy(actor, take)
    db.session.execute(delete(Mark).where(Mark.assignment_id == assignment.id))
    return len(takes)


def remove_take(actor: Actor, assignment_id: uuid.UUID, *, take_id: uuid.UUID) -> None:
    """Destroy one take of the person's own interview: a wrong file, a try. Raises `NotFound`; `WrongState` too late."""
    take = intake.get_take(actor, assignment_id, take_id=take_id, to_change=True)
    for follow in FOLLOWERS.each():
        follow(take)
    _destroy(actor, take)


def sweep() -> int:
    """Remove what nobody owns a day after a crash: half-written files, files without a row, takes without a sound.

    For the worker, once in a while; how many things there were.
    """
    border = clock.now() - LEFT_ALONE
    has_pieces = select(RecordingPiece.number).where(RecordingPiece.recording_id == Recording.id).exists()
    empty = db.session.execute(
        delete(Recording).where(Recording.state == intake.RECEIVING, Recording.created_at <= border, ~has_pieces),
    )
    takes = frozenset(db.session.scalars(select(Recording.blob_id).where(Recording.blob_id.is_not(None))))
    pieces = frozenset(db.session.scalars(select(RecordingPiece.blob_id)))
    return (
        int(getattr(empty, "rowcount", 0))
        + vault().store.remove_leftovers(untouched_for=LEFT_ALONE)
        + blobs.remove_ownerless(vault(), "take", owned=frozenset(filter(None, takes)), older_than=LEFT_ALONE)
        + blobs.remove_ownerless(vault(), "piece", owned=pieces, older_than=LEFT_ALONE)
    )


def _destroy(actor: Actor | None, take: Recording) -> None:
    rows = intake.list_pieces(take)
    deferred_deletion.remove_at_commit(db.session(), take.blob_id, *(row.blob_id for row in rows))
    db.session.execute(delete(RecordingPiece).where(RecordingPiece.recording_id == take.id))
    db.session.execute(delete(Mark).where(Mark.recording_id == take.id))
    take.state, take.destroyed_at = intake.DESTROYED, clock.now()
    take.blob_id = take.key_id = take.wrapped_key = None
    take.plain_length = take.sealed_length = None
    db.session.flush()
    trail.record(actor, Event.RECORDING_DESTROYED, take.id)
