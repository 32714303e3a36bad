import io
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

from tests.transcription.sounds import demo_truth, encoded, samples_of, tone
from transcription import audio, practice
from transcription.engine import SAMPLE_RATE, Samples


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * SAMPLE_RATE), np.int16)


def test_blocks_hold_ten_seconds_and_together_the_whole_recording() -> None:
    decoding = audio.Decoding(io.BytesIO(encoded(tone(25))))
    assert [len(block) / SAMPLE_RATE for block in decoding] == [10, 10, 5]
    assert (decoding.seconds, decoding.gaps, decoding.cut_short) == (25, [], False)


def test_a_higher_sample_rate_is_brought_down_without_changing_the_pitch() -> None:
    samples = samples_of(encoded(tone(2, hertz=440), container="webm", codec="libopus", rate=48_000))
    spectrum = np.abs(np.fft.rfft(samples[:SAMPLE_RATE].astype(float)))
    assert int(spectrum.argmax()) == pytest.approx(440, abs=2)


def test_a_missing_stretch_is_filled_with_silence_and_told() -> None:
    whole = practice.DEMO_INTERVIEW.read_bytes()
    decoding = audio.Decoding(io.BytesIO(whole[:200_000] + whole[264_000:]))
    for _ in decoding:
        pass
    lost = sum(gap.seconds for gap in decoding.gaps)
    assert 5 < lost < 20
    assert decoding.seconds == pytest.approx(150.9, abs=0.5)


def test_a_recording_that_ends_too_early_says_so() -> None:
    whole = practice.DEMO_INTERVIEW.read_bytes()
    decoding = audio.Decoding(io.BytesIO(whole[: len(whole) // 2]))
    assert sum(len(block) for block in decoding) / SAMPLE_RATE == pytest.approx(75, abs=2)
    assert decoding.cut_short


def test_peaks_show_where_somebody_speaks() -> None:
    decoding = audio.Decoding(io.BytesIO(practice.DEMO_INTERVIEW.read_bytes()))
    for _ in decoding:
        pass
    assert len(decoding.peaks) == pytest.approx(decoding.seconds * audio.PEAKS_PER_SECOND, abs=1)
    start, end, _ = demo_truth()[0]
    quiet_from, quiet_to = (int(t * audio.PEAKS_PER_SECOND) for t in (end + 1, demo_truth()[1][0] - 1))
    spoken = decoding.peaks[int(start * audio.PEAKS_PER_SECOND) + 1 : int(end * audio.PEAKS_PER_SECOND) - 1]
    assert min(spoken) > 5 * max(decoding.peaks[quiet_from:quiet_to])


def test_memory_does_not_grow_with_the_recording() -> None:
    def peak(minutes: int) -> int:
        source = io.BytesIO(encoded(np.tile(tone(60), minutes)))
        tracemalloc.start()
        for piece in audio.pieces(audio.Decoding(source)):
            assert len(piece.samples)
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    assert peak(20) < 1.1 * peak(10)


def test_a_short_recording_is_one_piece() -> None:
    (piece,) = audio.pieces([tone(20)])
    assert (piece.start_seconds, piece.end_seconds) == (0, 20)


def test_pieces_are_cut_in_the_middle_of_the_quietest_place_and_lose_nothing() -> None:
    speech = np.concatenate([tone(130), silence(2), tone(100), silence(1), tone(60), silence(3), tone(100)])
    blocks = [speech[at : at + audio.BLOCK] for at in range(0, len(speech), audio.BLOCK)]
    found = list(audio.pieces(blocks))
    assert np.array_equal(np.concatenate([piece.samples for piece in found]), speech)
    cuts = [piece.start_seconds for piece in found[1:]]
    assert 130 < cuts[0] < 132
    assert all(later.start == earlier.start + len(earlier.samples) for earlier, later in pairwise(found))
    assert all(120 <= len(piece.samples) / SAMPLE_RATE <= 180 for piece in found[:-1])


def test_the_cuts_do_not_depend_on_the_blocks() -> None:
    noise = np.random.default_rng(1).integers(-3000, 3000, 500 * SAMPLE_RATE).astype(np.int16)
    wide = [piece.start for piece in audio.pieces([noise[at : at + 160_000] for at in range(0, len(noise), 160_000)])]
    narrow = [piece.start for piece in audio.pieces([noise[at : at + 48_000] for at in range(0, len(noise), 48_000)])]
    assert wide == narrow
    assert len(wide) > 2
