"""A model from a folder or a stick: in any form, and every way in which it can be wrong."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.transcription.model_conversion.tiny import quiet, random_model
from toolkit.errors import InvalidInput, WrongState
from transcription.asr import model_manifest, openai_whisper_engine
from transcription.asr.model_files import FASTER_WHISPER, OPENAI_WHISPER, Form, Quantization
from transcription.model_conversion import adding, converting, hugging_face
from transcription.speech_models import ctranslate2_header, store
from transcription.speech_models.store import Model

needs_torch = pytest.mark.skipif(
    not openai_whisper_engine.is_installed(), reason="the extra openai-whisper is not installed"
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model as it is published. Tests must leave it as it is."""
    folder = tmp_path_factory.mktemp("stick") / "kb-whisper-tiny"
    folder.mkdir()
    hugging_face.write(random_model(), folder, progress=quiet)
    (folder / "README.md").write_text("---\nlanguage:\n- sv\nlicense: apache-2.0\n---\n# A model\n")
    return folder


def add(models: Path, source: Path, *, engine: str = FASTER_WHISPER, name: str | None = None) -> Model:
    return adding.add(models, source, engine=engine, name=name, progress=quiet)


def test_a_model_that_fits_is_copied_with_its_checksums(practice_model: Model, tmp_path: Path) -> None:
    source = shutil.copytree(practice_model.folder, tmp_path / "stick")
    (source / model_manifest.MANIFEST).unlink()
    (source / "notes.txt").write_text("not needed")
    seen: list[tuple[int, int]] = []
    added = adding.add(
        tmp_path / "models",
        source,
        engine=FASTER_WHISPER,
        name="kb-whisper-test",
        progress=lambda *at: seen.append(at),
    )
    assert store.list_models(tmp_path / "models") == [added]
    assert set(added.files) == {path.name for path in practice_model.folder.iterdir()} - {model_manifest.MANIFEST}
    assert added.engines == (FASTER_WHISPER, OPENAI_WHISPER)
    assert (added.practice, added.licence) == (False, "")
    assert store.list_damaged(added) == []
    assert seen[-1] == (added.size, added.size)


def test_the_practice_label_comes_along_on_a_stick(practice_model: Model, tmp_path: Path) -> None:
    added = add(tmp_path / "models", practice_model.folder, name="another-name")
    assert added.practice
    assert (added.settings, added.licence) == (practice_model.settings, practice_model.licence)


def test_a_published_model_becomes_what_faster_whisper_reads(published: Path, tmp_path: Path) -> None:
    added = add(tmp_path, published)
    assert (added.name, added.engines, added.licence) == ("kb-whisper-tiny", (FASTER_WHISPER,), "apache-2.0")
    assert ctranslate2_header.find_kind(added.folder) == "int8"
    assert store.list_damaged(added) == []


def test_a_checkpoint_becomes_what_faster_whisper_reads(practice_model: Model, tmp_path: Path) -> None:
    added = add(tmp_path, practice_model.folder / "practice.pt", name="checkpoint")
    assert added.engines == (FASTER_WHISPER,)
    assert added.files["model.bin"] == practice_model.files["model.bin"]


def test_a_checkpoint_stays_itself_for_openai_whisper(practice_model: Model, tmp_path: Path) -> None:
    added = add(tmp_path, practice_model.folder / "practice.pt", engine=OPENAI_WHISPER, name="checkpoint")
    assert added.engines == (OPENAI_WHISPER,)


@needs_torch
def test_a_published_model_becomes_what_openai_whisper_reads(published: Path, tmp_path: Path) -> None:
    added = add(tmp_path, published, engine=OPENAI_WHISPER)
    assert (added.engines, set(added.files)) == ((OPENAI_WHISPER,), {"kb-whisper-tiny.pt"})
    openai_whisper_engine.load(added.folder)


def test_a_rounded_model_is_not_for_openai_whisper(practice_model: Model, tmp_path: Path) -> None:
    source = shutil.copytree(practice_model.folder, tmp_path / "stick")
    (source / model_manifest.MANIFEST).unlink()
    (source / "practice.pt").unlink()
    with pytest.raises(InvalidInput, match="rounded to 8 bits"):
        add(tmp_path / "models", source, engine=OPENAI_WHISPER)
    assert list((tmp_path / "models").iterdir()) == []


def test_a_file_that_is_not_what_its_manifest_says_is_refused(practice_model: Model, tmp_path: Path) -> None:
    source = shutil.copytree(practice_model.folder, tmp_path / "stick")
    content = bytearray((source / "model.bin").read_bytes())
    content[len(content) // 2] ^= 1
    (source / "model.bin").write_bytes(content)
    with pytest.raises(InvalidInput) as refused:
        add(tmp_path / "models", source)
    assert refused.value.values == {"files": "model.bin"}
    assert list((tmp_path / "models").iterdir()) == []


def test_a_folder_that_is_no_model_is_refused_by_the_names_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "config.json").write_text("{}")
    with pytest.raises(InvalidInput) as refused:
        add(tmp_path / "models", tmp_path / "stick")
    assert refused.value.values == {"files": "model.bin, tokenizer.json, vocabulary.json"}


def cut(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content[: len(content) // 2])

    return change


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        pytest.param(lambda folder: (folder / "tokenizer.json").unlink(), "lacks", id="no tokenizer"),
        pytest.param(lambda folder: (folder / "model.safetensors").unlink(), "lacks", id="no weights"),
        pytest.param(cut("model.safetensors"), "cut short", id="cut weights"),
        pytest.param(cut("config.json"), "cut short", id="cut configuration"),
        pytest.param(cut("tokenizer.json"), "cut short", id="cut tokenizer"),
        pytest.param(
            lambda folder: (folder / "config.json").write_text('{"model_type": "wav2vec2"}'), "no Whisper", id="another"
        ),
    ],
)
def test_a_wrong_folder_is_refused_and_nothing_is_left(
    published: Path, tmp_path: Path, wrong: Callable[[Path], None], says: str
) -> None:
    source = shutil.copytree(published, tmp_path / "stick")
    wrong(source)
    with pytest.raises(InvalidInput, match=says):
        add(tmp_path / "models", source)
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.parametrize("file", ["model.bin", "practice.pt", "tokenizer.json"])
def test_a_cut_file_is_seen_without_any_list_of_checksums(practice_model: Model, tmp_path: Path, file: str) -> None:
    source = shutil.copytree(practice_model.folder, tmp_path / "stick")
    (source / model_manifest.MANIFEST).unlink()
    cut(file)(source)
    with pytest.raises(InvalidInput, match="cut short"):
        add(tmp_path / "models", source)
    assert list((tmp_path / "models").iterdir()) == []


def test_what_cannot_be_opened_is_said(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(converting, "read", refuse)
    with pytest.raises(InvalidInput, match="could not be read") as refused:
        add(tmp_path / "models", published)
    assert refused.value.values == {"source": "kb-whisper-tiny", "reason": "PermissionError"}
    assert list((tmp_path / "models").iterdir()) == []


def test_a_disk_that_fills_up_leaves_nothing(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_up(done: int, _whole: int) -> None:
        if done > 1_000_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(WrongState, match="disk is full"):
        adding.add(tmp_path / "models", published, engine=FASTER_WHISPER, progress=fill_up)
    assert list((tmp_path / "models").iterdir()) == []


def test_a_converted_model_brings_its_checksums(published: Path, tmp_path: Path) -> None:
    made = adding.convert(
        published, tmp_path / "made", form=Form.CT2, quantization=Quantization.FLOAT16, progress=quiet
    )
    assert store.find_in(tmp_path / "made") == made
    assert store.list_damaged(made) == []
    assert made.licence == "apache-2.0"
    with pytest.raises(WrongState):
        adding.convert(published, tmp_path / "made", form=Form.CT2, progress=quiet)
    with pytest.raises(InvalidInput, match="small letters"):
        adding.convert(published, tmp_path / "Made Here", form=Form.CT2, progress=quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["made"]
