"""The process that recognises speech: `python -m transcription.asr.worker_process`. Its protocol is in `messages`.

It holds the key to one recording and opens no other file of the program's. Its standard error is closed, so that
no library can write a word of a child there. When its host goes away, so does it. Pure: neither web nor database.
"""

import math
import os
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from toolkit import locks
from toolkit.errors import InvalidInput, Tampered
from toolkit.sound import probing
from toolkit.vault.keyring import Keyring
from toolkit.vault.sealing import SealedFile, SealedReader
from transcription.asr import (
    audio,
    devices,
    faster_whisper_engine,
    messages,
    model_manifest,
    openai_whisper_engine,
    speech_activity,
    word_timestamps,
)
from transcription.asr.engine import Engine
from transcription.asr.limits import peak_memory
from transcription.asr.messages import (
    Failed,
    Finished,
    LentSound,
    Message,
    Progress,
    Request,
    SegmentRecognised,
    Started,
)
from transcription.asr.model_files import FASTER_WHISPER, OPENAI_WHISPER
from transcription.asr.types import FailureCode, RecognisedSegment, RecognitionError, TranscriptionOptions, shifted

ENGINES: dict[str, Callable[..., Engine]] = {
    FASTER_WHISPER: faster_whisper_engine.load,
    OPENAI_WHISPER: openai_whisper_engine.load,
}
POLITENESS = 5


def load_engine(name: str, folder: Path, options: TranscriptionOptions) -> Engine:
    """The engine with its model, proved whole. Raises RecognitionError."""
    if name not in ENGINES:
        raise RecognitionError(FailureCode.ENGINE_MISSING, name)
    model_manifest.check(folder, engine=name)
    locks.hold(folder / model_manifest.MANIFEST, wait=True)
    return ENGINES[name](folder, threads=options.threads, device=options.device)


def open_sound(lent: LentSound) -> BinaryIO:
    """The recording's plaintext as a file; it exists in this process's memory only. Raises Tampered."""
    source = os.fdopen(lent.descriptor, "rb")
    sealed = SealedFile(lent.file_id, lent.blob_length, lent.plain_length, lent.key_id, lent.wrapped_key)
    keyring = Keyring({lent.key_id: lent.key}, active=lent.key_id)
    return cast(BinaryIO, SealedReader(source, sealed, keyring=keyring))


def transcribe(source: BinaryIO, request: Request) -> Iterator[Message]:
    """Everything that is reported of one recording, from Started to Finished.

    Chunks are cut by the sound alone and recognised alike each time, so that a transcription that goes on after
    `request.after` gives the same as one that was never disturbed. Raises RecognitionError, InvalidInput, Tampered.
    """
    probed = probing.probe(source)  # refuses what is no sound before a large model is loaded
    engine = load_engine(request.engine, Path(request.model), request.options)
    yield Started(probed.seconds, engine.device)
    decoding = audio.Decoding(source)
    asked = (0.0, math.inf) if request.end is None else (request.start, request.end)
    transcribed_to = asked[0]
    untranscribed: list[speech_activity.Span] = []
    for chunk in audio.chunks(decoding) if request.end is None else audio.chunks_between(decoding, *asked):
        transcribed_to = chunk.end_seconds
        if transcribed_to <= request.after:
            untranscribed += _find_untranscribed(chunk, request.saved) if request.saved is not None else []
            continue
        untranscribed += yield from _transcribe_chunk(engine, chunk, request)
        yield Progress(round(transcribed_to, 2))
    gaps = tuple((gap.start, gap.seconds) for gap in decoding.gaps if asked[0] <= gap.start < asked[1])
    is_cut = probed.cut_short or decoding.is_broken
    yield Finished(round(transcribed_to, 2), is_cut, gaps, decoding.peaks, tuple(untranscribed), peak_memory())


def _transcribe_chunk(
    engine: Engine, chunk: audio.Chunk, request: Request
) -> Generator[Message, None, list[speech_activity.Span]]:
    """Yields what is new in a chunk; returns the spans that sound without any text over them."""
    texts: list[speech_activity.Span] = []
    for segment in () if chunk.is_empty else engine.transcribe(chunk.samples, request.options):
        placed = shifted(_measured(segment, chunk), chunk.start_seconds)
        texts.append((placed.start, placed.end))
        if (placed.start + placed.end) / 2 > request.after:
            yield SegmentRecognised(placed)
            yield Progress(min(placed.end, round(chunk.end_seconds, 2)))
    return _find_untranscribed(chunk, texts)


def _find_untranscribed(chunk: audio.Chunk, texts: Sequence[speech_activity.Span]) -> list[speech_activity.Span]:
    """What sounds in a chunk without any of the texts over it; all in seconds of the recording."""
    begin = chunk.start_seconds
    found = speech_activity.untranscribed_spans(chunk.active, [(first - begin, last - begin) for first, last in texts])
    return [(round(first + begin, 2), round(last + begin, 2)) for first, last in found]


def _measured(segment: RecognisedSegment, chunk: audio.Chunk) -> RecognisedSegment:
    """The segment with how much of it sounds, and beginning where its sound does: models begin early after a pause."""
    start = speech_activity.onset(chunk.active, (segment.start, segment.end))
    words = word_timestamps.fit(segment.words, start, segment.end)
    active_share = speech_activity.active_share(chunk.active, (start, segment.end))
    return replace(segment, start=start, words=words, active_share=active_share)


def answer(request: Request) -> Iterator[Message]:
    """As `transcribe`, but every error becomes a Failed message with a code."""
    try:
        with open_sound(request.sound) as source:
            yield from transcribe(source, request)
    except RecognitionError as error:
        yield Failed(error.code, error.detail)
    except InvalidInput:
        yield Failed(FailureCode.NOT_SOUND)
    except Tampered:
        yield Failed(FailureCode.NOT_OPENED)
    except Exception as error:  # noqa: BLE001 - whatever a library raises, only its class may leave this process
        code = FailureCode.OUT_OF_MEMORY if devices.is_lack_of_memory(error) else FailureCode.UNEXPECTED
        yield Failed(code, type(error).__name__)


def _leave_with_host(stdin: BinaryIO) -> None:
    """End this process at once when the host has gone: its end of the pipe closes with it."""

    def wait() -> None:
        while stdin.read(1):
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    """Read one request, report what is recognised, end."""
    os.environ.update(HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")
    os.nice(POLITENESS)
    stdin, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    request = messages.read_request(stdin.readline())
    _leave_with_host(stdin)
    for message in answer(request):
        out.write(messages.to_line(message))
        out.flush()
    os._exit(0)  # the thread that waits for the host would hold up an ordinary end


if __name__ == "__main__":
    main()
