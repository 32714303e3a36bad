import io
import wave

import pytest

from tests.toolkit.sound.files import heard, kind, pulses, written
from toolkit.sound import rendering
from toolkit.sound.rendering import HEADER

MS = 9000
WHOLE = rendering.length(MS)


def content() -> bytes:
    return written(kind("asf", "wmav2"), [pulses((1, 4.5, 7.25), seconds=9)])


def part(start: int, stop: int, *, from_start: bool = False, milliseconds: int = MS) -> bytes:
    made = rendering.parts(
        io.BytesIO(content()), milliseconds=milliseconds, start=start, stop=stop, from_start=from_start
    )
    return b"".join(made)


def test_the_whole_is_a_wav_as_long_as_the_recording() -> None:
    with wave.open(io.BytesIO(part(0, WHOLE))) as made:
        assert (made.getframerate(), made.getnchannels(), made.getsampwidth()) == (16_000, 1, 2)
        assert made.getnframes() == 16_000 * 9
        assert heard(made.readframes(made.getnframes())) == pytest.approx([1, 4.5, 7.25], abs=0.11)


@pytest.mark.parametrize(
    ("start", "stop"),
    [
        (0, 2),
        (0, HEADER),
        (10, 60),
        (HEADER, HEADER + 1),
        (HEADER + 1, HEADER + 100_001),
        (WHOLE - 7, WHOLE),
        (0, WHOLE),
    ],
)
def test_a_part_has_exactly_the_bytes_that_were_asked_for(start: int, stop: int) -> None:
    assert len(part(start, stop)) == stop - start
    assert part(0, WHOLE)[start : min(stop, HEADER)] == part(start, stop)[: max(0, HEADER - start)]


@pytest.mark.parametrize("from_start", [False, True])
def test_a_part_in_the_middle_sounds_as_the_whole_does_there(*, from_start: bool) -> None:
    three = HEADER + 3 * 32_000
    assert heard(part(three, three + 5 * 32_000, from_start=from_start)) == pytest.approx([1.5, 4.25], abs=0.11)


def test_an_odd_place_does_not_turn_the_bytes_of_a_sample_around() -> None:
    begin = HEADER + 4 * 32_000
    assert heard(b"\0" + part(begin + 1, begin + 64_001)[:-1]) == pytest.approx([0.5], abs=0.11)


def test_where_nothing_can_be_decoded_there_is_silence() -> None:
    longer = part(0, rendering.length(12_000), milliseconds=12_000)
    assert len(longer) == rendering.length(12_000)
    assert not any(longer[-32_000:])
