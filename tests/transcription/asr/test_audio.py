import gc
import io
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from tests.transcription.sounds import demo_truth, encoded, samples_of, tone
from transcription.asr import audio
from transcription.asr.engine import SAMPLE_RATE, Samples
from transcription.speech_models import practice

BLOCK = 10 * SAMPLE_RATE


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * SAMPLE_RATE), np.int16)


def chatter(seconds: float) -> Samples:
    """Noise that comes and goes in syllables, without a pause."""
    count = int(seconds * SAMPLE_RATE)
    swell = 0.55 + 0.45 * np.sin(np.arange(count) / SAMPLE_RATE * 2 * np.pi * 4)
    return (np.random.default_rng(count).normal(0, 4000, count) * swell).astype(np.int16)


def in_blocks(samples: Samples, size: int = BLOCK) -> Iterator[Samples]:
    return (samples[at : at + size] for at in range(0, len(samples), size))


def test_blocks_hold_ten_seconds_and_together_the_whole_recording() -> None:
    decoding = audio.Decoding(io.BytesIO(encoded(tone(25))))
    assert [len(block) / SAMPLE_RATE for block in decoding] == [10, 10, 5]
    assert (decoding.seconds, decoding.gaps, decoding.is_broken) == (25, [], False)


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


def test_a_recording_that_ends_too_early_is_read_as_far_as_it_goes() -> None:
    whole = practice.DEMO_INTERVIEW.read_bytes()
    decoding = audio.Decoding(io.BytesIO(whole[: len(whole) // 2]))
    assert sum(len(block) for block in decoding) / SAMPLE_RATE == pytest.approx(75, abs=2)
    assert decoding.gaps == []


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
        return _peak(audio.chunks(audio.Decoding(source)))

    assert peak(6) < 1.3 * peak(3)


def test_five_hours_are_cut_in_the_memory_of_a_few_minutes() -> None:
    block = np.concatenate([chatter(9.3), silence(0.7)])
    assert _peak(audio.chunks(block for _ in range(5 * 360))) < 30_000_000


def _peak(chunks: Iterator[audio.Chunk]) -> int:
    gc.collect()
    gc.freeze()  # everything older is left alone: with a whole run behind it, each collection took half a second
    tracemalloc.start()
    try:
        for chunk in chunks:
            assert len(chunk.samples)
            gc.collect()  # what is held is measured, and not when the collector comes
        _, highest = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.unfreeze()
    return highest


def test_a_short_recording_is_one_piece() -> None:
    (chunk,) = audio.chunks([tone(20)])
    assert (chunk.start_seconds, chunk.end_seconds) == (0, 20)


def test_pieces_are_cut_in_pauses_fill_a_window_and_lose_nothing() -> None:
    talk = [(22, 2), (20, 1), (7.6, 0.9), (14, 0.4), (26.2, 2)]
    speech = np.concatenate([part for spoken, quiet in talk for part in (chatter(spoken), silence(quiet))])
    found = list(audio.chunks(in_blocks(speech)))
    assert np.array_equal(np.concatenate([chunk.samples for chunk in found]), speech)
    assert all(later.start == earlier.start + len(earlier.samples) for earlier, later in pairwise(found))
    assert all(20 <= len(chunk.samples) / SAMPLE_RATE <= 30 for chunk in found[:-1])
    for chunk in found[1:]:
        around = speech[chunk.start - SAMPLE_RATE // 10 : chunk.start + SAMPLE_RATE // 10]
        assert not around.any(), chunk.start_seconds


def test_without_a_pause_in_reach_a_piece_goes_on_to_the_next() -> None:
    speech = np.concatenate([chatter(55), silence(1), chatter(40)])
    found = list(audio.chunks(in_blocks(speech)))
    assert [round(chunk.start_seconds, 1) for chunk in found] == [0, 55.8]


def test_without_any_pause_a_piece_ends_at_the_quietest_place() -> None:
    speech = np.concatenate([chatter(150), chatter(1) // 3, chatter(89)])
    cut = list(audio.chunks(in_blocks(speech)))[1].start_seconds
    assert 150 < cut < 151


def test_the_pieces_of_a_stretch_are_nothing_but_the_stretch() -> None:
    speech = chatter(95)
    blocks = in_blocks(speech)
    found = list(audio.chunks_between(blocks, 41.5, 52.25))
    assert np.array_equal(np.concatenate([chunk.samples for chunk in found]), speech[664_000:836_000])
    assert (found[0].start_seconds, found[-1].end_seconds) == (41.5, 52.25)
    assert len(list(blocks)) == 4, "nothing after the stretch is read"


def test_the_cuts_do_not_depend_on_the_blocks() -> None:
    speech = np.concatenate([part for second in range(15, 40) for part in (chatter(second / 4), silence(0.6))])
    wide, narrow = ([chunk.start for chunk in audio.chunks(in_blocks(speech, size))] for size in (160_000, 48_000))
    assert wide == narrow
    assert len(wide) > 5
