"""A copy is the database at one moment; it is put back whole or not at all, and never over anything.

These are the rules, on small files of SQLite. `tests/toolkit/backup` copies and restores the whole program, on both
databases.
"""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import URL, make_url

from toolkit.database_copy import copying, facts
from toolkit.errors import StorageFull, Tampered, WrongState

TABLES = """
    CREATE TABLE alembic_version (version_num TEXT);
    INSERT INTO alembic_version VALUES ('0001');
    CREATE TABLE audit_entry (seq INTEGER PRIMARY KEY, hash TEXT);
    CREATE TABLE recording (id INTEGER PRIMARY KEY, blob_id TEXT, words TEXT);
    CREATE TABLE edition (id INTEGER PRIMARY KEY, blob_id TEXT);
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "app.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(TABLES)
        connection.executemany("INSERT INTO audit_entry VALUES (?, ?)", [(1, "aa"), (2, "bb")])
        connection.executemany("INSERT INTO recording VALUES (?, ?, ?)", [(1, "sound", "ord"), (2, None, "ord")])
        connection.execute("INSERT INTO edition VALUES (1, 'report')")
        connection.commit()
    return file


def url_of(file: Path) -> URL:
    return make_url(f"sqlite:///{file}")


def copy_of(database: Path) -> bytes:
    target = io.BytesIO()
    with copying.snapshot(url_of(database), working=database.with_name("working")) as found:
        found.write(target)
    return target.getvalue()


def words_in(database: Path) -> Iterator[str]:
    with closing(sqlite3.connect(database)) as connection:
        yield from (words for (words,) in connection.execute("SELECT words FROM recording ORDER BY id"))


def test_a_copy_says_what_it_needs_without_being_opened(database: Path) -> None:
    with copying.snapshot(url_of(database), working=database.with_name("working")) as found:
        assert found.kind == copying.SQLITE
        assert found.facts == facts.Facts("0001", frozenset({"sound", "report"}), (2, "bb"))


def test_the_copy_is_of_the_moment_at_which_it_began(database: Path) -> None:
    working, target = database.with_name("working"), io.BytesIO()
    with copying.snapshot(url_of(database), working=working) as found:
        assert working.stat().st_mode & 0o077 == 0, "others on the machine could read it"
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("UPDATE recording SET words = 'senare'")
            connection.commit()
        found.write(target)
    assert not working.exists()
    restored = database.with_name("restored.sqlite3")
    copying.load(url_of(restored), io.BytesIO(target.getvalue()), kind=copying.SQLITE, revision="0001")
    assert [*words_in(restored)] == ["ord", "ord"]
    assert [*words_in(database)] == ["senare", "senare"]


def test_what_was_removed_is_not_in_the_copy(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("UPDATE recording SET words = 'kanariefågel' WHERE id = 1")
        connection.commit()
        connection.execute("DELETE FROM recording WHERE id = 1")
        connection.commit()
    assert "kanariefågel".encode() in database.read_bytes(), "or the test proves nothing"
    assert "kanariefågel".encode() not in copy_of(database)


@pytest.mark.parametrize("damage", [lambda whole: whole[: len(whole) // 2], lambda _: b"", lambda _: b"x" * 9000])
def test_a_damaged_copy_leaves_nothing_behind(database: Path, damage: object) -> None:
    assert callable(damage)
    target = database.with_name("restored.sqlite3")
    with pytest.raises(Tampered):
        copying.load(url_of(target), io.BytesIO(damage(copy_of(database))), kind=copying.SQLITE, revision="0001")
    assert sorted(file.name for file in database.parent.iterdir()) == [database.name]


def test_a_copy_is_never_put_over_anything(database: Path) -> None:
    copy, before = copy_of(database), database.read_bytes()
    with pytest.raises(WrongState):
        copying.load(url_of(database), io.BytesIO(copy), kind=copying.SQLITE, revision="0001")
    with pytest.raises(WrongState):
        copying.load(
            url_of(database.with_name("new.sqlite3")), io.BytesIO(copy), kind=copying.POSTGRESQL, revision="0001"
        )
    assert database.read_bytes() == before


def test_what_is_not_there_or_not_prepared_is_not_copied(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.sqlite3"
    with pytest.raises(WrongState), copying.snapshot(url_of(nowhere), working=tmp_path / "working"):
        pass
    sqlite3.connect(nowhere).close()
    nowhere.write_bytes(b"")
    with pytest.raises(WrongState), copying.snapshot(url_of(nowhere), working=tmp_path / "working"):
        pass
    assert not (tmp_path / "working").exists()


def test_a_full_disk_is_told_in_words(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(sqlite3.Connection):
        def execute(self, sql: str, *more: object) -> sqlite3.Cursor:
            if sql.startswith("VACUUM INTO"):
                raise sqlite3.OperationalError
            return super().execute(sql, *more)  # type: ignore[arg-type]

    really = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *one, **more: really(*one, **more, factory=Full))
    with pytest.raises(StorageFull):
        copy_of(database)
    assert not database.with_name("working").exists()
