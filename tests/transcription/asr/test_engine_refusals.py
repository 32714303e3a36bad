"""Models that are missing, lacking a file or cut, engines that are not installed, cards and processors that fail."""

import platform
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.transcription.asr.test_engines import ENGINES
from transcription.asr import devices, faster_whisper_engine, openai_whisper_engine
from transcription.asr.types import FailureCode, RecognitionError
from transcription.speech_models.store import Model

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.mark.parametrize("module", ENGINES)
def test_a_folder_that_is_not_there_is_no_model(module: Any, tmp_path: Path) -> None:
    with pytest.raises(RecognitionError) as failed:
        module.load(tmp_path / "none")
    assert failed.value.code is FailureCode.NO_MODEL


@pytest.mark.parametrize("lacking", ["tokenizer.json", "model.bin", "config.json", "vocabulary.json"])
def test_a_folder_that_lacks_a_file_is_refused_at_once_by_name(
    practice_model: Model, tmp_path: Path, lacking: str
) -> None:
    folder = shutil.copytree(practice_model.folder, tmp_path / "model")
    (folder / lacking).unlink()
    with pytest.raises(RecognitionError) as failed:
        faster_whisper_engine.load(folder)
    assert (failed.value.code, failed.value.detail) == (FailureCode.MODEL_INCOMPLETE, lacking)


@pytest.mark.parametrize(
    ("module", "file"),
    [(ENGINES[0].values[0], "model.bin"), pytest.param(*ENGINES[1].values, "practice.pt", marks=ENGINES[1].marks)],
)
def test_a_cut_model_file_is_refused(module: Any, file: str, practice_model: Model, tmp_path: Path) -> None:
    folder = shutil.copytree(practice_model.folder, tmp_path / "model")
    content = (folder / file).read_bytes()
    (folder / file).write_bytes(content[: random.Random(3).randrange(1000, len(content) - 1000)])
    with pytest.raises(RecognitionError) as failed:
        module.load(folder)
    assert failed.value.code is FailureCode.MODEL_BROKEN


@pytest.mark.parametrize("module", [faster_whisper_engine, openai_whisper_engine])
def test_an_engine_that_is_not_installed_says_how_to_get_it(
    module: Any, practice_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(RecognitionError, match=r"make run|pip install '\.\[openai-whisper\]'") as failed:
        module.load(practice_model.folder)
    assert failed.value.code is FailureCode.ENGINE_MISSING


class _Card:
    """Stands in for faster_whisper and ctranslate2 on a machine with a graphics card."""

    def __init__(self, refuses: Callable[[str, str], str | None]) -> None:
        self.refuses = refuses
        self.asked: list[tuple[str, str]] = []

    def load(self, _folder: Path, device: str, numbers: str, _threads: int) -> Any:
        self.asked.append((device, numbers))
        if reason := self.refuses(device, numbers):
            raise RuntimeError(reason)
        return SimpleNamespace(add_word_timestamps=None)


@pytest.mark.parametrize(
    ("refuses", "asked", "device"),
    [
        (lambda *_: None, [("cuda", "float16")], "cuda"),
        (
            lambda _, numbers: "CUDA out of memory" if numbers == "float16" else None,
            [("cuda", "float16"), ("cuda", "int8_float16")],
            "cuda",
        ),
        (
            lambda device, _: "Library libcublas.so.12 is not found" if device == "cuda" else None,
            [("cuda", "float16"), ("cuda", "int8_float16"), ("cpu", "int8")],
            "cpu",
        ),
    ],
    ids=["it fits", "it fits in fewer bits", "it cannot"],
)
def test_a_graphics_card_is_used_as_far_as_it_goes(
    practice_model: Model, monkeypatch: pytest.MonkeyPatch, refuses: Any, asked: Any, device: str
) -> None:
    import ctranslate2

    card = _Card(refuses)
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(faster_whisper_engine, "_load", card.load)
    assert faster_whisper_engine.load(practice_model.folder).device == device
    assert card.asked == asked
    card.asked.clear()
    assert faster_whisper_engine.load(practice_model.folder, device="cpu").device == "cpu"
    assert card.asked == [("cpu", "int8")]


@pytest.mark.skipif(not openai_whisper_engine.is_installed(), reason="the extra openai-whisper is not installed")
def test_the_other_engine_falls_back_from_the_card_too(practice_model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch
    import whisper

    asked = []

    def load_model(_name: str, device: str) -> Any:
        asked.append(device)
        if device == "cuda":
            raise torch.cuda.OutOfMemoryError
        return SimpleNamespace()

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(whisper, "load_model", load_model)
    assert openai_whisper_engine.load(practice_model.folder, threads=1).device == "cpu"
    assert asked == ["cuda", "cpu"]


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (MemoryError(), FailureCode.OUT_OF_MEMORY),
        (RuntimeError("CUDA failed with error out of memory"), FailureCode.OUT_OF_MEMORY),
        (RuntimeError("File model.bin is incomplete"), FailureCode.MODEL_BROKEN),
    ],
)
def test_the_last_device_decides_what_is_said(error: Exception, trouble: FailureCode) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(RecognitionError) as failed:
        devices.load_on_first([("cpu", fail)])
    assert failed.value.code is trouble


def test_a_processor_that_is_too_old_is_known_by_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flags = tmp_path / "cpuinfo"
    monkeypatch.setattr(devices, "CPUINFO", flags)
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    flags.write_text("processor : 0\nflags : fpu sse sse2 ssse3 cx16\n")
    assert devices.list_missing_instructions() == ["sse4_1", "sse4_2", "popcnt"]
    flags.write_text("flags : fpu ssse3 sse4_1 sse4_2 popcnt\n")
    assert devices.list_missing_instructions() == [], "AVX makes it faster; CTranslate2 and NumPy run without it"
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    flags.write_text("Features : fp asimd\n")
    assert devices.list_missing_instructions() == []
