"""Before a start changes PostgreSQL it keeps a copy of it, and an empty database becomes again what it was."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from sqlalchemy.engine import URL

from tests.servers import backends, postgres_database
from tests.toolkit.killed_migrations import SECOND
from toolkit import migrating
from toolkit.database_copy import before_migrating
from toolkit.database_copy.commands import restore_database
from toolkit.errors import Misconfigured, WrongState

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif("postgresql" not in backends(), reason="SQLite's file is copied as a file (test_migrating)"),
]
ROW = "INSERT INTO sign_in_throttle (key, failures, latest_at) VALUES ('å', 3, '2026-01-01')"


@pytest.fixture
def url() -> Iterator[URL]:
    """A database of the first version, with a row and somebody else's table in it."""
    with postgres_database() as made:
        found = sa.make_url(made)
        migrating.bring_up(found)
        run(found, ROW, "CREATE TABLE theirs (id integer)", "INSERT INTO theirs VALUES (1)")
        yield found


@pytest.fixture
def _newer(url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with one more migration, come after the database."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0002_a_second.py").write_text(SECOND)
    monkeypatch.setattr(migrating, "FOLDER", folder)


def run(url: URL, *statements: str) -> list[tuple[object, ...]]:
    """What the last statement answers."""
    engine = sa.create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                result = connection.execute(sa.text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()


def columns(url: URL) -> set[str]:
    """Those of the table that the second version changes."""
    asked = "SELECT column_name FROM information_schema.columns WHERE table_name = 'sign_in_throttle'"
    return {str(name) for (name,) in run(url, asked)}


def test_nothing_is_kept_when_nothing_changes(url: URL, tmp_path: Path) -> None:
    assert before_migrating.keep(url, tmp_path) is None
    with postgres_database() as empty:
        assert before_migrating.keep(sa.make_url(empty), tmp_path) is None
    assert before_migrating.keep(sa.make_url("sqlite://"), tmp_path) is None
    assert list(tmp_path.glob("roster-*")) == []


@pytest.mark.usefixtures("_newer")
def test_what_was_kept_is_the_way_back(url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older = tmp_path / "roster-before-migrating-0000.postgresql"
    older.touch()
    copy = before_migrating.keep(url, tmp_path)
    assert copy is not None
    assert (copy.stat().st_mode & 0o777, older.exists()) == (0o600, False)
    before = columns(url)
    migrating.bring_up(url)
    assert columns(url) == before | {"note"}
    with postgres_database() as made:
        empty = sa.make_url(made)
        monkeypatch.setenv("BR_DATABASE_URL", made)
        done = CliRunner().invoke(restore_database, [str(copy)], catch_exceptions=False)
        assert "(0001)" in done.output
        assert columns(empty) == before
        assert run(empty, "SELECT key, failures FROM sign_in_throttle") == [("å", 3)]
        assert migrating.revision_to_leave(empty) == "0001"
        with pytest.raises(WrongState, match="not empty"):
            before_migrating.put_back(empty, copy)


def test_another_file_and_a_newer_copy_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    nowhere = sa.make_url("postgresql+psycopg://nobody@/nothing")
    file.write_bytes(b"something else\n")
    with pytest.raises(Misconfigured, match="no copy that a start made"):
        before_migrating.put_back(nowhere, file)
    file.write_bytes(before_migrating.HEAD + b"0099\n")
    with pytest.raises(Misconfigured, match="newer than this program"):
        before_migrating.put_back(nowhere, file)
