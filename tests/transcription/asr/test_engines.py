"""Both real engines on the same weights: the practice model, whose words are known, and a tiny one with random numbers.

Hearing takes seconds, so each engine hears the demo once, and many things are asked of what it said.
A processor's arithmetic moves these numbers a little. Measured with AVX-512, with AVX2 and with neither, and far from
every limit below: of 158 words none wrong, ends within 0.03 s and starts within 0.08 s, log probability no less than
-0.303 (a doubt begins at -0.8), silence no likelier than 0.0005 (0.6), at least 0.746 of a sentence sounds and nothing
of a hum.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.transcription.sounds import demo_truth, samples_of, tone, words_wrong
from transcription.asr import audio, confidence, faster_whisper_engine, openai_whisper_engine, worker_process
from transcription.asr.engine import SAMPLE_RATE, Engine, Samples
from transcription.asr.messages import LentSound, Request, SegmentRecognised
from transcription.asr.types import RecognisedSegment, RetryMode, TranscriptionOptions, retry_options, shifted
from transcription.speech_models import practice
from transcription.speech_models.practice_talks import utterances
from transcription.speech_models.store import Model

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("engines"),
    # openai-whisper leaves its vocabulary file open, which Python tells at a time of its own choosing
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ENGINES = [
    pytest.param(faster_whisper_engine, id="faster-whisper"),
    pytest.param(
        openai_whisper_engine,
        id="openai-whisper",
        marks=pytest.mark.skipif(
            not openai_whisper_engine.is_installed(), reason="the extra openai-whisper is not installed"
        ),
    ),
]


@dataclass
class Listened:
    """An engine, and what it heard in the demo. The slow one hears the first minute, with one reading at a time."""

    engine: Engine
    options: TranscriptionOptions
    demo: list[RecognisedSegment]
    truth: list[tuple[float, float, str]]

    def transcribe(self, samples: Samples, **changed: Any) -> list[RecognisedSegment]:
        return [segment for chunk in audio.chunks([samples]) for segment in self.segments(chunk, **changed)]

    def segments(self, chunk: audio.Chunk, **changed: Any) -> Iterator[RecognisedSegment]:
        """What the worker process would report of a chunk."""
        request = Request("", "", TranscriptionOptions(**{"beam_size": self.options.beam_size, **changed}), NO_SOUND)
        for message in worker_process._transcribe_chunk(self.engine, chunk, request):
            if isinstance(message, SegmentRecognised):
                yield message.segment


NO_SOUND = LentSound(-1, "", 0, 0, "", b"", b"")


@pytest.fixture(scope="session", params=ENGINES)
def listened(request: pytest.FixtureRequest, practice_model: Model) -> Listened:
    slow = request.param is openai_whisper_engine
    engine = request.param.load(practice_model.folder, threads=1 if slow else 0)
    options = TranscriptionOptions(beam_size=1) if slow else TranscriptionOptions()
    found = Listened(engine, options, [], [])
    cuts = audio.chunks(audio.Decoding(practice.DEMO_INTERVIEW.open("rb")))
    until = 60.0 if slow else 1000.0
    for chunk in takewhile(lambda chunk: chunk.end_seconds < until, cuts):
        found.demo += found.segments(chunk)
        found.truth = [said for said in demo_truth() if said[1] < chunk.end_seconds]
    return found


def test_every_word_of_the_demo_interview_is_heard_in_order(listened: Listened) -> None:
    assert len(listened.truth) >= 10
    heard = " ".join(segment.text for segment in listened.demo)
    assert words_wrong(" ".join(text for _, _, text in listened.truth), heard) <= 1


def test_segments_come_in_order_and_lie_where_the_speech_lies(listened: Listened) -> None:
    assert all(earlier.end <= later.start + 0.01 for earlier, later in pairwise(listened.demo))
    times = {text: (start, end) for start, end, text in listened.truth}
    known = [(segment, *times[segment.text]) for segment in listened.demo if segment.text in times]
    assert len(known) >= len(times) - 2
    assert max(abs(segment.end - end) for segment, _, end in known) < 0.15
    assert max(abs(segment.start - start) for segment, start, _ in known) < 0.3


def test_every_word_has_a_time_inside_its_segment_and_a_probability(listened: Listened) -> None:
    for segment in listened.demo:
        assert " ".join(word.text for word in segment.words) == segment.text
        times = [moment for word in segment.words for moment in (word.start, word.end)]
        assert times == sorted(times)
        assert segment.start <= times[0]
        assert times[-1] == segment.end
        assert all(0 <= word.probability <= 1 for word in segment.words)


def test_no_true_sentence_is_taken_for_invented_or_for_a_loop(listened: Listened) -> None:
    for segment in listened.demo:
        assert segment.avg_logprob < 0
        assert 0 <= segment.no_speech_prob <= 1
        assert segment.active_share > 0.3
        assert confidence.find_flag(segment) is None


@pytest.mark.parametrize("kind", ["zeros", "noise", "music"])
def test_where_nobody_speaks_nothing_is_written_or_it_is_marked(listened: Listened, kind: str) -> None:
    random = np.random.default_rng(1)
    samples = np.zeros(6 * SAMPLE_RATE, np.int16)
    if kind == "noise":
        samples = random.normal(0, 300, len(samples)).astype(np.int16)
    if kind == "music":
        tones = (np.repeat(random.random(24) > 0.4, 4000) * tone(6, hertz=hertz, loudness=0.1) for hertz in (262, 392))
        samples = sum(tones, start=samples).astype(np.int16)
    assert all(confidence.find_flag(segment) for segment in listened.transcribe(samples))


def test_invented_speech_over_a_hum_is_marked_as_silence(listened: Listened) -> None:
    found = listened.transcribe(tone(20, hertz=50, loudness=0.2), temperatures=(0.0,))
    assert found, "the practice model invents sentences over a hum: without them this test proves nothing"
    assert {confidence.find_flag(segment) for segment in found} == {confidence.ConfidenceFlag.SILENCE}


def test_the_same_sound_gives_the_same_segments(listened: Listened) -> None:
    noise = np.random.default_rng(2).normal(0, 3000, 4 * SAMPLE_RATE).astype(np.int16)
    speech = samples_of(utterances()[4][0].read_bytes())
    samples = np.concatenate([noise[: len(speech)] + speech[: len(noise)] // 4, noise])
    assert listened.transcribe(samples, word_timestamps=False) == listened.transcribe(samples, word_timestamps=False)


def test_terms_and_careful_hearing_do_no_harm(listened: Listened) -> None:
    file, said = utterances()[9]
    samples = samples_of(file.read_bytes())
    (segment,) = listened.transcribe(samples, terms="mormor, simhallen", word_timestamps=False)
    assert words_wrong(said, segment.text) <= 2
    careful = retry_options(listened.options, RetryMode.CAREFUL)
    assert careful.no_speech_threshold is None
    assert careful.beam_size > listened.options.beam_size
    (again,) = listened.engine.transcribe(samples, careful)
    assert again.text == said


def test_every_utterance_is_written_exactly(practice_model: Model) -> None:
    engine = faster_whisper_engine.load(practice_model.folder)
    for file, said in utterances()[::3]:
        heard = engine.transcribe(
            samples_of(file.read_bytes()), TranscriptionOptions(word_timestamps=False, beam_size=1)
        )
        assert " ".join(segment.text for segment in heard) == said, file.name


@pytest.mark.filterwarnings("ignore:__array_wrap__:DeprecationWarning")  # openai-whisper, when a text has no end
@pytest.mark.parametrize("module", ENGINES)
def test_random_weights_run_in_both_formats(module: Any, tiny_model: Path) -> None:
    engine = module.load(tiny_model, threads=1)
    speech = samples_of(utterances()[4][0].read_bytes())
    found = list(
        engine.transcribe(speech, TranscriptionOptions(temperatures=(0.0,), beam_size=1, no_speech_threshold=None))
    )
    assert engine.device in {"cpu", "cuda"}
    for segment in (shifted(heard, 60.0) for heard in found):
        assert 60 <= segment.start < segment.end <= 90.1
        assert segment.text
        assert all(segment.start <= word.start <= word.end <= segment.end for word in segment.words)


def test_random_weights_are_the_same_in_both_formats(tiny_model: Path) -> None:
    ctranslate2 = pytest.importorskip("ctranslate2")
    torch = pytest.importorskip("torch")
    slow = openai_whisper_engine.load(tiny_model, threads=1)._model
    fast = faster_whisper_engine.load(tiny_model, threads=1)._model
    mel = np.random.default_rng(3).normal(0, 0.5, (80, 3000)).astype(np.float32)
    expected = slow.embed_audio(torch.from_numpy(mel)[None]).detach().numpy()
    got = np.array(fast.encode(mel).to_device(ctranslate2.Device.cpu))
    assert np.corrcoef(expected.ravel(), got.ravel())[0, 1] > 0.999  # 0.99999 on each processor
