"""The start makes what is missing, once, and says what was lost in place of making it anew."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import create_app
from tests.transcription.interviews import an_interview
from toolkit import clock, config, logs, migrating, starting, supervising, terminal
from toolkit.cycles.models import EndReason
from toolkit.db import db
from toolkit.errors import HouseError, Misconfigured
from toolkit.logs import log
from toolkit.surveys import offering
from toolkit.vault.columns import vault
from toolkit.vault.keys import load
from toolkit.vault.models import KeyCheck

pytestmark = pytest.mark.one_database


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"BR_INSTANCE": str(tmp_path / "instance")}


def files(environment: dict[str, str]) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in Path(environment["BR_INSTANCE"], "keys").iterdir()}


def digest(environment: dict[str, str]) -> str:
    with create_app(config.read(environment)).app_context():
        return offering.digest("BBBB-2222")


def noted(settings: config.Settings) -> set[str]:
    engine = sa.create_engine(settings.database_url)
    with engine.connect() as connection:
        found = set(connection.scalars(sa.select(KeyCheck.key_id)))
    engine.dispose()
    return found


def test_the_first_start_makes_keys_and_the_second_leaves_them(environment: dict[str, str]) -> None:
    settings = starting.prepare_instance(environment)
    made = files(environment)
    assert {"vault.json", "data_keys.json", "session.key"} <= made.keys()
    assert starting.prepare_instance(environment) == settings
    assert files(environment) == made
    ring = load(starting.key_file(settings), sealed_data_exist=True)
    assert noted(settings) == {ring.active, "installation"}
    assert f"{clock.now():%Y}" in ring.active


def test_a_set_up_that_was_broken_off_between_the_two_files_is_ended(environment: dict[str, str]) -> None:
    folder = Path(environment["BR_INSTANCE"], "keys")
    folder.parent.mkdir(mode=0o700)
    folder.mkdir(mode=0o700)
    starting.make_keys(folder, sealed_data_exist=False)
    ring = (folder / "vault.json").read_bytes()
    (folder / "data_keys.json").unlink()
    starting.prepare_instance(environment)
    assert files(environment)["vault.json"] == ring
    assert "data_keys.json" in files(environment)


@pytest.mark.parametrize("lost", ["vault.json", "data_keys.json"])
def test_lost_keys_are_said_and_not_made_anew(environment: dict[str, str], lost: str) -> None:
    starting.prepare_instance(environment)
    Path(environment["BR_INSTANCE"], "keys", lost).unlink()
    with pytest.raises(HouseError) as refused:
        starting.prepare_instance(environment)
    assert isinstance(refused.value, Misconfigured)
    assert "backup" in refused.value.message
    assert lost not in files(environment)


def test_a_lost_session_key_is_said_and_no_childs_code_dies_with_it(
    environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    starting.prepare_instance(environment)
    before, secret = digest(environment), files(environment)["session.key"]
    assert terminal.in_words(starting.NEW_SESSION_KEY) not in capsys.readouterr().out
    Path(environment["BR_INSTANCE"], "keys", "session.key").unlink()
    starting.prepare_instance(environment)
    assert terminal.in_words(starting.NEW_SESSION_KEY) in capsys.readouterr().out
    assert files(environment)["session.key"] != secret
    assert digest(environment) == before


def test_keys_that_are_older_than_the_data_are_told(
    environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    settings = starting.prepare_instance(environment)
    with create_app(settings).app_context():
        going_on, taken_back = an_interview().assignment, an_interview().assignment
        taken_back.end_reason = EndReason.WITHDRAWN
        lost, destroyed = going_on.id.hex, taken_back.id.hex
        db.session.commit()
        vault().keys.destroy(destroyed)
        starting.prepare_instance(environment)
        assert "have no key" not in capsys.readouterr().out
        vault().keys.destroy(lost)
        starting.prepare_instance(environment)
        assert terminal.in_words(starting.LOST_KEYS, number=1) in capsys.readouterr().out
        db.session.remove()
        db.engine.dispose()


def test_a_database_that_is_not_there_is_said(environment: dict[str, str]) -> None:
    starting.prepare_instance(environment)
    nowhere = environment | {"BR_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/nothing"}
    with pytest.raises(Misconfigured, match="cannot be reached"):
        create_app(config.read(nowhere))


@pytest.fixture
def open_umask() -> Iterator[None]:
    """As most machines have it: what a program makes can be read by everybody there, unless it says otherwise."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.stat().st_mode & 0o077)


@pytest.mark.usefixtures("open_umask")
def test_whatever_lies_in_the_instance_is_its_owners_alone(environment: dict[str, str], tmp_path: Path) -> None:
    """In a folder that was there before, with every kind of file that the program makes, also while it writes."""
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    settings = starting.prepare_instance(environment)
    app = create_app(settings)
    handlers = log.handlers[:]
    with supervising.only_one(instance), app.app_context():
        logs.begin(settings, "web", aloud=False)
        log.warning("a line")
        with vault().writing("file-1") as writer:
            writer.write(b"sound")
        db.session.add(KeyCheck(key_id="another", value="x"))
        db.session.flush()
        made = {each.name for each in instance.rglob("*")}
        assert {"roster.sqlite3", "roster.sqlite3-wal", "roster.sqlite3-shm", "web.jsonl", "vault.json"} <= made
        assert open_to_others(instance) == []
        db.session.rollback()
        migrating._copied(instance / "roster.sqlite3", "0000")
        assert open_to_others(instance) == []
        db.session.remove()
        db.engine.dispose()
    for handler in log.handlers:
        handler.close()
    log.handlers[:] = handlers


@pytest.mark.usefixtures("open_umask")
def test_a_database_that_was_left_open_is_closed_at_the_next_start(environment: dict[str, str]) -> None:
    instance = starting.prepare_instance(environment).instance
    (instance / "roster.sqlite3").chmod(0o644)
    (instance / "roster.sqlite3-wal").touch(mode=0o644)
    starting.prepare_instance(environment)
    assert open_to_others(instance) == []
