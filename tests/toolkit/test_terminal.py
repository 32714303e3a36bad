from io import StringIO

import click
import pytest
from click.testing import CliRunner

from toolkit.terminal import ProgressLine, agrees, ask_secret


@pytest.fixture(autouse=True)
def swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_watched_line_tells_speed_and_time_left() -> None:
    screen, at = Screen(), iter([0.0, 10.0, 10.1, 20.0])
    line = ProgressLine("kb-whisper-small", screen, clock=lambda: next(at))
    for done in (100_000_000, 150_000_000, 151_000_000, 500_000_000):
        line(done, 500_000_000)
    said = screen.getvalue().replace("\033[K", "").split("\r")[1:]
    assert said == [
        "kb-whisper-small  20 % av 500,0 MB",
        "kb-whisper-small  30 % av 500,0 MB, 5,0 MB/s, 1 min 10 s kvar",
        "kb-whisper-small  100 % av 500,0 MB, 20,0 MB/s\n",
    ]


def test_in_a_log_a_line_comes_every_tenth() -> None:
    log, at = StringIO(), iter(range(1000))
    line = ProgressLine("model", log, clock=lambda: float(next(at)))
    for done in range(101):
        line(done * 1_000_000, 100_000_000)
    lines = log.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[1] == "model  10 % av 100,0 MB, 1,0 MB/s, 1 min 30 s kvar"
    assert lines[-1] == "model  100 % av 100,0 MB, 1,0 MB/s"


def test_nothing_to_do_is_done_at_once() -> None:
    log = StringIO()
    ProgressLine("model", log)(0, 0)
    assert log.getvalue() == "model  0 % av 0,0 MB\n"


def test_an_english_terminal_is_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    log, at = StringIO(), iter([0.0, 10.0])
    line = ProgressLine("Sealed files", log, unit="files", clock=lambda: next(at))
    line(0, 50)
    line(5, 50)
    assert log.getvalue().splitlines()[1] == "Sealed files  10 % of 50 files, 0 files/s, 1 min 30 s left"


def test_a_question_is_answered_in_either_language_and_by_nobody_with_no() -> None:
    @click.command()
    def ask() -> None:
        click.echo(agrees("Remove %(model)s from this machine?", model="kb"))

    for typed, is_yes in (("j\n", True), ("Ja\n", True), ("y\n", True), ("n\n", False), ("\n", False)):
        said = CliRunner().invoke(ask, input=typed).output
        assert said.startswith("Ta bort kb från den här maskinen? [j/N]: ")
        assert said.endswith(f"{is_yes}\n")
    assert CliRunner().invoke(ask, input="").exit_code == 1


def test_a_secret_from_a_pipe_is_read_without_a_warning() -> None:
    @click.command()
    def ask() -> None:
        click.echo(len(ask_secret("Recovery code")))

    done = CliRunner().invoke(ask, input="ABCD-EFGH\n")
    assert done.output == "Återställningskod: \n9\n"
