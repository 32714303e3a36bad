"""Makes the chunks of a recording one sealed file, and looks whether it is a recording. Chunks come from `intake`.

`finish` takes three steps, so that the long one holds no lock: `list_parts` reads, `joined` works, `settle` writes.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from sqlalchemy import delete

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.interviews import intake, recorder_runs, room
from toolkit.interviews.models import Recording, RecordingChunk, Remark
from toolkit.jobs import queue
from toolkit.participation import consent
from toolkit.sound import containers, decoder_host, splicing
from toolkit.sound.probing import Sound
from toolkit.sound.refusals import SENTENCES, NotARecording, Refusal
from toolkit.transactions import paused
from toolkit.vault import blobs, deferred_deletion
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile
from toolkit.vault.uploads import SealedUpload

BLOCK = 256 * 1024
TRANSCRIBE = "transcription:transcribe"


@dataclass(frozen=True, slots=True)
class Part:
    """One chunk that is to be joined."""

    number: int
    sealed: SealedFile
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """The joined file that has no row yet, and what it turned out to be: a sound, or the reason why not.

    `resumed_at`: where it goes on after each break, in seconds.
    """

    sealed: SealedFile
    parts: int
    has_gaps: bool
    probed: Sound | None
    refusal: Refusal | None
    resumed_at: tuple[float, ...] = ()


def finish(
    actor: Actor, assignment_id: uuid.UUID, *, recording_id: uuid.UUID, chunks: int | None, is_broken_off: bool = False
) -> Recording:
    """Put a recording together out of `chunks` chunks, or with None of whatever has arrived. Once more is harmless.

    `is_broken_off`: nobody ended it, and nobody goes on. That is so, too, when what has arrived is all that there is.

    Raises `MissingChunks`, and like `settle`.
    """
    recording = intake.get_recording(actor, assignment_id, recording_id=recording_id)
    if recording.state != intake.RECEIVING:
        return recording
    parts = list_parts(actor, assignment_id, recording_id=recording_id, chunks=chunks)
    with ExitStack() as until_written:
        with paused():
            whole = until_written.enter_context(joined(parts))
        is_broken_off = recording.source == intake.BROWSER and (is_broken_off or chunks is None)
        return settle(actor, assignment_id, recording_id=recording_id, whole=whole, is_broken_off=is_broken_off)


def list_parts(actor: Actor, assignment_id: uuid.UUID, *, recording_id: uuid.UUID, chunks: int | None) -> list[Part]:
    """What is to be joined: `chunks` of them, or with None whatever has arrived. Raises `MissingChunks`."""
    recording = intake.check_may_send(actor, assignment_id, recording_id=recording_id)
    rows = intake.list_chunks(recording)
    if not rows:
        raise InvalidInput(SENTENCES[Refusal.EMPTY], field="file")
    if chunks is not None:
        missing = intake.missing_numbers(rows, chunks)
        if missing:
            raise intake.MissingChunks(missing)
        if len(rows) != chunks:
            raise WrongState(N_("Other parts of this recording are arriving from another tab. Finish there."))
    may_begin_anew = recording.source == intake.BROWSER  # a chosen file was cut in slices, wherever it may begin
    return [Part(row.number, sealed_file(row), row.is_beginning and may_begin_anew) for row in rows]


@contextmanager
def joined(parts: Sequence[Part]) -> Iterator[Whole]:
    """One sealed file out of the parts, a block at a time, and what it is; removed again when the block fails.

    Raises `StorageFull`. Whatever happens, the parts stay.
    """
    sealed, spliced = _written(parts)
    has_gaps = parts[-1].number != len(parts) - 1 or spliced.has_gaps
    try:
        with vault().reading(sealed) as reader:
            whole = _examined(cast(BinaryIO, reader), sealed, parts=len(parts), has_gaps=has_gaps)
        yield replace(whole, resumed_at=spliced.resumed_at)
    except BaseException:
        vault().destroy(sealed.file_id)
        raise


def _written(parts: Sequence[Part]) -> tuple[SealedFile, splicing.Spliced]:
    """The parts as one file. Where they cannot be spliced their bytes follow each other, so that nothing is lost."""
    pieces = recorder_runs.split([part.sealed for part in parts], [part.is_beginning for part in parts])
    if len(pieces) > 1:
        with suppress(splicing.UnspliceableError), ExitStack() as opened:
            files = [opened.enter_context(recorder_runs.Run(piece)) for piece in pieces]
            kind = containers.recognise(files[0].read(containers.HEAD) or b"")
            with vault().writing(blobs.new_name("recording")) as writer:
                spliced = decoder_host.splice([cast(BinaryIO, each) for each in files], writer, kind=kind)
            return writer.sealed, spliced
    with vault().writing(blobs.new_name("recording")) as writer:
        for chunk in vault().reading_each([part.sealed for part in parts]):
            while block := chunk.read(BLOCK):
                writer.write(block)
    return writer.sealed, splicing.Spliced((), has_gaps=len(pieces) > 1)


def settle(
    actor: Actor, assignment_id: uuid.UUID, *, recording_id: uuid.UUID, whole: Whole, is_broken_off: bool = False
) -> Recording:
    """Give the recording its file, drop the chunks and queue the transcription. A second call changes nothing."""
    recording = intake.get_recording(actor, assignment_id, recording_id=recording_id, to_change=True)
    if recording.state != intake.RECEIVING:
        vault().destroy(whole.sealed.file_id)
        return recording
    consent.require_yes(recording.assignment, to_recording=True)
    rows = intake.list_chunks(recording)
    if len(rows) != whole.parts:
        raise WrongState(N_("More of the recording arrived just now. Finish it once more."))
    deferred_deletion.remove_at_commit(db.session(), *(row.blob_id for row in rows))
    db.session.execute(delete(RecordingChunk).where(RecordingChunk.recording_id == recording.id))
    _write(actor, recording, whole, is_broken_off=is_broken_off)
    return recording


def examine(upload: SealedUpload) -> Whole:
    """What a file is that arrived sealed in one go. Raises `NotARecording`."""
    upload.seek(0)
    whole = _examined(cast(BinaryIO, upload), upload.sealed, parts=1, has_gaps=False)
    if whole.refusal is not None:
        raise NotARecording(whole.refusal)
    return whole


def receive_upload(actor: Actor, assignment_id: uuid.UUID, *, client_key: str, upload: SealedUpload) -> Recording:
    """A recording out of a file that arrived sealed in one go. Raises like `examine` and `receive_file`."""
    consent.require_yes(assignments.get_own(actor, assignment_id), to_recording=True)
    with paused():
        whole = examine(upload)
    return receive_file(actor, assignment_id, client_key=client_key, upload=upload, whole=whole)


def receive_file(
    actor: Actor, assignment_id: uuid.UUID, *, client_key: str, upload: SealedUpload, whole: Whole
) -> Recording:
    """A recording out of a file that came in one go; the same form sent twice gives the same recording."""
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment, to_recording=True)
    known = intake.find_by_key(assignment, client_key)
    if known is not None:
        return known
    recording = intake.add_recording(actor, assignment, client_key=client_key, source=intake.UPLOAD)
    intake.give_number(recording)
    _write(actor, recording, whole)
    upload.keep()
    return recording


def sealed_file(row: Recording | RecordingChunk) -> SealedFile:
    """What the vault needs to open the bytes of a row. Raises `WrongState` for a row without bytes."""
    if row.blob_id is None or row.wrapped_key is None or row.key_id is None:
        raise WrongState(N_("There is no sound to play."))
    return SealedFile(row.blob_id, row.sealed_length or 0, row.plain_length or 0, row.key_id, row.wrapped_key)


def _examined(source: BinaryIO, sealed: SealedFile, *, parts: int, has_gaps: bool) -> Whole:
    try:
        probed = decoder_host.probe(source)
    except NotARecording as error:
        return Whole(sealed, parts, has_gaps, None, error.refusal)
    return Whole(sealed, parts, has_gaps, probed, None)


def _write(actor: Actor, recording: Recording, whole: Whole, *, is_broken_off: bool = False) -> None:
    recording.finished_at = clock.now()
    if whole.refusal is not None:
        recording.state, recording.refusal = intake.REFUSED, whole.refusal
        trail.record(actor, Event.RECORDING_REFUSED, recording.id, reason=whole.refusal.value)
        if recording.source == intake.UPLOAD:  # the person has the file; a film of a child is not to stay here
            deferred_deletion.remove_at_commit(db.session(), whole.sealed.file_id)
            db.session.flush()
            return
    _keep_file(recording, whole.sealed)
    if whole.probed is not None:
        recording.state = intake.WHOLE
        _describe(recording, whole.probed)
        recording.remark = _remark(whole, is_broken_off=is_broken_off)
        room.mark_breaks(recording, whole.resumed_at)
        trail.record(actor, Event.RECORDING_FINISHED, recording.id, seconds=round(whole.probed.seconds))
    db.session.flush()
    if recording.state == intake.WHOLE:
        queue.enqueue(actor, TRANSCRIBE, ref=recording.id)


def _describe(recording: Recording, sound: Sound) -> None:
    recording.media_type, recording.playback = sound.container.media_type, sound.playback
    recording.duration_ms = round(sound.seconds * 1000)
    recording.begins_ms, recording.missing_ms = round(sound.begins * 1000), round(sound.missing_seconds * 1000)
    recording.tracks = sound.tracks


def _remark(whole: Whole, *, is_broken_off: bool) -> Remark | None:
    if whole.has_gaps:
        return Remark.GAPS
    if is_broken_off:  # it says why the file ends where it does
        return Remark.BROKEN_OFF
    return Remark.CUT_SHORT if whole.probed is not None and whole.probed.cut_short else None


def _keep_file(recording: Recording, sealed: SealedFile) -> None:
    recording.plain_length, recording.sealed_length = sealed.plain_length, sealed.blob_length
    recording.blob_id, recording.key_id, recording.wrapped_key = sealed.file_id, sealed.key_id, sealed.wrapped_key
