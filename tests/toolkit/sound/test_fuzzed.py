"""Recordings that were spoilt in every kind, at random with a seed: a sentence or a recording, and nothing else.

A crash in a decoder ends the test process, which fails the suite.
"""

import io
import random

import pytest

from tests.toolkit.sound.files import KINDS, MADE_ELSEWHERE, SAMPLES, recording
from toolkit.sound import probing
from toolkit.sound.decoding import RATE, WIDTH, Decoding
from toolkit.sound.refusals import NotARecording

ODD_SIZES = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4), b"\0\0\0\x01", b"\x80\0\0\0")
EACH = 12
FILES = {str(of): lambda of=of: recording(of, seconds=2.0) for of in KINDS} | {
    name: (SAMPLES / name).read_bytes for name, *_ in MADE_ELSEWHERE
}


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Cut, with bytes changed, with sizes changed, without a part, or with another head."""
    data = bytearray(content)
    match chance.randrange(5):
        case 0:
            del data[chance.randrange(len(data)) :]
        case 1:
            for _ in range(chance.choice((1, 3, 30, 300))):
                data[chance.randrange(len(data))] = chance.randrange(256)
        case 2:
            place = chance.randrange(min(len(data) - 8, 600))
            data[place : place + 4] = chance.choice(ODD_SIZES)
        case 3:
            first, second = sorted(chance.choices(range(len(data)), k=2))
            del data[first:second]
        case _:
            for _ in range(20):
                data[chance.randrange(min(len(data), 200))] = chance.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("name", FILES)
def test_a_spoilt_recording_is_refused_in_words_or_read_to_its_end(name: str) -> None:
    chance = random.Random(name)
    whole = FILES[name]()
    for number in range(EACH):
        source = io.BytesIO(spoilt(whole, chance))
        try:
            found = probing.probe(source)
        except NotARecording:
            continue
        decoded = sum(len(block) for block in Decoding(source)) / RATE / WIDTH
        assert decoded == pytest.approx(found.seconds, abs=1.5), (
            f"{name}, file {number}: what was told is what is heard"
        )
