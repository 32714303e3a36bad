"""Makes the pieces of a take one sealed file, and looks whether it is a recording. Pieces come from `intake`.

`finish` takes three steps, so that the long one holds no lock: `list_parts` reads, `joined` works, `settle` writes.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from sqlalchemy import delete

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.interviews import intake, sound
from toolkit.interviews.models import Recording, RecordingPiece
from toolkit.jobs import queue
from toolkit.participation import consent
from toolkit.transactions import paused
from toolkit.vault import blobs, deferred_deletion
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile
from toolkit.vault.uploads import SealedUpload

BLOCK = 256 * 1024
TRANSCRIBE = "transcription:transcribe"


@dataclass(frozen=True, slots=True)
class Part:
    """One piece that is to be joined."""

    number: int
    sealed: SealedFile


@dataclass(frozen=True, slots=True)
class Whole:
    """The joined file that has no row yet, and what it turned out to be: a sound, or the reason why not."""

    sealed: SealedFile
    parts: int
    has_gaps: bool
    heard: sound.Sound | None
    refusal: sound.Refusal | None


def finish(actor: Actor, assignment_id: uuid.UUID, *, take_id: uuid.UUID, pieces: int | None) -> Recording:
    """Put a take together out of `pieces` pieces, or with None of whatever has arrived. Once more is harmless.

    Raises `MissingPieces`, and like `settle`.
    """
    take = intake.get_take(actor, assignment_id, take_id=take_id)
    if take.state != intake.RECEIVING:
        return take
    parts = list_parts(actor, assignment_id, take_id=take_id, pieces=pieces)
    with ExitStack() as until_written:
        with paused():
            whole = until_written.enter_context(joined(parts))
        return settle(actor, assignment_id, take_id=take_id, whole=whole)


def list_parts(actor: Actor, assignment_id: uuid.UUID, *, take_id: uuid.UUID, pieces: int | None) -> list[Part]:
    """What is to be joined: `pieces` of them, or with None whatever has arrived. Raises `MissingPieces`."""
    take = intake.check_may_send(actor, assignment_id, take_id=take_id)
    rows = intake.list_pieces(take)
    if not rows:
        raise InvalidInput(sound.SENTENCES[sound.Refusal.EMPTY], field="file")
    if pieces is not None:
        missing = sorted(set(range(pieces)) - {row.number for row in rows})
        if missing:
            raise intake.MissingPieces(missing)
        if len(rows) != pieces:
            raise WrongState(N_("Other parts of this recording are arriving from another tab. Finish there."))
    return [Part(row.number, sealed_file(row)) for row in rows]


@contextmanager
def joined(parts: Sequence[Part]) -> Iterator[Whole]:
    """One sealed file out of the parts, a block at a time, and what it is; removed again when the block fails.

    Raises `StorageFull`. Whatever happens, the parts stay.
    """
    with vault().writing(blobs.new_name("take")) as writer:
        for part in parts:
            with vault().reading(part.sealed) as piece:
                while block := piece.read(BLOCK):
                    writer.write(block)
    has_gaps = parts[-1].number != len(parts) - 1
    try:
        with vault().reading(writer.sealed) as reader:
            whole = _examined(cast(BinaryIO, reader), writer.sealed, parts=len(parts), has_gaps=has_gaps)
        yield whole
    except BaseException:
        vault().destroy(writer.sealed.file_id)
        raise


def settle(actor: Actor, assignment_id: uuid.UUID, *, take_id: uuid.UUID, whole: Whole) -> Recording:
    """Give the take its file, let go of the pieces and queue the transcription. Who comes second changes nothing."""
    take = intake.get_take(actor, assignment_id, take_id=take_id, to_change=True)
    if take.state != intake.RECEIVING:
        vault().destroy(whole.sealed.file_id)
        return take
    consent.require_yes(take.assignment, to_recording=True)
    rows = intake.list_pieces(take)
    if len(rows) != whole.parts:
        raise WrongState(N_("More of the recording arrived just now. Finish it once more."))
    deferred_deletion.remove_at_commit(db.session(), *(row.blob_id for row in rows))
    db.session.execute(delete(RecordingPiece).where(RecordingPiece.recording_id == take.id))
    _write(actor, take, whole)
    return take


def examine(upload: SealedUpload) -> Whole:
    """What a file is that arrived sealed in one go. Raises `NotARecording`."""
    upload.seek(0)
    whole = _examined(cast(BinaryIO, upload), upload.sealed, parts=1, has_gaps=False)
    if whole.refusal is not None:
        raise sound.NotARecording(whole.refusal)
    return whole


def receive_upload(actor: Actor, assignment_id: uuid.UUID, *, client_key: str, upload: SealedUpload) -> Recording:
    """A take out of a file that arrived sealed in one go. Raises like `examine` and `receive_file`."""
    consent.require_yes(assignments.get_own(actor, assignment_id), to_recording=True)
    with paused():
        whole = examine(upload)
    return receive_file(actor, assignment_id, client_key=client_key, upload=upload, whole=whole)


def receive_file(
    actor: Actor, assignment_id: uuid.UUID, *, client_key: str, upload: SealedUpload, whole: Whole
) -> Recording:
    """A take out of a file that came in one go; the same form sent twice gives the same take."""
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment, to_recording=True)
    known = intake.find_by_key(assignment, client_key)
    if known is not None:
        return known
    take = intake.add_take(actor, assignment, client_key=client_key, source=intake.UPLOAD)
    _write(actor, take, whole)
    upload.keep()
    return take


def sealed_file(row: Recording | RecordingPiece) -> SealedFile:
    """What the vault needs to open the bytes of a row. Raises `WrongState` for a row without bytes."""
    if row.blob_id is None or row.wrapped_key is None or row.key_id is None:
        raise WrongState(N_("There is no sound to play."))
    return SealedFile(row.blob_id, row.sealed_length or 0, row.plain_length or 0, row.key_id, row.wrapped_key)


def _examined(source: BinaryIO, sealed: SealedFile, *, parts: int, has_gaps: bool) -> Whole:
    try:
        heard = sound.probe(source)
    except sound.NotARecording as error:
        return Whole(sealed, parts, has_gaps, None, error.refusal)
    return Whole(sealed, parts, has_gaps, heard, None)


def _write(actor: Actor, take: Recording, whole: Whole) -> None:
    take.finished_at = clock.now()
    if whole.refusal is not None:
        take.state, take.refusal = intake.REFUSED, whole.refusal
        trail.record(actor, Event.RECORDING_REFUSED, take.id, reason=whole.refusal.value)
        if take.source == intake.UPLOAD:  # the person has the file; a film of a child is not to stay here
            deferred_deletion.remove_at_commit(db.session(), whole.sealed.file_id)
            db.session.flush()
            return
    _keep_file(take, whole.sealed)
    if whole.heard is not None:
        take.state = intake.WHOLE
        take.media_type = whole.heard.container.media_type
        take.duration_ms = round(whole.heard.seconds * 1000)
        take.remark = "gaps" if whole.has_gaps else "cut_short" if whole.heard.cut_short else None
        trail.record(actor, Event.RECORDING_FINISHED, take.id, seconds=round(whole.heard.seconds))
    db.session.flush()
    if take.state == intake.WHOLE:
        queue.enqueue(actor, TRANSCRIBE, ref=take.id)


def _keep_file(take: Recording, sealed: SealedFile) -> None:
    take.plain_length, take.sealed_length = sealed.plain_length, sealed.blob_length
    take.blob_id, take.key_id, take.wrapped_key = sealed.file_id, sealed.key_id, sealed.wrapped_key
