"""Migrations make the tables that the code expects, with everything that guards them, on both databases."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from tests.servers import postgres_database
from toolkit import db, migrating

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
    throttle = "INSERT INTO sign_in_throttle (key, failures, first_at) VALUES ('a', 1, '2026-01-01')"
    with fresh.begin() as connection:
        connection.execute(sa.text(throttle))
    migrating.upgrade(fresh)
    with fresh.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM sign_in_throttle")) == 1


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
    assert {"uq_assignment_interviewer_going", "uq_assignment_child_going"} <= names


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
