"""A copy of PostgreSQL that the start makes by itself before it changes the tables, and the way back to it.

SQLite's file is copied as a file (`migrating`). Here every table that there is goes into one file in the data
folder, in the form of `postgresql`, after a line that names the version of the tables.
"""

import os
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.engine import URL

from toolkit import migrating
from toolkit.database_copy import postgresql
from toolkit.errors import N_, Misconfigured

PATTERN = "roster-before-migrating-*.postgresql"
HEAD = b"roster-before-migrating "
NO_COPY = N_("%(path)s is no copy that a start made before it changed the database.")


def keep(url: URL, folder: Path) -> Path | None:
    """A copy for its owner alone, whole or not there, if tables are about to be changed. Older ones go when it is made.

    Raises `OSError` when there is no room: then nothing is changed.
    """
    revision = migrating.revision_to_leave(url) if url.get_backend_name() == "postgresql" else None
    if revision is None:
        return None
    copy = folder / PATTERN.replace("*", revision)
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(HEAD + revision.encode() + b"\n")
        with postgresql.snapshot(url) as (_facts, driver):
            postgresql.write(driver, target, everything=True)
        target.flush()
        os.fsync(target.fileno())
    part.rename(copy)
    for older in folder.glob(PATTERN):
        if older != copy:
            older.unlink()
    return copy


def put_back(url: URL, file: Path) -> str:
    """Fill an empty database with a copy, in the shape that it had; the version of its tables.

    Raises `WrongState` for a database that is not empty, `Misconfigured` for a file that is no such copy or that is of
    a newer program, `Tampered` for one that is damaged.
    """
    with file.open("rb") as source:
        revision = _revision(source, file)
        postgresql.load(url, source, revision=revision, others=True)
    return revision


def _revision(source: BinaryIO, file: Path) -> str:
    head = source.readline(200)
    revision = head.removeprefix(HEAD).strip().decode("ascii", "replace")
    if not head.startswith(HEAD):
        raise Misconfigured(NO_COPY, path=file)
    if not migrating.is_known(revision):
        raise Misconfigured(migrating.NEWER)
    return revision
