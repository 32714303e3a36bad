"""Takes in recordings chunk by chunk: every chunk is sealed on its own, on stable storage before its row is written.

Bytes come from the browser or from a chosen file, by one protocol; `joining` makes them one file.
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import set_committed_value

from toolkit import clock, ids
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, TooLarge, WrongState
from toolkit.interviews.models import Recording, RecordingChunk, RecordingSource, RecordingState
from toolkit.participation import consent
from toolkit.sound import containers, splicing
from toolkit.sound.opening import recognise_head
from toolkit.transactions import paused
from toolkit.vault import blobs
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile

RECEIVING, WHOLE, REFUSED, DESTROYED = RecordingState
UPLOAD, BROWSER = RecordingSource
LARGEST_CHUNK = 2 * 1024 * 1024
MOST_CHUNKS = 100_000
MOST_TOLD = 1000


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk that lies sealed in the vault and has no row yet."""

    sealed: SealedFile
    sha256: str
    is_beginning: bool


class MissingChunks(WrongState):
    """The recording is not complete; `numbers`, a thousand at most, have yet to arrive."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(N_("Parts of the recording have not arrived yet. They are sent again by themselves."))
        self.numbers = numbers


def open_recording(actor: Actor, assignment_id: uuid.UUID, *, client_key: str, source: str) -> Recording:
    """A recording to send chunks to. A repeat with the same `client_key` gives the same recording.

    Raises `NotFound`, and `WrongState` without consent to recording.
    """
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment, to_recording=True)
    if source not in {UPLOAD, BROWSER} or not 16 <= len(client_key) <= 64:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again."))
    return find_by_key(assignment, client_key) or add_recording(actor, assignment, client_key=client_key, source=source)


def find_by_key(assignment: Assignment, client_key: str) -> Recording | None:
    """The recording that the browser gave this name, if any. They are added to an assignment one at a time."""
    _be_alone(assignment.id)
    return db.session.scalar(
        select(Recording).where(Recording.assignment_id == assignment.id, Recording.client_key == client_key),
    )


def add_recording(actor: Actor, assignment: Assignment, *, client_key: str, source: str) -> Recording:
    """One more recording of an assignment that the caller holds; it has a number once something of it has come."""
    recording = Recording(assignment_id=assignment.id, source=source, client_key=client_key)
    db.session.add(recording)
    db.session.flush()
    trail.record(actor, Event.RECORDING_STARTED, recording.id, source=source)
    return recording


def give_number(recording: Recording) -> None:
    """Its place among the recordings of its interview, whom the caller has locked; it keeps the one that it has.

    A file that was refused before anything of it was kept has none, and leaves no gap.
    """
    if recording.number is None:
        of_interview = Recording.assignment_id == recording.assignment_id
        last = db.session.scalar(select(func.max(Recording.number)).where(of_interview))
        recording.number = (last or 0) + 1
        db.session.flush()


def get_recording(
    actor: Actor, assignment_id: uuid.UUID, *, recording_id: uuid.UUID, to_change: bool = False
) -> Recording:
    """One recording of the person's own interview; locked for others when it is to be changed. Raises `NotFound`."""
    assignment = assignments.get_own(actor, assignment_id)
    query = select(Recording).where(Recording.id == recording_id, Recording.assignment_id == assignment.id)
    recording = db.session.scalar(query.with_for_update() if to_change else query)
    if recording is None or recording.state == DESTROYED:
        raise NotFound
    # What nobody holds is forgotten by the session: the interview, its child and its year were asked for twice a chunk.
    set_committed_value(recording, "assignment", assignment)
    return recording


def find_receiving(actor: Actor, assignment_id: uuid.UUID, *, recording_id: str | None) -> Recording | None:
    """A recording of the person's own interview that was broken off in a browser and may go on, if this is one."""
    assignment = assignments.get_own(actor, assignment_id)
    found = db.session.get(Recording, ids.read_id(recording_id)) if recording_id else None
    is_ours = found is not None and found.assignment_id == assignment.id
    return found if is_ours and found and found.is_receiving and found.source == BROWSER else None


def list_recordings(assignment: Assignment) -> Sequence[Recording]:
    """The recordings of an interview that the caller holds; not removed ones, nor those without sound yet."""
    has_chunks = select(RecordingChunk.number).where(RecordingChunk.recording_id == Recording.id).exists()
    return db.session.scalars(
        select(Recording)
        .where(
            Recording.assignment_id == assignment.id,
            Recording.state != DESTROYED,
            (Recording.state != RECEIVING) | has_chunks,
        )
        .order_by(Recording.number),
    ).all()


def list_chunks(recording: Recording) -> Sequence[RecordingChunk]:
    """The chunks of a recording that have arrived, by number."""
    return db.session.scalars(
        select(RecordingChunk).where(RecordingChunk.recording_id == recording.id).order_by(RecordingChunk.number),
    ).all()


def missing_numbers(rows: Sequence[RecordingChunk], chunks: int) -> list[int]:
    """The first thousand of `chunks` numbers that have not arrived. Raises `InvalidInput` over `MOST_CHUNKS`."""
    if not 0 <= chunks <= MOST_CHUNKS:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again."))
    here = {row.number for row in rows}
    return list(islice((number for number in range(chunks) if number not in here), MOST_TOLD))


def check_may_send(
    actor: Actor, assignment_id: uuid.UUID, *, recording_id: uuid.UUID, to_change: bool = False
) -> Recording:
    """The recording, if a chunk of it may be sent now. Raises `NotFound`; `WrongState` without consent or when done."""
    recording = get_recording(actor, assignment_id, recording_id=recording_id, to_change=to_change)
    consent.require_yes(recording.assignment, to_recording=True)
    if recording.state != RECEIVING:
        raise WrongState(N_("This recording is finished. Start a new one to say more."))
    return recording


def receive_chunk(
    actor: Actor,
    assignment_id: uuid.UUID,
    *,
    recording_id: uuid.UUID,
    number: int,
    sha256: str,
    read: Callable[[int], bytes],
    largest: int,
) -> bool:
    """Take one chunk in: `read` and seal it while nothing is held, then write its row. False when it was here already.

    Nothing is read of a chunk that may not come. Raises like `check_may_send`, `sealed_chunk` and `keep_chunk`.
    """
    check_may_send(actor, assignment_id, recording_id=recording_id)
    with ExitStack() as until_written:
        with paused():
            chunk = until_written.enter_context(sealed_chunk(read(LARGEST_CHUNK), number=number, sha256=sha256))
        return keep_chunk(actor, assignment_id, recording_id=recording_id, number=number, chunk=chunk, largest=largest)


@contextmanager
def sealed_chunk(data: bytes, *, number: int, sha256: str) -> Iterator[Chunk]:
    """A chunk on stable storage; removed again when the block fails.

    Raises `InvalidInput`, `TooLarge`, `StorageFull`, and `NotARecording` for a first chunk that begins no recording.
    """
    if not data or not 0 <= number < MOST_CHUNKS:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again."))
    if len(data) > LARGEST_CHUNK:
        raise TooLarge(N_("That was more than the page can take."))
    if not hmac.compare_digest(hashlib.sha256(data).hexdigest().encode(), sha256.encode()):
        raise InvalidInput(N_("A part of the recording was damaged on its way. It is sent again by itself."))
    kind = containers.recognise(data[: containers.HEAD])
    if number == 0 and len(data) >= containers.HEAD:
        recognise_head(data[: containers.HEAD])
    with vault().writing(blobs.new_name("chunk")) as writer:
        writer.write(data)
    try:
        yield Chunk(writer.sealed, sha256, kind is not None and splicing.begins_a_run(data[: containers.HEAD], kind))
    except BaseException:
        vault().destroy(writer.sealed.file_id)
        raise


def keep_chunk(
    actor: Actor, assignment_id: uuid.UUID, *, recording_id: uuid.UUID, number: int, chunk: Chunk, largest: int
) -> bool:
    """Write the row of a sealed chunk. False when the very same chunk was here already; then the new copy is removed.

    Raises `WrongState` for another chunk under the same number, `TooLarge` when the recording passes `largest` bytes;
    what had arrived stays.
    """
    if db.session.scalar(select(Recording.number).where(Recording.id == recording_id)) is None:
        _be_alone(assignment_id)  # before the recording: a withdrawal locks them in this order
    recording = check_may_send(actor, assignment_id, recording_id=recording_id, to_change=True)
    known = db.session.get(RecordingChunk, (recording.id, number))
    if known is not None:
        if known.sha256 != chunk.sha256:
            raise WrongState(N_("Another part has arrived under this number. Start a new recording."))
        vault().destroy(chunk.sealed.file_id)
        return False
    so_far = select(func.sum(RecordingChunk.plain_length)).where(RecordingChunk.recording_id == recording.id)
    if int(db.session.scalar(so_far) or 0) + chunk.sealed.plain_length > largest:
        raise TooLarge(N_("The recording is larger than this installation takes. What has arrived is kept."))
    give_number(recording)
    db.session.add(RecordingChunk(recording_id=recording.id, number=number, sha256=chunk.sha256, **_columns(chunk)))
    db.session.flush()
    return True


def _be_alone(assignment_id: uuid.UUID) -> None:
    """Nobody else adds or numbers a recording of the interview until the commit."""
    db.session.scalar(select(Assignment.id).where(Assignment.id == assignment_id).with_for_update())


def _columns(chunk: Chunk) -> dict[str, Any]:
    sealed = chunk.sealed
    return {
        "is_beginning": chunk.is_beginning,
        "plain_length": sealed.plain_length,
        "sealed_length": sealed.blob_length,
        "blob_id": sealed.file_id,
        "key_id": sealed.key_id,
        "wrapped_key": sealed.wrapped_key,
        "received_at": clock.now(),
    }
