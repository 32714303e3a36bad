"""Long recordings: no word is lost where they are cut, a hearing may stop anywhere, and what is missing is said."""

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.transcription.sounds import demo_truth, encoded, samples_of, words_wrong
from toolkit.sound import probing
from toolkit.sound.containers import Container
from toolkit.sound.probing import Sound
from transcription.asr import audio, faster_whisper_engine, worker_process
from transcription.asr.engine import SAMPLE_RATE, Engine, Samples
from transcription.asr.messages import (
    Failed,
    Finished,
    LentSound,
    Message,
    Progress,
    Request,
    SegmentRecognised,
    Started,
)
from transcription.asr.types import FailureCode, RecognisedSegment, TranscriptionOptions
from transcription.speech_models import practice
from transcription.speech_models.practice_talks import utterances
from transcription.speech_models.store import Model

pytestmark = pytest.mark.slow

NO_SOUND = LentSound(-1, "", 0, 0, "", b"", b"")
QUICK = TranscriptionOptions(beam_size=1, word_timestamps=False)


def talk(pauses: float, seed: int) -> tuple[Samples, list[str]]:
    """Every utterance that the tests have, in a random order with pauses of about that length; and what is said."""
    order = random.Random(seed)
    spoken = [(samples_of(file.read_bytes()), text) for file, text in utterances()]
    order.shuffle(spoken)
    room = np.random.default_rng(seed)
    parts, texts = [], []
    for samples, text in spoken:
        quiet = int(order.uniform(0.5, 1.5) * pauses * SAMPLE_RATE)
        parts += [samples, room.normal(0, 4, quiet).astype(np.int16)]
        texts.append(text)
    return np.concatenate(parts), texts


@pytest.fixture(scope="module")
def engine(practice_model: Model) -> Engine:
    return faster_whisper_engine.load(practice_model.folder)


@pytest.fixture
def told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the child says of a file, in this process and with a model that is loaded already."""
    monkeypatch.setattr(worker_process, "load_engine", lambda *_: engine)

    def tell(content: bytes, options: TranscriptionOptions = QUICK, **asked: Any) -> list[Message]:
        return list(worker_process.transcribe(io.BytesIO(content), Request("", "", options, NO_SOUND, **asked)))

    return tell


@pytest.fixture(scope="module")
def minutes() -> tuple[bytes, list[str]]:
    samples, texts = talk(1.2, seed=1)
    return encoded(samples, container="webm", codec="libopus", rate=48_000), texts


def said(messages: list[Message]) -> list[RecognisedSegment]:
    return [message.segment for message in messages if isinstance(message, SegmentRecognised)]


def test_several_minutes_are_heard_word_for_word_across_every_seam(told: Any, minutes: tuple[bytes, list[str]]) -> None:
    content, texts = minutes
    messages = told(content)
    assert isinstance(messages[0], Started)
    assert messages[0].seconds > 150
    heard = " ".join(segment.text for segment in said(messages))
    assert words_wrong(" ".join(texts), heard) == 0
    last = messages[-1]
    assert isinstance(last, Finished)
    assert (last.cut_short, last.gaps, last.untranscribed) == (False, (), ())


def test_a_hearing_that_goes_on_after_any_segment_says_the_rest_alike(
    told: Any, minutes: tuple[bytes, list[str]]
) -> None:
    whole = told(minutes[0])
    segments = said(whole)
    for number in random.Random(4).sample(range(len(segments) * 2 // 3, len(segments)), 3):
        saved = tuple((one.start, one.end) for one in segments[:number])
        rest = told(minutes[0], after=segments[number - 1].end, saved=saved)
        assert said(rest) == segments[number:]
        assert replace(rest[-1], peak_memory=0) == replace(whole[-1], peak_memory=0)
        progress = [message.seconds for message in rest if isinstance(message, Progress)]
        assert progress == sorted(progress)
        assert progress[0] > saved[-1][1]


def test_a_segment_is_heard_again_on_its_own(told: Any) -> None:
    content = practice.DEMO_INTERVIEW.read_bytes()
    start, end, text = demo_truth()[9]
    messages = told(content, start=start - 0.3, end=end + 0.3)
    assert [segment.text for segment in said(messages)] == [text]
    assert said(messages)[0].start == pytest.approx(start, abs=0.3)
    assert messages[-1].seconds == pytest.approx(end + 0.3, abs=0.05)


class Deaf:
    """An engine that hears nothing between two moments, as a model does that gives up on a soft voice."""

    device = "cpu"

    def __init__(self, engine: Engine, lost: str) -> None:
        self.engine, self.lost = engine, lost

    def transcribe(self, samples: Samples, options: TranscriptionOptions) -> Iterator[RecognisedSegment]:
        return (heard for heard in self.engine.transcribe(samples, options) if heard.text != self.lost)


def test_what_sounds_and_gets_no_text_is_told(told: Any, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    start, end, text = demo_truth()[2]
    monkeypatch.setattr(worker_process, "load_engine", lambda *_: Deaf(engine, text))
    content = encoded(samples_of(practice.DEMO_INTERVIEW.read_bytes())[: 57 * SAMPLE_RATE])
    untranscribed = told(content)[-1].untranscribed
    assert untranscribed
    assert all(start - 0.1 < first < last < end + 0.1 for first, last in untranscribed)
    assert sum(last - first for first, last in untranscribed) > 0.6 * (end - start)


def clusters(content: bytes) -> list[int]:
    """Where a webm file's clusters begin."""
    found = [at for at in range(len(content)) if content.startswith(b"\x1f\x43\xb6\x75", at)]
    assert len(found) > 5
    return found


def test_a_cluster_that_is_missing_in_the_middle_is_told_and_keeps_its_time(told: Any) -> None:
    content = practice.DEMO_INTERVIEW.read_bytes()
    begins = clusters(content)
    messages = told(content[: begins[3]] + content[begins[4] :])
    last = messages[-1]
    ((start, seconds),) = last.gaps
    assert last.seconds == pytest.approx(150.9, abs=0.2)
    assert seconds > 1
    by_text = {text: (first, end) for first, end, text in demo_truth()}
    for segment in said(messages):
        if segment.text in by_text and segment.start > start:
            assert segment.end == pytest.approx(by_text[segment.text][1], abs=0.3)
    lost = [text for first, end, text in demo_truth() if start <= first and end <= start + seconds]
    assert not {segment.text for segment in said(messages)} & set(lost)


def test_a_file_that_is_cut_says_so(told: Any) -> None:
    content = practice.DEMO_INTERVIEW.read_bytes()
    assert told(content[: len(content) // 3])[-1].cut_short


def test_five_hours_are_heard_in_order_to_the_end(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decoding and hearing are stood in for: what is tried is that nothing grows, drifts or stops on the way."""
    rng = np.random.default_rng(6)
    block = np.concatenate([rng.normal(0, 3000, 150_000), np.zeros(10_000)]).astype(np.int16)
    monkeypatch.setattr(probing, "probe", lambda _: Sound(Container.WAV, "pcm_s16le", 18_000.0, cut_short=False))
    monkeypatch.setattr(audio.Decoding, "__iter__", lambda _: (block for _ in range(1800)))

    class Counting:
        device = "cpu"

        def transcribe(self, samples: Samples, _options: TranscriptionOptions) -> Iterator[RecognisedSegment]:
            yield RecognisedSegment(0.1, len(samples) / SAMPLE_RATE - 0.1, "Ord.", (), -0.1, 0.0, 1.0)

    monkeypatch.setattr(worker_process, "load_engine", lambda *_: Counting())
    messages = told(encoded(block))
    segments = said(messages)
    ends = list(accumulate((segment.end for segment in segments), max))
    assert [segment.end for segment in segments] == ends
    assert segments[-1].end == pytest.approx(18_000, abs=0.2)
    assert len(segments) > 600
    assert messages[-1].untranscribed == ()


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("out of memory"), RuntimeError("else")])
def test_an_error_in_the_engine_becomes_a_code(
    error: Exception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def transcribe(*_: Any) -> Iterator[Message]:
        raise error

    monkeypatch.setattr(worker_process, "transcribe", transcribe)
    monkeypatch.setattr(worker_process, "open_sound", lambda _: io.BytesIO())
    (message,) = worker_process.answer(Request("", "", QUICK, NO_SOUND))
    expected = FailureCode.UNEXPECTED if str(error) == "else" else FailureCode.OUT_OF_MEMORY
    assert message == Failed(expected, type(error).__name__)
