import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from tests.network import offline_environment
from toolkit import starting
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.config import ROOT, Settings
from toolkit.db import db
from transcription.speech_models import commands
from transcription.speech_models.store import Model


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Say":
    monkeypatch.setenv("BR_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return Say()


class Say:
    """The command line of `model`."""

    def __call__(self, *words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(commands.model, words, input=typed)


def test_an_empty_place_says_what_to_do(say: Say) -> None:
    said = say("list")
    assert said.exit_code == 0
    assert "fetch kb-whisper-small" in said.output


def test_a_model_is_added_listed_verified_and_removed(say: Say, practice_model: Model, tmp_path: Path) -> None:
    added = say("add", str(practice_model.folder), "--name", "from-stick")
    assert "for faster-whisper, openai-whisper" in added.output
    listed = say("list").output
    assert "from-stick  17 MB  ct2 int8, openai  faster-whisper, openai-whisper  from practice" in listed
    assert "PRACTICE ONLY" in listed
    assert "IN USE" not in listed
    assert "from-stick  whole" in say("verify").output
    (tmp_path / "instance" / "models" / "from-stick" / "config.json").write_text("{}")
    broken = say("verify", "from-stick")
    assert broken.exit_code == 1
    assert "damaged: config.json" in broken.output
    assert say("remove", "from-stick", "--yes").exit_code == 0
    assert "No model is here" in say("list").output


def test_a_model_is_removed_after_a_question_that_says_when_it_is_the_only_one(say: Say, practice_model: Model) -> None:
    for name in ("one", "two"):
        say("add", str(practice_model.folder), "--name", name)
    kept = say("remove", "one", typed="n\n")
    assert kept.exit_code == 1
    assert "Remove one from this machine?" in kept.output
    assert "the only model" not in kept.output
    assert "one  17 MB" in say("list").output
    assert "one is gone from this machine." in say("remove", "one", typed="y\n").output
    last = say("remove", "two", typed="y\n").output
    assert "It is the only model here." in last
    assert "No model is here: what is recorded waits until there is one." in last


def test_what_cannot_be_is_said_without_a_trace(say: Say, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for words in (("remove", "none"), ("verify", "none"), ("add", str(tmp_path / "empty"))):
        said = say(*words)
        assert said.exit_code == 1
        assert said.output.startswith("Error: ")
        assert "Traceback" not in said.output


def test_an_installation_without_the_conversion_says_so_and_still_lists(
    say: Say, practice_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("transcription.model_conversion")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "transcription.model_conversion", None)
    for words in (("add", str(practice_model.folder)), ("convert", str(practice_model.folder), "made", "--to", "ct2")):
        refused = say(*words)
        assert refused.exit_code == 1
        assert "cannot read or convert models of other places" in refused.output
        assert "model fetch" in refused.output
    assert say("list").exit_code == 0


def test_a_model_is_converted_from_a_file_and_by_its_name(say: Say, practice_model: Model, tmp_path: Path) -> None:
    say("add", str(practice_model.folder), "--name", "here")
    made = say("convert", "here", str(tmp_path / "published"), "--to", "hugging-face")
    assert made.exit_code == 0, made.output
    assert "published  100 % of 16.2 MB" in made.output
    assert "checksums in manifest.json" in made.output
    back = say("convert", str(tmp_path / "published"), str(tmp_path / "ct2"), "--to", "ct2", "--quantization", "int8")
    assert back.exit_code == 0, back.output
    assert (tmp_path / "ct2" / "model.bin").read_bytes() == (practice_model.folder / "model.bin").read_bytes()
    refused = say("convert", str(tmp_path / "ct2"), str(tmp_path / "lossy"), "--to", "openai")
    assert "what was rounded away cannot come back" in refused.output
    assert not (tmp_path / "lossy").exists()


def test_what_comes_and_goes_stands_on_the_trail(
    app: Flask, settings: Settings, practice_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BR_INSTANCE", str(settings.instance))
    brought = shutil.copytree(practice_model.folder, tmp_path / "brought")
    manifest = brought / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"practice",', '"KBLab/kb-whisper-small@4711, from Kalle Anka",'))
    program = app.test_cli_runner()
    assert program.invoke(args=["model", "add", str(brought), "--name", "here"]).exit_code == 0
    assert program.invoke(args=["model", "add", str(brought), "--name", "here"]).exit_code == 1
    assert program.invoke(args=["model", "remove", "here", "--yes"]).exit_code == 0
    assert program.invoke(args=["model", "remove", "here", "--yes"]).exit_code == 1
    rows = db.session.execute(sa.select(AuditEntry.event, AuditEntry.actor_id, AuditEntry.facts)).all()
    facts = {"model": "here", "origin": "kblab"}
    assert [tuple(row) for row in rows] == [(Event.MODEL_ADDED, None, facts), (Event.MODEL_REMOVED, None, facts)]


def test_an_engine_that_is_none_is_refused(say: Say, practice_model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BR_ENGINE", "whisper.cpp")
    said = say("add", str(practice_model.folder))
    assert "BR_ENGINE must be faster-whisper or openai-whisper." in said.output


@pytest.mark.parametrize("program", [("-m", "flask"), ("-m", "flask", "--app", "app"), ("app.py",)])
def test_every_way_to_say_it_works_from_the_programs_folder(program: tuple[str, ...], instance: Path) -> None:
    environment = {**offline_environment(), "BR_INSTANCE": str(instance), "LC_ALL": "en_GB.UTF-8"}
    command = [sys.executable, *program, "model", "list"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert "No model is here" in done.stdout, done.stderr


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("instance")
    starting.prepare_instance({"BR_INSTANCE": str(folder)})
    return folder


def test_without_keys_flask_says_what_to_do(tmp_path: Path) -> None:
    environment = {**offline_environment(), "BR_INSTANCE": str(tmp_path), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "flask", "model", "list"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode
    assert done.stderr.strip() == (
        "Error: Det finns ingen sessionsnyckel i keys/session.key. Kör: python app.py prepare"
    )


def test_only_the_librarys_models_can_be_fetched(say: Say) -> None:
    assert "kb-whisper-small" in say("fetch", "something-else").output
