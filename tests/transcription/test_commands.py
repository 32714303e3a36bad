from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from transcription import commands
from transcription.models_store import Model


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Say":
    monkeypatch.setenv("BR_INSTANCE", str(tmp_path / "instance"))
    return Say()


class Say:
    """The command line of `model`."""

    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(commands.model, words)


def test_an_empty_place_says_what_to_do(say: Say) -> None:
    said = say("list")
    assert said.exit_code == 0
    assert "fetch kb-whisper-small" in said.output


def test_a_model_is_added_listed_verified_and_removed(say: Say, practice_model: Model, tmp_path: Path) -> None:
    added = say("add", str(practice_model.folder), "--name", "from-stick")
    assert "for faster-whisper and openai-whisper" in added.output
    assert "from-stick  17 MB" in say("list").output
    assert "PRACTICE ONLY" in say("list").output
    assert "from-stick  whole" in say("verify").output
    (tmp_path / "instance" / "models" / "from-stick" / "config.json").write_text("{}")
    broken = say("verify", "from-stick")
    assert broken.exit_code == 1
    assert "damaged: config.json" in broken.output
    assert say("remove", "from-stick").exit_code == 0
    assert "No model is here" in say("list").output


def test_what_cannot_be_is_said_without_a_trace(say: Say, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for words in (("remove", "none"), ("verify", "none"), ("add", str(tmp_path / "empty"))):
        said = say(*words)
        assert said.exit_code == 1
        assert said.output.startswith("Error: ")
        assert "Traceback" not in said.output


def test_only_the_librarys_models_can_be_fetched(say: Say) -> None:
    assert "kb-whisper-small" in say("fetch", "something-else").output
