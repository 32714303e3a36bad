import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.errors import InvalidInput, NotFound, WrongState
from transcription import models_store
from transcription.heard import HearingError, Trouble
from transcription.models_store import Model


def test_a_model_from_a_folder_is_copied_with_its_checksums(practice_model: Model, tmp_path: Path) -> None:
    source = shutil.copytree(practice_model.folder, tmp_path / "stick")
    (source / models_store.MANIFEST).unlink()
    (source / "README.md").write_text("not needed")
    added = models_store.add(tmp_path / "models", source, name="kb-whisper-test")
    assert models_store.list_models(tmp_path / "models") == [added]
    assert set(added.files) == {path.name for path in practice_model.folder.iterdir()} - {models_store.MANIFEST}
    assert added.engines == ("faster-whisper", "openai-whisper")
    assert not added.practice
    assert models_store.list_damaged(added) == []


def test_the_practice_label_comes_along_on_a_stick(practice_model: Model, tmp_path: Path) -> None:
    added = models_store.add(tmp_path / "models", practice_model.folder, name="another-name")
    assert added.practice
    assert added.settings == practice_model.settings


def test_a_file_that_is_not_what_its_manifest_says_is_refused(practice_model: Model, tmp_path: Path) -> None:
    source = shutil.copytree(practice_model.folder, tmp_path / "stick")
    _damage(source / "model.bin")
    with pytest.raises(InvalidInput) as refused:
        models_store.add(tmp_path / "models", source)
    assert refused.value.values == {"files": "model.bin"}
    assert list((tmp_path / "models").iterdir()) == []


def test_a_folder_that_is_no_model_is_refused_by_the_names_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "config.json").write_text("{}")
    with pytest.raises(InvalidInput) as refused:
        models_store.add(tmp_path / "models", tmp_path / "stick")
    assert refused.value.values == {"files": "model.bin, tokenizer.json, vocabulary.json"}


def test_a_checkpoint_file_is_a_model_for_the_reference_engine(practice_model: Model, tmp_path: Path) -> None:
    added = models_store.add(tmp_path, practice_model.folder / "practice.pt", name="checkpoint")
    assert added.engines == ("openai-whisper",)


@pytest.mark.parametrize("name", ["", "../out", "Med Blanksteg", ".hidden", "a/b"])
def test_a_name_that_could_leave_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput), models_store.gathering(tmp_path, name):
        pass


def test_a_taken_name_is_refused_and_nothing_is_overwritten(models: Path, practice_model: Model) -> None:
    with pytest.raises(WrongState):
        models_store.add(models, practice_model.folder, name="practice")
    assert models_store.list_damaged(practice_model) == []


def test_damage_is_found_before_a_model_is_loaded(practice_model: Model, tmp_path: Path) -> None:
    model = models_store.add(tmp_path, practice_model.folder, name="model")
    models_store.check(model.folder)
    _damage(model.folder / "model.bin")
    assert models_store.list_damaged(model) == ["model.bin"]
    _expect(Trouble.MODEL_BROKEN, model.folder)
    (model.folder / "tokenizer.json").unlink()
    _expect(Trouble.MODEL_INCOMPLETE, model.folder)
    (model.folder / models_store.MANIFEST).write_text("{")
    _expect(Trouble.NO_MODEL, model.folder)
    assert models_store.list_models(tmp_path) == []


def test_a_removed_model_is_gone(practice_model: Model, tmp_path: Path) -> None:
    models_store.add(tmp_path, practice_model.folder, name="model")
    models_store.remove(tmp_path, "model")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotFound):
        models_store.get_model(tmp_path, "model")


def test_a_real_model_is_chosen_before_the_practice_model(practice_model: Model, tmp_path: Path) -> None:
    def choose(name: str | None = None, engine: str = "faster-whisper", *, practice: bool = True) -> str | None:
        chosen = models_store.choose_model(tmp_path, name, engine=engine, practice=practice)
        return chosen.name if chosen else None

    assert choose() is None
    models_store.add(tmp_path, practice_model.folder, name="practice")
    assert choose() == "practice"
    assert choose(practice=False) is None
    assert choose("practice", practice=False) == "practice"
    real = models_store.add(tmp_path, practice_model.folder, name="real")
    manifest = json.loads((real.folder / models_store.MANIFEST).read_text())
    (real.folder / models_store.MANIFEST).write_text(json.dumps({**manifest, "practice": False}))
    assert choose() == "real"
    assert choose("practice") == "practice"
    assert choose("none") is None
    assert choose(engine="another") is None


def test_half_a_model_is_no_model(practice_model: Model, tmp_path: Path) -> None:
    def break_off() -> None:
        with models_store.gathering(tmp_path, "model") as draft:
            shutil.copyfile(practice_model.folder / "model.bin", draft / "model.bin")
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert list(tmp_path.iterdir()) == []


def test_size_is_what_the_files_weigh(practice_model: Model) -> None:
    assert practice_model.size == sum(
        path.stat().st_size for path in practice_model.folder.iterdir() if path.name != models_store.MANIFEST
    )
    assert replace(practice_model, files={}).size == 0


def _damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _expect(trouble: Trouble, folder: Path) -> None:
    with pytest.raises(HearingError) as failed:
        models_store.check(folder)
    assert failed.value.trouble is trouble
