"""SQLite's copy: the file itself, as `VACUUM INTO` writes it while others go on writing.

Such a copy holds no freed pages, so nothing in it that was removed before. It lies beside the database for as long as
it is read, readable by the program's account alone.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from toolkit.database_copy.facts import Facts, Reader, Target, of_tables
from toolkit.errors import N_, StorageFull, Tampered

FULL = N_("There is no room left beside the database for a copy of it. Make room, and try again.")
PIECE = 1024 * 1024


@contextmanager
def snapshot(database: Path, working: Path) -> Iterator[tuple[Facts, BinaryIO]]:
    """What the database holds now, and its bytes to read. The working file goes with the block. Raises StorageFull."""
    working.unlink(missing_ok=True)
    try:
        os.close(os.open(working, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(database, isolation_level=None, timeout=60)) as source:
            try:
                source.execute("VACUUM INTO ?", (str(working),))
            except sqlite3.OperationalError as error:
                raise StorageFull(FULL) from error
        with working.open("rb") as file:
            yield _facts(working), file
    finally:
        working.unlink(missing_ok=True)


def load(database: Path, source: Reader) -> None:
    """Put a copy in the place of a database that is not there: whole and on stable storage, or not at all.

    Raises Tampered for bytes that are no whole database.
    """
    part = database.with_name(f"{database.name}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            shutil.copyfileobj(source, file, PIECE)
            file.flush()
            os.fsync(file.fileno())
        if not _is_whole(part):
            raise Tampered(N_("What the copy holds of the database is damaged."))
        part.rename(database)
    finally:
        part.unlink(missing_ok=True)


def write(source: BinaryIO, target: Target) -> None:
    """Everything that is left of a file."""
    while piece := source.read(PIECE):
        target.write(piece)


def _is_whole(file: Path) -> bool:
    """An empty file is a sound database to SQLite, so it is asked for the version of its tables, too."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            is_sound = database.execute("PRAGMA quick_check").fetchone() == ("ok",)
            return bool(is_sound and database.execute("SELECT 1 FROM alembic_version").fetchone() == (1,))
    except sqlite3.DatabaseError:
        return False


def _facts(file: Path) -> Facts:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:

        def ask(statement: str) -> list[tuple[object, ...]]:
            return database.execute(statement).fetchall()

        tables = ask("SELECT name FROM sqlite_master WHERE type = 'table'")
        found = {str(table): [str(column[1]) for column in ask(f'PRAGMA table_info("{table}")')] for (table,) in tables}
        return of_tables(found, ask)
