"""Takes in recordings piece by piece: every piece is sealed on its own, on stable storage before its row is written.

Bytes come from the browser or from a chosen file, by one protocol; `joining` makes them one file.
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, TooLarge, WrongState
from toolkit.interviews import sound
from toolkit.interviews.models import Recording, RecordingPiece
from toolkit.participation import consent
from toolkit.transactions import paused
from toolkit.vault import blobs
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile

RECEIVING, WHOLE, REFUSED, DESTROYED = "receiving", "whole", "refused", "destroyed"
UPLOAD, BROWSER = "upload", "browser"
LARGEST_PIECE = 2 * 1024 * 1024
MOST_PIECES = 100_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that lies sealed in the vault and has no row yet."""

    sealed: SealedFile
    sha256: str


class MissingPieces(WrongState):
    """The take is not complete; `numbers` have yet to arrive."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(N_("Parts of the recording have not arrived yet. They are sent again by themselves."))
        self.numbers = numbers


def open_take(actor: Actor, assignment_id: uuid.UUID, *, client_key: str, source: str) -> Recording:
    """A take to send pieces to. A repeat with the same `client_key` gives the same take.

    Raises `NotFound`, and `WrongState` without consent to recording.
    """
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment, to_recording=True)
    if source not in {UPLOAD, BROWSER} or not 16 <= len(client_key) <= 64:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again."))
    return find_by_key(assignment, client_key) or add_take(actor, assignment, client_key=client_key, source=source)


def find_by_key(assignment: Assignment, client_key: str) -> Recording | None:
    """The take that the browser gave this name, if it is here. Takes of an assignment are made one at a time."""
    db.session.scalar(select(Assignment.id).where(Assignment.id == assignment.id).with_for_update())
    return db.session.scalar(
        select(Recording).where(Recording.assignment_id == assignment.id, Recording.client_key == client_key),
    )


def add_take(actor: Actor, assignment: Assignment, *, client_key: str, source: str) -> Recording:
    """The next take of an assignment that the caller holds."""
    last = db.session.scalar(select(func.max(Recording.take)).where(Recording.assignment_id == assignment.id))
    take = Recording(assignment_id=assignment.id, take=(last or 0) + 1, source=source, client_key=client_key)
    db.session.add(take)
    db.session.flush()
    trail.record(actor, Event.RECORDING_STARTED, take.id, source=source)
    return take


def get_take(actor: Actor, assignment_id: uuid.UUID, *, take_id: uuid.UUID, to_change: bool = False) -> Recording:
    """One take of the person's own interview; locked for others when it is to be changed. Raises `NotFound`."""
    assignment = assignments.get_own(actor, assignment_id)
    query = select(Recording).where(Recording.id == take_id, Recording.assignment_id == assignment.id)
    take = db.session.scalar(query.with_for_update() if to_change else query)
    if take is None or take.state == DESTROYED:
        raise NotFound
    return take


def list_takes(assignment: Assignment) -> Sequence[Recording]:
    """The takes of an interview that the caller holds; not those that were removed, nor those without a sound yet."""
    has_pieces = select(RecordingPiece.number).where(RecordingPiece.recording_id == Recording.id).exists()
    return db.session.scalars(
        select(Recording)
        .where(
            Recording.assignment_id == assignment.id,
            Recording.state != DESTROYED,
            (Recording.state != RECEIVING) | has_pieces,
        )
        .order_by(Recording.take),
    ).all()


def list_pieces(take: Recording) -> Sequence[RecordingPiece]:
    """The pieces of a take that have arrived, by number."""
    return db.session.scalars(
        select(RecordingPiece).where(RecordingPiece.recording_id == take.id).order_by(RecordingPiece.number),
    ).all()


def check_may_send(actor: Actor, assignment_id: uuid.UUID, *, take_id: uuid.UUID, to_change: bool = False) -> Recording:
    """The take, if a piece of it may be sent now. Raises `NotFound`; `WrongState` without consent or when done."""
    take = get_take(actor, assignment_id, take_id=take_id, to_change=to_change)
    consent.require_yes(take.assignment, to_recording=True)
    if take.state != RECEIVING:
        raise WrongState(N_("This recording is finished. Start a new one to say more."))
    return take


def receive_piece(
    actor: Actor,
    assignment_id: uuid.UUID,
    *,
    take_id: uuid.UUID,
    number: int,
    sha256: str,
    read: Callable[[int], bytes],
    largest: int,
) -> bool:
    """Take one piece in: `read` and seal it while nothing is held, then write its row. False when it was here already.

    Nothing is read of a piece that may not come. Raises like `check_may_send`, `sealed_piece` and `keep_piece`.
    """
    check_may_send(actor, assignment_id, take_id=take_id)
    with ExitStack() as until_written:
        with paused():
            piece = until_written.enter_context(sealed_piece(read(LARGEST_PIECE), number=number, sha256=sha256))
        return keep_piece(actor, assignment_id, take_id=take_id, number=number, piece=piece, largest=largest)


@contextmanager
def sealed_piece(data: bytes, *, number: int, sha256: str) -> Iterator[Piece]:
    """A piece on stable storage; removed again when the block fails.

    Raises `InvalidInput`, `TooLarge`, `StorageFull`, and `NotARecording` for a first piece that begins no recording.
    """
    if not data or not 0 <= number < MOST_PIECES:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again."))
    if len(data) > LARGEST_PIECE:
        raise TooLarge(N_("That was more than the page can take."))
    if not hmac.compare_digest(hashlib.sha256(data).hexdigest(), sha256):
        raise InvalidInput(N_("A part of the recording was damaged on its way. It is sent again by itself."))
    if number == 0 and len(data) >= sound.HEAD and sound.recognise(data[: sound.HEAD]) is None:
        raise sound.NotARecording(sound.Refusal.UNKNOWN)
    with vault().writing(blobs.new_name("piece")) as writer:
        writer.write(data)
    try:
        yield Piece(writer.sealed, sha256)
    except BaseException:
        vault().destroy(writer.sealed.file_id)
        raise


def keep_piece(
    actor: Actor, assignment_id: uuid.UUID, *, take_id: uuid.UUID, number: int, piece: Piece, largest: int
) -> bool:
    """Write the row of a sealed piece. False when the very same piece was here already; then the new copy is removed.

    Raises `WrongState` for another piece under the same number, `TooLarge` when the take passes `largest` bytes;
    what had arrived stays.
    """
    take = check_may_send(actor, assignment_id, take_id=take_id, to_change=True)
    known = db.session.get(RecordingPiece, (take.id, number))
    if known is not None:
        if known.sha256 != piece.sha256:
            raise WrongState(N_("Another part has arrived under this number. Start a new recording."))
        vault().destroy(piece.sealed.file_id)
        return False
    so_far = select(func.sum(RecordingPiece.plain_length)).where(RecordingPiece.recording_id == take.id)
    if int(db.session.scalar(so_far) or 0) + piece.sealed.plain_length > largest:
        raise TooLarge(N_("The recording is larger than this installation takes. What has arrived is kept."))
    db.session.add(RecordingPiece(recording_id=take.id, number=number, sha256=piece.sha256, **_columns(piece)))
    db.session.flush()
    return True


def _columns(piece: Piece) -> dict[str, Any]:
    sealed = piece.sealed
    return {
        "plain_length": sealed.plain_length,
        "sealed_length": sealed.blob_length,
        "blob_id": sealed.file_id,
        "key_id": sealed.key_id,
        "wrapped_key": sealed.wrapped_key,
        "received_at": clock.now(),
    }
