"""The same words out of every kind of file, at the same times, and what is missing told with its place."""

import io
from typing import Any

import numpy as np
import pytest

from tests.toolkit.sound.files import KINDS, Kind, kind, wav, written
from tests.transcription.sounds import samples_of, words_wrong
from transcription.asr import faster_whisper_engine, worker_process
from transcription.asr.engine import SAMPLE_RATE, Engine
from transcription.asr.messages import Failed, Finished, LentSound, Message, Request, SegmentRecognised
from transcription.asr.types import FailureCode, TranscriptionOptions
from transcription.speech_models.practice_talks import utterances
from transcription.speech_models.store import Model

pytestmark = pytest.mark.slow

NO_SOUND = LentSound(-1, "", 0, 0, "", b"", b"")
QUICK = TranscriptionOptions(beam_size=1, word_timestamps=False)
ROOM = np.random.default_rng(2).normal(0, 4, SAMPLE_RATE).astype(np.int16)
FILE, TEXT = utterances()[0]
OTHER_FILE, OTHER_TEXT = utterances()[1]
# Eight bits, eight kilohertz and the codecs of telephones take sounds away that the practice model needs.
WIDE = [of for of in KINDS if of.rate >= 16_000]


@pytest.fixture(scope="module")
def engine(practice_model: Model) -> Engine:
    return faster_whisper_engine.load(practice_model.folder)


@pytest.fixture(autouse=True)
def _loaded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "load_engine", lambda *_: engine)


def transcribed(content: bytes) -> tuple[str, list[float], Finished]:
    """The words, when each segment begins, and how it ended."""
    messages: list[Message] = list(worker_process.transcribe(io.BytesIO(content), Request("", "", QUICK, NO_SOUND)))
    said = [message.segment for message in messages if isinstance(message, SegmentRecognised)]
    last = messages[-1]
    assert isinstance(last, Finished)
    return " ".join(segment.text for segment in said), [segment.start for segment in said], last


def talk() -> Any:
    return np.concatenate([ROOM, samples_of(FILE.read_bytes()), ROOM])


@pytest.mark.parametrize("of", {of.codec: of for of in WIDE}.values(), ids=str)
def test_the_same_words_come_out_of_every_codec(of: Kind) -> None:
    text, _, last = transcribed(written(of, [talk()]))
    assert words_wrong(TEXT, text) == 0
    assert (last.cut_short, last.gaps) == (False, ())


def test_a_file_that_begins_at_five_seconds_has_its_words_there_and_says_so() -> None:
    _, (plain,), _ = transcribed(written(kind("matroska"), [talk()]))
    text, (late,), last = transcribed(written(kind("matroska"), [talk()], begins=5))
    assert words_wrong(TEXT, text) == 0
    assert late - plain == pytest.approx(5, abs=0.1)
    ((start, seconds),) = last.gaps
    assert [start, seconds] == pytest.approx([0, 5], abs=0.1)
    assert not last.cut_short


def test_two_people_with_a_microphone_and_a_track_each_are_both_in_the_text() -> None:
    first, second = talk(), samples_of(OTHER_FILE.read_bytes())
    later = np.concatenate([np.zeros(len(first), np.int16), second, ROOM])
    text, starts, last = transcribed(written(kind("matroska"), [first, later]))
    assert words_wrong(f"{TEXT} {OTHER_TEXT}", text) == 0
    assert starts == sorted(starts)
    assert last.gaps == ()


@pytest.mark.parametrize("size", [0, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_streamed_wav_is_whole(size: int) -> None:
    assert not transcribed(wav(talk(), data=size))[2].cut_short


def test_a_wav_that_ends_too_early_is_not() -> None:
    assert transcribed(wav(talk(), data=2 * len(talk()) + 50_000))[2].cut_short


def test_what_is_no_recording_ends_in_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "open_sound", lambda _: io.BytesIO(b"\x02dss" + bytes(2000)))
    (message,) = worker_process.answer(Request("", "", QUICK, NO_SOUND))
    assert message == Failed(FailureCode.NOT_SOUND)
