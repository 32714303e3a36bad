"""Where a recording rises above its noise: the soft voice counts, hum and steady tones do not."""

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.transcription.sounds import samples_of, tone
from transcription.asr import speech_activity
from transcription.asr.engine import SAMPLE_RATE, Samples
from transcription.speech_models.practice_talks import utterances

SPEECH = samples_of(utterances()[4][0].read_bytes())


def over(samples: Samples) -> NDArray[np.bool_]:
    return speech_activity.NoiseFloor().active_frames(speech_activity.levels(samples))


def room(seconds: float, *, noise: float = 6.0) -> Samples:
    return np.random.default_rng(5).normal(0, noise, int(seconds * SAMPLE_RATE)).astype(np.int16)


@pytest.mark.parametrize("softer", [1, 10, 40])
def test_a_soft_voice_stands_out_where_it_speaks(softer: int) -> None:
    sound = room(12)
    sound[5 * SAMPLE_RATE : 5 * SAMPLE_RATE + len(SPEECH)] += SPEECH // softer
    (span, *more) = speech_activity.untranscribed_spans(over(sound), [])
    assert 5 <= span[0] < 6
    assert (more[-1] if more else span)[1] == pytest.approx(5 + len(SPEECH) / SAMPLE_RATE, abs=0.8)


def test_a_soft_answer_stands_out_beside_a_loud_voice() -> None:
    sound = np.concatenate([room(1), SPEECH, room(2), SPEECH // 20, room(2)])
    answer = 3 + len(SPEECH) / SAMPLE_RATE
    found = speech_activity.untranscribed_spans(over(sound), [(0.5, answer - 1.5)])
    assert found
    assert all(answer - 0.2 < start < end < answer + len(SPEECH) / SAMPLE_RATE + 0.2 for start, end in found)


@pytest.mark.parametrize("steady", [tone(10, hertz=50), tone(10), room(10, noise=900), np.zeros(160_000, np.int16)])
def test_what_never_changes_is_noise(steady: Samples) -> None:
    assert not over(steady).any()


def test_a_voice_stands_out_over_a_hum() -> None:
    hum = tone(10, hertz=50, loudness=0.1)
    hum[3 * SAMPLE_RATE : 3 * SAMPLE_RATE + len(SPEECH)] += SPEECH // 8
    found = over(hum)
    assert speech_activity.active_share(found, (3.0, 6.0)) > 0.2
    assert speech_activity.active_share(found, (0.0, 2.5)) == 0


def test_text_covers_what_it_stands_over_and_a_click_is_nothing() -> None:
    sound = room(10)
    sound[4 * SAMPLE_RATE : 4 * SAMPLE_RATE + len(SPEECH)] += SPEECH // 4
    sound[2 * SAMPLE_RATE : 2 * SAMPLE_RATE + 800] += 3000
    assert speech_activity.untranscribed_spans(over(sound), [(4.0, 7.5)]) == []


def test_the_noise_before_counts_for_what_is_short() -> None:
    noise = speech_activity.NoiseFloor()
    noise.observe(speech_activity.levels(room(60)))
    assert noise.active_frames(speech_activity.levels(SPEECH[16_000:32_000])).mean() > 0.6
    assert noise.active_frames(speech_activity.levels(np.zeros(0, np.int16))).size == 0


def test_a_segment_begins_where_its_sound_does() -> None:
    frames = np.zeros(500, np.bool_)
    frames[300:400] = True
    assert speech_activity.onset(frames, (2.0, 8.0)) == 5.9
    assert speech_activity.onset(frames, (5.95, 8.0)) == 5.95
    assert speech_activity.onset(frames, (0.0, 5.0)) == 0.0


def test_quiet_places_are_between_the_sounds() -> None:
    frames = np.zeros(100, np.bool_)
    frames[20:50] = True
    assert speech_activity.pauses(frames, shortest=0.3) == [(0.0, 0.4), (1.0, 2.0)]
    assert speech_activity.pauses(~frames, shortest=0.3) == [(0.4, 1.0)]
    assert speech_activity.pauses(np.ones(100, np.bool_), shortest=0.1) == []
