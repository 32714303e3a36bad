"""Recordings for the tests of intake: small files of each kind, a film, and plaintext that is easy to find."""

import struct
from functools import cache

from tests.transcription.sounds import encoded, tone
from tests.transcription.sounds import film as _film

RATE = 48_000
CODECS = {"webm": "libopus", "ogg": "libopus", "mp4": "aac", "wav": "pcm_s16le", "mp3": "libmp3lame"}
MARKER = b"Kanariefagel-Zorro i klartext. "
"""Plaintext that must be found nowhere on a disk."""


@cache
def sound(kind: str, *, seconds: float = 2.0) -> bytes:
    """A file of that kind with a tone in it."""
    return encoded(tone(seconds), container=kind, codec=CODECS[kind], rate=RATE)


@cache
def film() -> bytes:
    """A second of moving pictures."""
    return _film()


def large_wav(size: int) -> bytes:
    """A wav of about `size` bytes that holds the marker over and over."""
    data = (MARKER * (size // len(MARKER) + 1))[: size - size % 2]
    shape = struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE * 2, 2, 16)
    head = b"WAVEfmt " + shape + b"data" + struct.pack("<I", len(data))
    return b"RIFF" + struct.pack("<I", len(head) + len(data)) + head + data
