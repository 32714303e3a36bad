"""The worker process as it is, with an engine that needs no model: what it says follows from the sound alone.

`python -m tests.transcription.scripted_worker` in place of `transcription.asr.worker_process`.
"""

import time
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from transcription.asr import worker_process
from transcription.asr.engine import SAMPLE_RATE, Samples
from transcription.asr.messages import Message, Request, SegmentRecognised
from transcription.asr.model_files import FASTER_WHISPER
from transcription.asr.types import RecognisedSegment, TranscriptionOptions

PAUSE_S = 0.02
"""Before each sentence that is said, so that it is slower than whoever writes it down."""
_transcribe = worker_process.transcribe


class MadeUp:
    """Says one sentence for every second: the checksum of its samples."""

    device = "cpu"

    def transcribe(self, samples: Samples, options: TranscriptionOptions) -> Iterator[RecognisedSegment]:  # noqa: ARG002 - the engines' protocol
        """See `Engine.transcribe`."""
        for at in range(0, len(samples), SAMPLE_RATE):
            part = samples[at : at + SAMPLE_RATE]
            begins = at / SAMPLE_RATE
            text = f"Då var det {zlib.crc32(part.tobytes()):08x}."
            yield RecognisedSegment(begins, begins + len(part) / SAMPLE_RATE, text, (), -0.1, 0.0, 1.0)


def transcribe(source: BinaryIO, request: Request) -> Iterator[Message]:
    """As the worker does it, but no faster than a small model."""
    for message in _transcribe(source, request):
        if isinstance(message, SegmentRecognised):
            time.sleep(PAUSE_S)
        yield message


if __name__ == "__main__":
    worker_process.ENGINES[FASTER_WHISPER] = lambda *_args, **_more: MadeUp()
    worker_process.transcribe = transcribe
    worker_process.main()
