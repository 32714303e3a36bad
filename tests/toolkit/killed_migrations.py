"""`python -m tests.toolkit.killed_migrations FOLDER`: migrates again and again, and is killed each time.

A process of its own, because it forks: a child migrates, and ends by SIGKILL at a chosen statement or a random moment.
Prints a line for each kill; a line that begins with «broken» is a fault.
"""

import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from toolkit import migrating

SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None


def upgrade():
    with op.batch_alter_table("sign_in_throttle", recreate="always") as batch:
        batch.add_column(sa.Column("note", sa.String(20), server_default="new"))
    op.execute("UPDATE sign_in_throttle SET note = key")
    op.create_table("second", sa.Column("id", sa.Integer(), primary_key=True))
"""
ROWS = 2000
MOMENTS = random.Random(7)


def main(folder: Path) -> None:
    """Twenty kills on the way to the first version, and twenty on the way from it to a second one."""
    versions = folder / "migrations"
    shutil.copytree(migrating.FOLDER, versions, ignore=shutil.ignore_patterns("__pycache__"))
    migrating.FOLDER = versions
    for revision in ("0001", "0002"):
        start = folder / f"start-{revision}.sqlite3"
        if revision == "0002":
            _bring_up(start)
            _fill(start)
            (versions / "versions" / "0002_a_second.py").write_text(SECOND)
        statements, seconds = _measure(start, folder)
        for number in range(20):
            file = folder / f"{revision}-{number}.sqlite3"
            if start.exists():
                shutil.copy(start, file)
            at = number * statements // 10 if number < 10 else 0
            after = MOMENTS.random() * seconds if number >= 10 else None
            _killed(file, at=at, after=after)
            print(
                "broken" if (fault := _fault(file, revision)) else "whole", revision, at, after, fault or "", flush=True
            )


def _bring_up(file: Path) -> None:
    migrating.bring_up(sa.make_url(f"sqlite:///{file}"))


def _fill(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        rows = [(f"key {number}", number) for number in range(ROWS)]
        database.executemany(
            "INSERT INTO sign_in_throttle (key, failures, latest_at) VALUES (?, ?, '2026-01-01')", rows
        )
        database.commit()


def _measure(start: Path, folder: Path) -> tuple[int, float]:
    """How many statements a migration has, and how long it takes."""
    file, count = folder / f"measured-{start.name}", [0]
    if start.exists():
        shutil.copy(start, file)

    def add(*_args: object) -> None:
        count[0] += 1

    begun = time.monotonic()
    sa.event.listen(Engine, "before_cursor_execute", add)
    _bring_up(file)
    sa.event.remove(Engine, "before_cursor_execute", add)
    return count[0], time.monotonic() - begun


def _killed(file: Path, *, at: int, after: float | None) -> None:
    child = os.fork()
    if child == 0:
        _migrate_and_die(file, at if after is None else -1)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _migrate_and_die(file: Path, at: int) -> None:
    left = [at]

    def count(*_args: object) -> None:
        left[0] -= 1
        if left[0] == -1:
            os.kill(os.getpid(), signal.SIGKILL)

    if at >= 0:
        sa.event.listen(Engine, "before_cursor_execute", count)
    _bring_up(file)
    os.kill(os.getpid(), signal.SIGKILL)


def _fault(file: Path, revision: str) -> str | None:
    """What is wrong after the next start, if anything is."""
    tries: list[Callable[[], str | None]] = [lambda: _half_done(file, revision), lambda: _not_whole(file, revision)]
    for number, look in enumerate(tries):
        if number:
            _bring_up(file)
        if fault := look():
            return fault
    return None


def _half_done(file: Path, revision: str) -> str | None:
    """Before the next start the database is as it was, or as it shall be."""
    if not file.exists():
        return None
    with closing(sqlite3.connect(file)) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if revision == "0001":
            return None if not tables or {"alembic_version", "person", "audit_entry"} <= tables else f"half: {tables}"
        (stands,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if ("second" in tables) == (stands == "0002") else f"half at {stands}"


def _not_whole(file: Path, revision: str) -> str | None:
    """After the next start everything is there, and so is the copy from before."""
    with closing(sqlite3.connect(file)) as database:
        stands = database.execute("SELECT version_num FROM alembic_version").fetchall()
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",) or stands != [(revision,)]:
            return f"stands at {stands}"
        if revision == "0001":
            return None
        counted = database.execute("SELECT count(*), sum(failures), sum(note = key) FROM sign_in_throttle").fetchone()
    copies = list(file.parent.glob(f"{file.stem}-before-migrating-*"))
    if counted != (ROWS, sum(range(ROWS)), ROWS) or len(copies) != 1:
        return f"rows: {counted}, copies: {copies}"
    with closing(sqlite3.connect(copies[0])) as database:
        in_copy = database.execute("SELECT count(*) FROM sign_in_throttle").fetchone()
    return None if in_copy == (ROWS,) and not copies[0].stat().st_mode & 0o077 else f"copy: {in_copy}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
