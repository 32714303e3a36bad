"""`model compare`: the real engines in their child processes, on a file of one's own."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from transcription.asr import comparison, openai_whisper_engine
from transcription.asr.messages import Failed
from transcription.asr.types import FailureCode
from transcription.speech_models import commands, practice
from transcription.speech_models.practice_talks import utterances


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "instance"
    monkeypatch.setenv("BR_INSTANCE", str(folder))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    practice.install(folder / "models")
    return folder


@pytest.mark.slow
@pytest.mark.skipif(not openai_whisper_engine.is_installed(), reason="the extra openai-whisper is not installed")
def test_both_engines_are_compared_on_one_file(instance: Path) -> None:
    file, said = utterances()[4]
    before = sorted(instance.parent.rglob("*"))
    done = CliRunner().invoke(commands.model, ["compare", str(file), "--beam-size", "1", "--words"])
    assert done.exit_code == 0, done.output
    rows = {line[:22].strip(): line[22:].split() for line in done.output.splitlines() if len(line) > 22}
    assert rows["words"] == [str(len(said.split()))] * 2
    assert rows["device"] == ["cpu", "cpu"]
    assert all(int(number) > 50 for number in rows["most memory"][::2])
    assert "0.0 % of the words of faster-whisper differ." in done.output
    assert sorted(instance.parent.rglob("*")) == before, "nothing is written anywhere"


def test_without_a_model_or_sound_it_says_so(instance: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no sound")
    failed = CliRunner().invoke(commands.model, ["compare", str(tmp_path / "notes.txt")])
    assert failed.exit_code == 1
    assert "this is no sound that can be read" in failed.output
    missing = CliRunner().invoke(commands.model, ["compare", str(tmp_path / "notes.txt"), "--model", "none"])
    assert "There is no model called none here" in missing.output
    CliRunner().invoke(commands.model, ["remove", "practice", "--yes"])
    assert (
        "No model here fits both" in CliRunner().invoke(commands.model, ["compare", str(tmp_path / "notes.txt")]).output
    )


def test_words_are_counted_as_a_person_would() -> None:
    said, heard = (comparison.plain_words(text) for text in ("Ja, det är okej. Tack!", "ja det var okej då tack så"))
    difference = comparison.compare(said, heard)
    assert (difference.changed, difference.missing, difference.added) == (1, 0, 2)
    assert difference.rate == pytest.approx(3 / 5)
    assert difference.places == [("är", "var"), ("", "då"), ("", "så")]
    assert comparison.compare([], []).rate == 0


def test_a_trouble_is_said_in_words() -> None:
    assert comparison.reason(Failed(FailureCode.MODEL_INCOMPLETE, "*.pt")) == "the model lacks files for this engine"
    assert comparison.reason(Failed(FailureCode.KILLED, "SIGKILL")) == "killed"


def test_a_file_is_sealed_in_memory_only(tmp_path: Path) -> None:
    (tmp_path / "mine.wav").write_bytes(b"my own voice " * 100)
    with comparison.sealed_in_memory(tmp_path / "mine.wav") as (source, sealed, _):
        source.seek(0)
        assert b"my own voice" not in source.read()
        assert sealed.plain_length == 1300
