"""A recording as the browser's player gets it where the browser could not play the file itself, or not at true times.

It is a wav of 16 kHz mono that exists only while it is sent: any part of it is decoded when it is asked for. Its clock
is the transcript's, to the sample: gaps are silence, and every track is heard. Pure.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from toolkit.sound.decoding import RATE, WIDTH, Decoding

HEADER = 44
MEDIA_TYPE = "audio/wav"


def length(milliseconds: int) -> int:
    """Bytes of the wav of a recording that long."""
    return HEADER + _samples(milliseconds) * WIDTH


def parts(source: BinaryIO, *, milliseconds: int, start: int, stop: int, from_start: bool = False) -> Iterator[bytes]:
    """The wav's bytes from `start` up to `stop`; silence where nothing can be decoded.

    `from_start` decodes all that lies before, for a file whose clock was set on the way. Raises NotARecording.
    """
    header = _header(milliseconds)
    yield header[start:stop]
    first, last = (max(0, place - HEADER) for place in (start, stop))
    if last <= first:
        return
    begin = 0 if from_start else first // WIDTH
    at = begin * WIDTH
    for block in Decoding(source, start=begin / RATE):
        part = block[max(0, first - at) : max(0, last - at)]
        at += len(block)
        yield part
        if at >= last:
            return
    yield from silence(milliseconds=milliseconds, start=HEADER + max(at, first), stop=stop)


def silence(*, milliseconds: int, start: int, stop: int) -> Iterator[bytes]:
    """The same bytes of a wav in which nothing is heard."""
    yield _header(milliseconds)[start:stop]
    at, last = (max(0, place - HEADER) for place in (start, stop))
    while at < last:
        quiet = bytes(min(RATE * WIDTH, last - at))
        at += len(quiet)
        yield quiet


def _samples(milliseconds: int) -> int:
    return milliseconds * RATE // 1000


def _header(milliseconds: int) -> bytes:
    data = _samples(milliseconds) * WIDTH
    shape = struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE * WIDTH, WIDTH, 8 * WIDTH)
    return b"RIFF" + struct.pack("<I", HEADER - 8 + data) + b"WAVEfmt " + shape + b"data" + struct.pack("<I", data)
