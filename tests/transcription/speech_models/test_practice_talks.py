"""Talks for the practice model: what is said stands where it is said to stand, in a file as browsers make it."""

import io
from itertools import pairwise

import numpy as np
import pytest

from tests.transcription.sounds import samples_of
from toolkit.sound import probing
from toolkit.sound.containers import Container
from toolkit.sound.decoding import RATE
from transcription.speech_models import practice_talks
from transcription.speech_models.practice_talks import PAUSE

SAID = ("Okej.", "Fick du veta varför?", "Okej.")


def test_a_talk_is_its_utterances_with_a_pause_after_each() -> None:
    talk = practice_talks.record(SAID)
    sound = probing.probe(io.BytesIO(talk.content))
    assert sound.container is Container.WEBM
    assert [one.text for one in talk.spoken] == list(SAID)
    assert all(second.start - first.end == pytest.approx(PAUSE) for first, second in pairwise(talk.spoken))
    assert sound.seconds == pytest.approx(talk.spoken[-1].end + PAUSE, abs=0.1)


def test_nothing_is_heard_in_the_pauses() -> None:
    talk = practice_talks.record(SAID)
    samples = samples_of(talk.content).astype(np.float64)
    loud = [np.abs(samples[round(one.start * RATE) : round(one.end * RATE)]).max() for one in talk.spoken]
    quiet = [
        np.abs(samples[round((one.end + 0.3) * RATE) : round((one.end + 1.7) * RATE)]).max() for one in talk.spoken
    ]
    assert min(loud) > 50 * max(quiet)


def test_what_no_utterance_says_cannot_be_recorded() -> None:
    with pytest.raises(KeyError):
        practice_talks.record(["Det här har ingen läst in."])
