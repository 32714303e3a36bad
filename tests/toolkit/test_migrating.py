"""Migrations make the tables that the code expects, with everything that guards them, on both databases."""

import errno
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from tests.network import offline_environment
from tests.servers import postgres_database
from tests.toolkit.killed_migrations import SECOND
from toolkit import config, db, migrating
from toolkit.errors import Misconfigured

VERSIONS = migrating.FOLDER / "versions"
EXPECTED_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 15_000,
}


@pytest.fixture
def fresh(backend: str, tmp_path: Path) -> Iterator[Engine]:
    """A database of its own without tables, with our transactions."""
    sqlite = nullcontext(f"sqlite:///{tmp_path / 'fresh.sqlite3'}")
    with sqlite if backend == "sqlite" else postgres_database() as url:
        engine = sa.create_engine(url)
        db.configure(engine)
        yield engine
        engine.dispose()


def test_a_database_at_the_head_is_what_the_code_says(fresh: Engine) -> None:
    migrating.upgrade(fresh)
    with fresh.connect() as connection:
        assert migrating.drift(connection) == []


def test_going_up_again_changes_nothing(fresh: Engine) -> None:
    migrating.upgrade(fresh)
    throttle = "INSERT INTO sign_in_throttle (key, failures, latest_at) VALUES ('a', 1, '2026-01-01')"
    with fresh.begin() as connection:
        connection.execute(sa.text(throttle))
    migrating.upgrade(fresh)
    with fresh.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM sign_in_throttle")) == 1


@pytest.fixture
def place(tmp_path: Path) -> sa.URL:
    """Where an installation has its database."""
    return sa.make_url(f"sqlite:///{tmp_path / 'roster.sqlite3'}")


def test_a_first_start_and_a_start_without_news_copy_nothing(place: sa.URL, tmp_path: Path) -> None:
    for _ in range(2):
        assert migrating.bring_up(place) is None
    assert not list(tmp_path.glob("*before*"))


@pytest.mark.slow
def test_a_migration_that_is_killed_leaves_all_or_nothing_and_the_next_start_goes_on(tmp_path: Path) -> None:
    """Twenty kills of the first migration and twenty of a second one: half at chosen statements, half at any moment."""
    command = [sys.executable, "-m", "tests.toolkit.killed_migrations", str(tmp_path)]
    done = subprocess.run(
        command, check=False, cwd=config.ROOT, env=offline_environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    told = [line.split()[0] for line in done.stdout.splitlines()]
    assert told == ["whole"] * 40, done.stdout


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The migrations of a program with one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0002_a_second.py").write_text(SECOND)
    return folder


def test_an_older_program_leaves_a_newer_database_alone_and_the_copy_beside_it_is_the_way_back(
    place: sa.URL, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the administrators' document says it: the copy takes the database's place, and the older program starts."""
    migrating.bring_up(place)
    with monkeypatch.context() as program:
        program.setattr(migrating, "FOLDER", newer)
        copy = migrating.bring_up(place)
    assert copy
    assert copy.name == "roster-before-migrating-0001.sqlite3"
    for _ in range(2):
        with pytest.raises(Misconfigured, match="newer"):
            migrating.bring_up(place)
    assert copy.exists(), "whoever starts the older program first still has a way back"
    for ending in ("", "-wal", "-shm"):
        Path(f"{place.database}{ending}").unlink(missing_ok=True)
    copy.rename(str(place.database))
    assert migrating.bring_up(place) is None


def test_a_disk_without_room_is_said_in_a_sentence(place: sa.URL, newer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    migrating.bring_up(place)
    monkeypatch.setattr(migrating, "FOLDER", newer)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Misconfigured, match="disk is full"):
        migrating.bring_up(place)
    with closing(sqlite3.connect(str(place.database))) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_a_copy_is_whole_for_its_owner_and_the_last_one_stays(place: sa.URL, tmp_path: Path) -> None:
    migrating.bring_up(place)
    file = Path(str(place.database))
    (tmp_path / "roster-before-migrating-0000.part").write_text("what a kill left")
    older = migrating._copied(file, "0000")
    copy = migrating._copied(file, "0001")
    assert not older.exists()
    assert [path.name for path in tmp_path.glob("*before*")] == [copy.name]
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT count(*) FROM person").fetchone() == (0,)


def test_a_missing_column_is_drift(fresh: Engine) -> None:
    """The test above can fail."""
    migrating.upgrade(fresh)
    with fresh.begin() as connection:
        connection.execute(sa.text("ALTER TABLE worry DROP COLUMN handed_to"))
    with fresh.connect() as connection:
        assert "handed_to" in str(migrating.drift(connection))


def test_the_trail_is_guarded_after_migrating(fresh: Engine) -> None:
    migrating.upgrade(fresh)
    line = {"seq": 1, "at": "2026-01-01", "event": "test", "facts": "{}", "before": "0" * 64, "hash": "1" * 64}
    with fresh.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO audit_entry (seq, at, event, facts, previous_hash, hash)"
                " VALUES (:seq, :at, :event, :facts, :before, :hash)"
            ),
            line,
        )
    for change in ("UPDATE audit_entry SET event = 'other'", "DELETE FROM audit_entry"):
        with pytest.raises((DatabaseError, IntegrityError)), fresh.begin() as connection:
            connection.execute(sa.text(change))


def test_sqlite_keeps_its_promises_on_every_connection(fresh: Engine) -> None:
    if fresh.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no pragmas")
    migrating.upgrade(fresh)
    for _ in range(2):
        with fresh.connect() as connection:
            held = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in EXPECTED_PRAGMAS}
        assert held == EXPECTED_PRAGMAS
        fresh.dispose()


def test_one_worker_has_one_going_interview_by_the_database_itself(fresh: Engine) -> None:
    migrating.upgrade(fresh)
    names = {index["name"] for index in sa.inspect(fresh).get_indexes("assignment")}
    assert {"uq_assignment_place_going", "uq_assignment_child_going"} <= names


def test_migrations_form_one_line_and_are_numbered() -> None:
    files = sorted(path for path in VERSIONS.glob("*.py") if path.name != "__init__.py")
    assert [path.name[:4] for path in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    texts = [path.read_text("utf-8") for path in files]
    revisions = [re.search(r"^revision.* = ['\"](.+)['\"]", text, re.MULTILINE) for text in texts]
    parents = [re.search(r"^down_revision.* = (.+)$", text, re.MULTILINE) for text in texts]
    assert all(revisions)
    assert all(parents)
    for number, parent in enumerate(parents):
        before = revisions[number - 1]
        assert parent is not None
        assert before is not None
        assert parent[1].strip("'\"") == (before[1] if number else "None")


@pytest.mark.every_database
def test_a_cluster_without_a_language_is_refused_with_how_to_make_another(backend: str) -> None:
    if backend == "sqlite":
        migrating.require_utf8(sa.make_url("sqlite://"))
        return
    with postgres_database() as url:
        migrating.require_utf8(sa.make_url(url))
    with postgres_database("SQL_ASCII") as url, pytest.raises(Misconfigured, match="createdb --encoding=UTF8"):
        migrating.bring_up(sa.make_url(url))
