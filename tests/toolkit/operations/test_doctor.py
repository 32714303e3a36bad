"""`doctor` tells each thing in a line, in both languages, with the way out, and never a secret; it changes nothing."""

import json
import os
import shutil
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from app import main
from tests.wall_clock import ahead
from toolkit import language, starting
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.findings import CHECKS, Finding, Level
from toolkit.jobs import leases, queue
from toolkit.mail import smtp
from toolkit.mail.models import Failure
from toolkit.operations import machine, program

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation as `prepare` leaves it, made once."""
    instance = tmp_path_factory.mktemp("doctor") / "instance"
    starting.prepare_instance({"BR_INSTANCE": str(instance)})
    return instance


@pytest.fixture
def instance(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which the command finds in the environment."""
    mine = tmp_path / "instance"
    shutil.copytree(prepared, mine)
    for name in [name for name in os.environ if name.startswith("BR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BR_INSTANCE", str(mine))
    monkeypatch.setattr(machine, "free_bytes", lambda _folder: machine.ENOUGH_FREE)
    return mine


def ask(*options: str) -> Result:
    return CliRunner().invoke(main, ["doctor", "--language", "en", *options])


def lines(result: Result) -> dict[str, str]:
    """What stands after each «well  Disk:», by what it is about; the last one where there are several."""
    return {line[7:].partition(":")[0]: line for line in result.output.splitlines() if line[5:7] == "  "}


@pytest.fixture
def listening() -> Iterator[int]:
    """A port where something listens that is not ours, and answers nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_prepared_installation_lacks_only_what_runs(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BR_PORT", "1")
    result = ask()
    found = lines(result)
    assert result.exit_code == 1
    assert {about for about, line in found.items() if line.startswith("WRONG")} == {"The worker"}
    assert "python app.py worker" in found["The worker"]
    assert "python app.py up" in found["Port"]
    for about in ("The folder", "Disk", "Settings", "The keys", "Database", "Recordings", "Mail"):
        assert found[about].startswith("well "), found[about]


def test_it_says_the_same_in_swedish(instance: Path) -> None:
    result = CliRunner().invoke(main, ["doctor", "--language", "sv"])
    assert "bra    Nycklarna: De hör till den här databasen." in result.output
    assert len(result.output.splitlines()) == len(ask().output.splitlines())


def test_it_tells_no_secret_and_changes_nothing(instance: Path) -> None:
    secrets = [path.read_text() for path in (instance / "keys").glob("*.key")]
    secrets += json.loads((instance / "keys" / "vault.json").read_text())["keys"].values()
    before = {path: path.read_bytes() for path in instance.rglob("*") if path.is_file()}
    said = ask("--thorough").output
    assert not [secret for secret in secrets if secret.strip() in said]
    assert {path: path.read_bytes() for path in instance.rglob("*") if path.is_file()} == before


def test_a_worker_that_works_is_seen(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "count_workers", lambda: 2)
    result = ask()
    assert (result.exit_code, lines(result)["The worker"]) == (0, "well   The worker: Workers that are awake: 2")


def test_a_folder_that_is_not_there_says_how_to_make_it(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BR_INSTANCE", str(instance / "no"))
    result = ask()
    assert result.exit_code == 1
    assert "Run: python app.py prepare" in lines(result)["The folder"]
    assert "Run: python app.py prepare" in lines(result)["Settings"]
    assert not (instance / "no").exists()


def test_a_file_that_others_can_reach_is_named_with_what_closes_it(instance: Path) -> None:
    (instance / "keys" / "vault.json").chmod(0o644)
    found = lines(ask())
    assert str(instance / "keys" / "vault.json") in found["The folder"]
    assert "chmod" in found["The folder"]
    assert found["The program"].startswith("WRONG")


@pytest.mark.parametrize(
    ("free", "mark"), [(1, "WRONG"), (machine.LEAST_FREE, "look "), (machine.ENOUGH_FREE, "well ")]
)
def test_the_room_that_is_left_is_told(instance: Path, monkeypatch: pytest.MonkeyPatch, free: int, mark: str) -> None:
    monkeypatch.setattr(machine, "free_bytes", lambda _folder: free)
    assert lines(ask())["Disk"].startswith(mark)


def test_a_disk_that_cannot_be_written_to_is_told(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "is_writable", lambda _folder: False)
    assert "Nothing can be written" in lines(ask())["Disk"]


def test_a_setting_that_is_unsafe_is_said_in_its_own_sentence(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BR_PROXIES", "0.0.0.0/0")
    assert "BR_PROXIES must not hold every address" in lines(ask())["Settings"]


def test_every_setting_that_is_wrong_is_told_at_once(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is missed only because another was taken away for the look is not."""
    for name, value in {
        "BR_BACKUP_DAYS": "-1", "BR_STEP_UP_MINUTES": "500", "BR_PORT": "many",
        "BR_PROXIES": "10.0.0.1", "BR_ADDRESS": "no address at all",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    result = ask()
    told = [line for line in result.output.splitlines() if line.startswith("WRONG  Settings: ")]
    assert result.exit_code == 1
    for name in ("BR_BACKUP_DAYS", "BR_STEP_UP_MINUTES", "BR_PORT", "BR_ADDRESS"):
        assert sum(name in line for line in told) == 1, told
    assert len(told) == 4


def test_something_else_on_our_port_is_told(instance: Path, listening: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BR_PORT", str(listening))
    monkeypatch.setattr(machine, "PATIENCE_S", 0.2)
    assert "Something else listens" in lines(ask())["Port"]


def test_keys_of_another_installation_are_told(instance: Path) -> None:
    shutil.rmtree(instance / "keys")
    starting.make_keys(instance / "keys", sealed_data_exist=False)
    (instance / "keys" / "session.key").write_text("k" * 48)
    (instance / "keys" / "session.key").chmod(0o600)
    assert "Put the" in lines(ask())["The program"]


def test_a_database_that_is_not_there_is_not_made(instance: Path) -> None:
    (instance / "roster.sqlite3").unlink()
    assert "python app.py prepare" in lines(ask())["Database"]
    assert not (instance / "roster.sqlite3").exists()


def test_a_file_that_is_no_database_is_no_trace(instance: Path) -> None:
    (instance / "roster.sqlite3").write_bytes(b"no database" * 1000)
    result = ask()
    assert (result.exit_code, lines(result)["The program"][:5]) == (1, "WRONG")
    assert "Traceback" not in result.output


def test_a_mail_server_that_refuses_us_is_told(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_settings: object) -> None:
        raise smtp.Refusal(Failure.CERTIFICATE)

    for name, value in (("HOST", "mail.example"), ("FROM", "roster@norrvik.example")):
        monkeypatch.setenv(f"BR_MAIL_{name}", value)
    monkeypatch.setenv("BR_ADDRESS", "https://roster.example")
    monkeypatch.setattr(smtp, "probe", refuse)
    assert "BR_MAIL_CA_FILE" in lines(ask())["Mail"]


def test_one_check_that_fails_hides_none_of_the_others(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> list[Finding]:
        raise RuntimeError("a secret")

    monkeypatch.setattr(program, "ALWAYS", (fail, *program.ALWAYS))
    result = ask()
    assert "could not be looked at (RuntimeError)" in result.output
    assert "a secret" not in result.output
    assert lines(result)["The keys"].startswith("well ")


def test_later_rooms_are_heard(app: Flask) -> None:
    assert "speech_models" in CHECKS.by_name()
    found = [one for check in CHECKS.each() for one in check()]
    assert [one.level for one in found if one.about == "Speech model"] == [Level.WARNING]


def test_a_clock_that_went_back_is_told(app: Flask) -> None:
    with ahead(timedelta(hours=1)):
        trail.record(None, Event.DEMO_LOADED)
        db.session.commit()
    assert [one.level for one in program.check_clock()] == [Level.WRONG]
    with ahead(timedelta(hours=1)):
        assert list(program.check_clock()) == []


def test_an_old_key_is_told(app: Flask) -> None:
    assert [one.level for one in program.check_keys()] == [Level.OK]
    with ahead(program.OLD_KEY + timedelta(days=2)):
        assert [one.level for one in program.check_keys()] == [Level.WARNING]


def test_a_worker_that_beats_is_counted(app: Flask) -> None:
    leases.beat("somebody")
    assert [one.level for one in program.check_worker()] == [Level.OK]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, "sv"), ({"LANG": "C.UTF-8"}, "sv"), ({"LANG": "en_GB.UTF-8"}, "en"),
     ({"LANG": "en_GB.UTF-8", "LC_ALL": "sv_SE.UTF-8"}, "sv")],
)  # fmt: skip
def test_the_language_is_the_terminals(environment: dict[str, str], expected: str) -> None:
    assert language.of_terminal(environment) == expected
    assert language.say_in(expected, "All is well.") == {"sv": "Allt är bra.", "en": "All is well."}[expected]
