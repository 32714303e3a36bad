"""The process that recognises speech: `python -m transcription.asr.worker_process`. Its protocol is in `messages`.

It holds the key to one recording and opens no other file of the program's. Its standard error is closed, so that
no library can write a word of a child there. When the parent goes away, so does it.
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
from toolkit.interviews import sound
from toolkit.vault.keyring import Keyring
from toolkit.vault.sealing import SealedFile, SealedReader
from transcription.asr import (
    audio,
    devices,
    faster_whisper_engine,
    messages,
    openai_whisper_engine,
    speech_activity,
    word_timestamps,
)
from transcription.asr.engine import Engine
from transcription.asr.limits import most_memory
from transcription.asr.messages import Failed, Finished, LentSound, Message, Progress, Request, Said, Started
from transcription.asr.model_files import FASTER_WHISPER, OPENAI_WHISPER
from transcription.asr.types import Heard, HearingError, Options, Trouble, moved
from transcription.speech_models import store

ENGINES: dict[str, Callable[..., Engine]] = {
    FASTER_WHISPER: faster_whisper_engine.load,
    OPENAI_WHISPER: openai_whisper_engine.load,
}
POLITENESS = 5


def load_engine(name: str, folder: Path, options: Options) -> Engine:
    """The engine with its model, proved whole. Raises HearingError."""
    if name not in ENGINES:
        raise HearingError(Trouble.ENGINE_MISSING, name)
    store.check(folder, engine=name)
    locks.hold(folder / store.MANIFEST, wait=True)
    return ENGINES[name](folder, threads=options.threads, device=options.device)


def open_sound(lent: LentSound) -> BinaryIO:
    """The recording's plaintext as a file; it exists in this process's memory only. Raises Tampered."""
    source = os.fdopen(lent.descriptor, "rb")
    sealed = SealedFile(lent.file_id, lent.blob_length, lent.plain_length, lent.key_id, lent.wrapped_key)
    keyring = Keyring({lent.key_id: lent.key}, active=lent.key_id)
    return cast(BinaryIO, SealedReader(source, sealed, keyring=keyring))


def hear(source: BinaryIO, request: Request) -> Iterator[Message]:
    """Everything that is said about one recording, from Started to Finished.

    Pieces are cut by the sound alone and heard alike each time, so that a hearing that goes on after `request.after`
    says the same as one that was never disturbed. Raises HearingError, InvalidInput, Tampered.
    """
    with sound.opened(source):
        pass  # refuse what is no sound before a large model is loaded
    engine = load_engine(request.engine, Path(request.model), request.options)
    yield Started(sound.probe(source).seconds, engine.device)
    decoding = audio.Decoding(source)
    asked = (0.0, math.inf) if request.end is None else (request.start, request.end)
    heard_to = asked[0]
    unheard: list[speech_activity.Span] = []
    for piece in audio.pieces(decoding) if request.end is None else audio.pieces_between(decoding, *asked):
        heard_to = piece.end_seconds
        if heard_to <= request.after:
            unheard += _unheard(piece, request.saved) if request.saved is not None else []
            continue
        unheard += yield from _hear_piece(engine, piece, request)
        yield Progress(round(heard_to, 2))
    gaps = tuple((gap.start, gap.seconds) for gap in decoding.gaps if asked[0] <= gap.start < asked[1])
    yield Finished(round(heard_to, 2), decoding.cut_short, gaps, decoding.peaks, tuple(unheard), most_memory())


def _hear_piece(
    engine: Engine, piece: audio.Piece, request: Request
) -> Generator[Message, None, list[speech_activity.Span]]:
    """Says what is new in a piece; gives the stretches that sound without any text over them."""
    texts: list[speech_activity.Span] = []
    for heard in () if piece.is_empty else engine.hear(piece.samples, request.options):
        placed = moved(_measured(heard, piece), piece.start_seconds)
        texts.append((placed.start, placed.end))
        if (placed.start + placed.end) / 2 > request.after:
            yield Said(placed)
            yield Progress(min(placed.end, round(piece.end_seconds, 2)))
    return _unheard(piece, texts)


def _unheard(piece: audio.Piece, texts: Sequence[speech_activity.Span]) -> list[speech_activity.Span]:
    """What sounds in a piece without any of the texts over it; all in seconds of the recording."""
    begin = piece.start_seconds
    found = speech_activity.unheard(piece.over, [(first - begin, last - begin) for first, last in texts])
    return [(round(first + begin, 2), round(last + begin, 2)) for first, last in found]


def _measured(heard: Heard, piece: audio.Piece) -> Heard:
    """The segment with how much of it sounds, and beginning where its sound does: models begin early after a pause."""
    start = speech_activity.first_sound(piece.over, (heard.start, heard.end))
    words = word_timestamps.under(heard.words, start, heard.end)
    sounding = speech_activity.share(piece.over, (start, heard.end))
    return replace(heard, start=start, words=words, sounding=sounding)


def answer(request: Request) -> Iterator[Message]:
    """As `hear`, but every trouble becomes a Failed message with a code."""
    try:
        with open_sound(request.sound) as source:
            yield from hear(source, request)
    except HearingError as error:
        yield Failed(error.trouble, error.way_out)
    except InvalidInput:
        yield Failed(Trouble.NOT_SOUND)
    except Tampered:
        yield Failed(Trouble.NOT_OPENED)
    except Exception as error:  # noqa: BLE001 - whatever a library raises, only its class may leave this process
        trouble = Trouble.OUT_OF_MEMORY if devices.is_lack_of_memory(error) else Trouble.UNEXPECTED
        yield Failed(trouble, type(error).__name__)


def _leave_with_parent(stdin: BinaryIO) -> None:
    """End this process at once when the parent has gone: its end of the pipe closes with it."""

    def wait() -> None:
        while stdin.read(1):
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    """Read one request, say what is heard, end."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.nice(POLITENESS)
    stdin, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    request = messages.read_request(stdin.readline())
    _leave_with_parent(stdin)
    for message in answer(request):
        out.write(messages.to_line(message))
        out.flush()
    os._exit(0)  # the thread that waits for the parent would hold up an ordinary end


if __name__ == "__main__":
    main()
