import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit import locks
from toolkit.config import ROOT
from toolkit.errors import InvalidInput, NotFound, WrongState
from transcription.asr import model_manifest
from transcription.asr.model_files import FASTER_WHISPER, OPENAI_WHISPER
from transcription.asr.types import FailureCode, RecognitionError
from transcription.model_conversion import adding
from transcription.speech_models import store
from transcription.speech_models.store import Model


def add(models: Path, source: Path, *, name: str) -> Model:
    """A copy of a model under another name."""
    return adding.add(models, source, engine=FASTER_WHISPER, name=name, progress=lambda *_: None)


@pytest.mark.parametrize("name", ["", "../out", "Med Blanksteg", ".hidden", "a/b"])
def test_a_name_that_could_leave_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput), store.gathering(tmp_path, name):
        pass


def test_a_taken_name_is_refused_and_nothing_is_overwritten(models: Path, practice_model: Model) -> None:
    with pytest.raises(WrongState):
        add(models, practice_model.folder, name="practice")
    assert store.list_damaged(practice_model) == []


def test_damage_is_found_before_a_model_is_loaded(practice_model: Model, tmp_path: Path) -> None:
    model = add(tmp_path, practice_model.folder, name="model")
    model_manifest.check(model.folder, engine=FASTER_WHISPER)
    _damage(model.folder / "model.bin")
    assert store.list_damaged(model) == ["model.bin"]
    model_manifest.check(model.folder, engine=OPENAI_WHISPER)  # which never opens that file
    _expect(FailureCode.MODEL_BROKEN, model.folder)
    (model.folder / "tokenizer.json").unlink()
    _expect(FailureCode.MODEL_INCOMPLETE, model.folder)
    (model.folder / model_manifest.MANIFEST).write_text("{")
    _expect(FailureCode.NO_MODEL, model.folder)
    assert store.list_models(tmp_path) == []


def test_a_removed_model_is_gone(practice_model: Model, tmp_path: Path) -> None:
    add(tmp_path, practice_model.folder, name="model")
    store.remove(tmp_path, "model")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotFound):
        store.get_model(tmp_path, "model")


def test_a_model_that_hears_just_now_is_not_removed(practice_model: Model, tmp_path: Path) -> None:
    model = add(tmp_path, practice_model.folder, name="model")
    manifest = model.folder / model_manifest.MANIFEST
    holding = "import sys; from pathlib import Path; from toolkit import locks; "
    holding += "locks.hold(Path(sys.argv[1]), wait=True); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", holding, str(manifest)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as verifying:
        assert verifying.stdout is not None
        assert verifying.stdout.readline() == b"held\n"
        assert locks.is_held(manifest)
        with pytest.raises(WrongState, match="writing down a recording"):
            store.remove(tmp_path, "model")
        verifying.kill()
    assert not locks.is_held(manifest)
    store.remove(tmp_path, "model")
    assert store.list_models(tmp_path) == []


def test_what_came_of_a_broken_fetch_can_be_thrown_away(tmp_path: Path) -> None:
    with store.gathering(tmp_path, "half", resume=True) as draft:
        (draft / "model.bin.part").write_bytes(b"12345")
    assert store.list_unfinished(tmp_path) == [("half", 5)]
    store.remove(tmp_path, "half")
    assert list(tmp_path.iterdir()) == []


def test_a_real_model_is_chosen_before_the_practice_model(practice_model: Model, tmp_path: Path) -> None:
    def choose(name: str | None = None, engine: str = "faster-whisper", *, practice: bool = True) -> str | None:
        chosen = store.choose_model(tmp_path, name, engine=engine, practice=practice)
        return chosen.name if chosen else None

    assert choose() is None
    add(tmp_path, practice_model.folder, name="practice")
    assert choose() == "practice"
    assert choose(practice=False) is None
    assert choose("practice", practice=False) == "practice"
    real = add(tmp_path, practice_model.folder, name="real")
    manifest = json.loads((real.folder / model_manifest.MANIFEST).read_text())
    (real.folder / model_manifest.MANIFEST).write_text(json.dumps({**manifest, "practice": False}))
    assert choose() == "real"
    assert choose("practice") == "practice"
    assert choose("none") is None
    assert choose(engine="another") is None


def test_half_a_model_is_no_model(practice_model: Model, tmp_path: Path) -> None:
    def break_off() -> None:
        with store.gathering(tmp_path, "model") as draft:
            shutil.copyfile(practice_model.folder / "model.bin", draft / "model.bin")
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert list(tmp_path.iterdir()) == []


def test_size_is_what_the_files_weigh(practice_model: Model) -> None:
    assert practice_model.size == sum(
        path.stat().st_size for path in practice_model.folder.iterdir() if path.name != model_manifest.MANIFEST
    )
    assert replace(practice_model, files={}).size == 0


def _damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _expect(trouble: FailureCode, folder: Path) -> None:
    with pytest.raises(RecognitionError) as failed:
        model_manifest.check(folder, engine=FASTER_WHISPER)
    assert failed.value.code is trouble
