"""Both real engines on the practice model, and on damaged or missing models."""

import random
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tests.transcription.sounds import demo_truth, samples_of, utterances, words_wrong
from transcription import faster_whisper_engine, openai_whisper_engine, practice
from transcription.engine import SAMPLE_RATE, Engine
from transcription.heard import Heard, HearingError, Options, Trouble
from transcription.models_store import Model

pytestmark = [
    pytest.mark.slow,
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


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, practice_model: Model) -> Engine:
    loaded: Engine = request.param.load(practice_model.folder)
    return loaded


@pytest.fixture(scope="module")
def options(practice_model: Model) -> Options:
    return practice_model.options(Options())


@pytest.fixture(scope="module")
def demo(engine: Engine, options: Options) -> list[Heard]:
    return list(engine.hear(samples_of(practice.DEMO_INTERVIEW.read_bytes()), options))


def test_every_utterance_is_written_exactly(engine: Engine, options: Options) -> None:
    takes_long = isinstance(engine, openai_whisper_engine.OpenaiWhisper)
    for file, said in utterances()[:: 6 if takes_long else 1]:
        heard = " ".join(segment.text for segment in engine.hear(samples_of(file.read_bytes()), options))
        assert heard == said, file.name


def test_the_demo_interview_is_heard_with_few_words_wrong(demo: list[Heard]) -> None:
    truth = " ".join(text for _, _, text in demo_truth())
    assert words_wrong(truth, " ".join(segment.text for segment in demo)) <= 8


def test_segments_come_in_order_and_end_where_the_speech_ends(demo: list[Heard]) -> None:
    assert all(earlier.end <= later.start + 0.01 for earlier, later in pairwise(demo))
    ends = {text: end for _, end, text in demo_truth()}
    known = [abs(segment.end - ends[segment.text]) for segment in demo if segment.text in ends]
    assert len(known) >= 20
    assert max(known) < 0.15


def test_doubts_are_numbers_in_their_ranges(demo: list[Heard]) -> None:
    for segment in demo:
        assert segment.avg_logprob < 0
        assert 0 <= segment.no_speech_prob <= 1
        assert segment.compression_ratio > 0


def test_word_times_lie_in_order_inside_their_segment(engine: Engine) -> None:
    file, _ = utterances()[2]
    options = Options(word_timestamps=True, hallucination_silence_threshold=None)
    for segment in engine.hear(samples_of(file.read_bytes()), options):
        assert segment.words
        times = [moment for word in segment.words for moment in (word.start, word.end)]
        assert times == sorted(times)
        assert segment.start <= times[0]
        assert times[-1] <= segment.end
        assert " ".join(word.text for word in segment.words) == segment.text
        assert all(0 <= word.probability <= 1 for word in segment.words)


@pytest.mark.parametrize("kind", ["zeros", "noise"])
def test_where_nobody_speaks_nothing_is_written(engine: Engine, options: Options, kind: str) -> None:
    samples = np.zeros(10 * SAMPLE_RATE, np.int16)
    if kind == "noise":
        samples = np.random.default_rng(1).normal(0, 300, len(samples)).astype(np.int16)
    assert list(engine.hear(samples, options)) == []


def test_the_same_sound_gives_the_same_segments(engine: Engine, options: Options) -> None:
    noise = np.random.default_rng(2).normal(0, 3000, 4 * SAMPLE_RATE).astype(np.int16)
    speech = samples_of(utterances()[4][0].read_bytes())
    samples = np.concatenate([noise[: len(speech)] + speech[: len(noise)] // 4, noise])
    assert list(engine.hear(samples, options)) == list(engine.hear(samples, options))


def test_terms_are_told_to_the_model_and_do_no_harm(engine: Engine) -> None:
    file, said = utterances()[9]
    options = Options(word_timestamps=False, terms="mormor, simhallen")
    (segment,) = engine.hear(samples_of(file.read_bytes()), options)
    assert words_wrong(said, segment.text) <= 2


@pytest.mark.parametrize("module", ENGINES)
def test_a_folder_that_is_not_there_is_no_model(module: type[Engine], tmp_path: Path) -> None:
    with pytest.raises(HearingError) as failed:
        module.load(tmp_path / "none")  # type: ignore[attr-defined]  # a module stands in for its type
    assert failed.value.trouble is Trouble.NO_MODEL


@pytest.mark.parametrize("lacking", ["tokenizer.json", "model.bin", "config.json", "vocabulary.json"])
def test_a_folder_that_lacks_a_file_is_refused_at_once_by_name(
    practice_model: Model, tmp_path: Path, lacking: str
) -> None:
    folder = shutil.copytree(practice_model.folder, tmp_path / "model")
    (folder / lacking).unlink()
    with pytest.raises(HearingError) as failed:
        faster_whisper_engine.load(folder)
    assert (failed.value.trouble, failed.value.way_out) == (Trouble.MODEL_INCOMPLETE, lacking)


@pytest.mark.parametrize(
    ("module", "file"),
    [(ENGINES[0].values[0], "model.bin"), pytest.param(*ENGINES[1].values, "practice.pt", marks=ENGINES[1].marks)],
)
def test_a_cut_model_file_is_refused(module: type[Engine], file: str, practice_model: Model, tmp_path: Path) -> None:
    folder = shutil.copytree(practice_model.folder, tmp_path / "model")
    content = (folder / file).read_bytes()
    (folder / file).write_bytes(content[: random.Random(3).randrange(1000, len(content) - 1000)])
    with pytest.raises(HearingError) as failed:
        module.load(folder)  # type: ignore[attr-defined]  # a module stands in for its type
    assert failed.value.trouble is Trouble.MODEL_BROKEN


def test_an_engine_that_is_not_installed_says_how_to_get_it(
    practice_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openai_whisper_engine.importlib.util, "find_spec", lambda _: None)  # type: ignore[attr-defined]  # reaching in
    with pytest.raises(HearingError, match=r"pip install '\.\[openai-whisper\]'") as failed:
        openai_whisper_engine.load(practice_model.folder)
    assert failed.value.trouble is Trouble.ENGINE_MISSING
