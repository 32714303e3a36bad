import io
import tracemalloc

import numpy as np
import pytest

from tests.toolkit.sound import files
from tests.toolkit.sound.files import KINDS, MADE_ELSEWHERE, SAMPLES, Kind, heard, kind, pulses, recording, written
from tests.transcription.sounds import tone
from toolkit.sound.decoding import BLOCK, RATE, WIDTH, Decoding


def decoded(content: bytes, *, start: float = 0.0) -> tuple[bytes, Decoding]:
    decoding = Decoding(io.BytesIO(content), start=start)
    return b"".join(decoding), decoding


def pitch(sound: bytes) -> int:
    """The loudest tone of the second second, in hertz."""
    second = np.frombuffer(sound, np.int16)[RATE : 2 * RATE].astype(float)
    return int(np.abs(np.fft.rfft(second)).argmax())


@pytest.mark.parametrize("of", KINDS, ids=str)
def test_every_kind_becomes_the_tone_that_it_holds(of: Kind) -> None:
    sound, decoding = decoded(recording(of))
    assert len(sound) / RATE / WIDTH == pytest.approx(4, abs=0.1)
    assert pitch(sound) == pytest.approx(440, abs=2)
    assert (decoding.gaps, decoding.is_broken) == ([], False)


@pytest.mark.parametrize("name", [name for name, *_ in MADE_ELSEWHERE])
def test_so_do_those_that_were_made_elsewhere(name: str) -> None:
    sound, decoding = decoded((SAMPLES / name).read_bytes())
    assert len(sound) / RATE / WIDTH == pytest.approx(2, abs=0.05)
    assert pitch(sound) == pytest.approx(440, abs=2)
    assert decoding.gaps == []


def test_blocks_hold_ten_seconds_and_the_last_one_the_rest() -> None:
    blocks = list(Decoding(io.BytesIO(files.wav(tone(25)))))
    assert [len(block) for block in blocks] == [BLOCK, BLOCK, BLOCK // 2]


def test_a_file_that_begins_at_five_seconds_has_its_sound_there() -> None:
    sound, decoding = decoded(written(kind("matroska"), [pulses((0.5, 2.5), seconds=4)], begins=5))
    assert heard(sound) == pytest.approx([5.5, 7.5], abs=0.06)
    (gap,) = decoding.gaps
    assert [gap.start, gap.seconds] == pytest.approx([0, 5], abs=0.05)


def test_what_comes_after_a_lost_part_keeps_its_time() -> None:
    whole = files.without_length(written(kind("webm"), [pulses((1, 20, 27), seconds=28) + tone(28, loudness=0.02)]))
    sound, decoding = decoded(whole[: len(whole) // 3] + whole[len(whole) // 2 :])
    assert heard(sound) == pytest.approx([1, 20, 27], abs=0.1)
    assert sum(gap.seconds for gap in decoding.gaps) > 4
    assert len(sound) / RATE / WIDTH == pytest.approx(28, abs=0.1)


def test_what_cannot_be_decoded_to_the_end_is_told_and_no_time_is_lost() -> None:
    content = bytearray(recording(kind("mp4")))
    start, end = content.index(b"mdat") + 15_000, content.index(b"moov") - 8
    content[start:end] = bytes(end - start)
    sound, decoding = decoded(bytes(content))
    assert len(sound) / RATE / WIDTH == pytest.approx(4, abs=0.2)
    (gap,) = decoding.gaps
    assert gap.start + gap.seconds == pytest.approx(4, abs=0.2)


def test_two_microphones_in_two_tracks_are_both_heard_at_their_times() -> None:
    near, far = pulses((1, 5), seconds=7), pulses((3,), seconds=4)
    sound, decoding = decoded(written(kind("matroska"), [near, far]))
    assert heard(sound) == pytest.approx([1, 3, 5], abs=0.06)
    assert len(sound) / RATE / WIDTH == pytest.approx(7, abs=0.1)
    assert decoding.gaps == []


def test_five_tracks_are_all_heard() -> None:
    tracks = [pulses((number + 0.5,), seconds=6) for number in range(5)]
    sound, _ = decoded(written(kind("mov"), tracks))
    assert heard(sound) == pytest.approx([0.5, 1.5, 2.5, 3.5, 4.5], abs=0.06)


def test_a_person_in_each_ear_is_two_people_in_the_text() -> None:
    left, right = pulses((1,), seconds=5), pulses((3,), seconds=5)
    both = np.stack([left, right], axis=1).reshape(-1)
    content = bytearray(files.wav(both))
    content[22:24], content[32:34] = (2).to_bytes(2, "little"), (4).to_bytes(2, "little")
    content[28:32] = (4 * RATE).to_bytes(4, "little")
    assert heard(decoded(bytes(content))[0]) == pytest.approx([1, 3], abs=0.06)


def test_a_shape_that_changes_on_the_way_is_followed() -> None:
    low, high = kind("adts"), kind("adts")._replace(rate=16_000)
    sound, _ = decoded(recording(low) + recording(high))
    assert len(sound) / RATE / WIDTH == pytest.approx(8, abs=0.3)
    assert pitch(sound) == pitch(sound[5 * RATE * WIDTH :]) == pytest.approx(440, abs=2)


@pytest.mark.parametrize("of", KINDS, ids=str)
def test_one_can_go_in_anywhere_and_hears_the_same(of: Kind) -> None:
    content = written(of, [pulses((0.5, 2.5, 4.25, 6.75), seconds=8)])
    sound, _ = decoded(content, start=3.0)
    assert heard(sound) == pytest.approx([1.25, 3.75], abs=0.11)


def test_going_in_to_a_file_that_begins_late_keeps_its_clock() -> None:
    content = written(kind("matroska"), [pulses((0.5, 2.5), seconds=4)], begins=5)
    assert heard(decoded(content, start=6.0)[0]) == pytest.approx([1.5], abs=0.06)
    assert heard(decoded(content, start=2.0)[0]) == pytest.approx([3.5, 5.5], abs=0.06)


def test_memory_does_not_grow_with_the_recording() -> None:
    def peak(minutes: int) -> int:
        source = io.BytesIO(files.wav(np.tile(tone(60), minutes)))
        tracemalloc.start()
        for block in Decoding(source):
            assert block
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    assert peak(6) < 1.3 * peak(3)
