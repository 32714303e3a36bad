"""Migrations: bring a database to the shape that the tables of this version have, on SQLite and on PostgreSQL.

All of it or nothing, whenever the power goes: one transaction holds every step. On SQLite a copy is made first.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from flask.cli import with_appcontext
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import OperationalError

from toolkit.db import Base, configure, reading
from toolkit.errors import N_, Misconfigured

FOLDER = Path(__file__).parent / "migrations"
LOCK = 0x6272_6D69  # any number will do, so long as only migrations ask PostgreSQL for it

NO_ROOM = N_(
    "The database could not be brought up to date: the disk is full, or may not be written to. Nothing is lost."
)
NEWER = N_("The database is newer than this program. Start the newer version, or put the copy of the database back.")

NOT_UTF8 = N_(
    "The database keeps text as %(kind)s, in which å, ä and ö do not last. Make an empty one, and name it in"
    " BR_DATABASE_URL: createdb --encoding=UTF8 --template=template0 --owner=roster roster"
)


def bring_up(url: URL) -> Path | None:
    """Bring the database up to date, if it is not; the copy that was made before, if one was.

    Raises `Misconfigured` with what to do when there is no room, when the database is newer than the program, or when
    it keeps text in another form than UTF-8.
    """
    require_utf8(url)
    engine = create_engine(url)
    configure(engine)
    try:
        if url.database and _is_sqlite(engine):
            _keep_to_owner(Path(url.database))
        before = _revision_of(engine)
        if before == ScriptDirectory(str(FOLDER)).get_current_head():
            return None
        if before and not is_known(before):  # before a copy is made: it would take the place of the way back
            raise Misconfigured(NEWER)
        copy = _copied(Path(url.database), before) if before and url.database and _is_sqlite(engine) else None
        upgrade(engine)
    except CommandError as error:
        raise Misconfigured(NEWER) from error
    except (OSError, sqlite3.OperationalError, OperationalError) as error:
        if not _is_sqlite(engine):
            raise
        raise Misconfigured(NO_ROOM) from error
    else:
        return copy
    finally:
        engine.dispose()


def _keep_to_owner(database: Path) -> None:
    """Make the file before SQLite does, which asks the umask; what SQLite puts beside it gets the file's own mode."""
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    database.touch(mode=0o600)
    for ending in ("", "-wal", "-shm"):
        file = database.with_name(database.name + ending)
        if file.exists() and file.stat().st_mode & 0o077:
            file.chmod(0o600)


def is_known(revision: str) -> bool:
    """Whether this program has the migration of that name; one that it has not belongs to a newer program."""
    return revision in {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}


def upgrade(engine: Engine) -> None:
    """Run what is missing, all of it or none of it, and one process at a time."""
    with engine.connect() as connection:
        if _is_sqlite(engine):  # a table that is rebuilt is dropped first, and must not take with it what points at it
            _plainly(connection, "PRAGMA foreign_keys=OFF")
        with connection.begin():
            if not _is_sqlite(engine):
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            run(connection)
            if _is_sqlite(engine) and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                msg = "the migration leaves a row that points at nothing"
                raise RuntimeError(msg)
        if _is_sqlite(engine):
            _plainly(connection, "PRAGMA foreign_keys=ON")


def run(connection: Connection, *, to: str = "head") -> None:
    """Run what is missing up to a version, within a transaction of the caller's."""
    command.upgrade(_config(connection), to)


def is_current(engine: Engine) -> bool:
    """Whether the database has the shape that this version wants."""
    return _revision_of(engine) == ScriptDirectory(str(FOLDER)).get_current_head()


def revision_to_leave(url: URL) -> str | None:
    """The version of the tables that `bring_up` would change; None when it would change nothing that is there."""
    engine = create_engine(url)
    try:
        before = _revision_of(engine)
    finally:
        engine.dispose()
    return before if before and is_known(before) and before != ScriptDirectory(str(FOLDER)).get_current_head() else None


def require_utf8(url: URL) -> None:
    """Refuse a PostgreSQL whose cluster was made without a language: it keeps bytes as they come, of any length.

    Raises `Misconfigured` with how to make another database.
    """
    if url.get_backend_name() != "postgresql":
        return
    engine = create_engine(url, connect_args={"client_encoding": "utf8"})
    try:
        with engine.connect() as connection:
            kind = connection.scalar(sa.text("SHOW server_encoding"))
    finally:
        engine.dispose()
    if kind != "UTF8":
        raise Misconfigured(NOT_UTF8, kind=kind)


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _plainly(connection: Connection, statement: str) -> None:
    """Outside of any transaction."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - for the types
    driver.execute(statement)


def _revision_of(engine: Engine) -> str | None:
    """Where the database stands; None before the first migration."""
    with reading(), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _copied(file: Path, revision: str) -> Path:
    """A copy of the database beside it, whole or not there, for its owner alone. Older copies go when it is made."""
    copy = file.with_name(f"{file.stem}-before-migrating-{revision}{file.suffix}")
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(file, isolation_level=None)) as source:
        source.execute("VACUUM INTO ?", (str(part),))
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.rename(copy)
    for older in file.parent.glob(f"{file.stem}-before-migrating-*{file.suffix}"):
        if older != copy:
            older.unlink()
    return copy


@click.command(hidden=True)  # for whoever changes a table: DEVELOPERS.md
@click.argument("message")
@with_appcontext
def revision(message: str) -> None:
    """Write the next migration: what the tables in code have, and a database at head has not."""
    engine = create_engine("sqlite://")
    upgrade(engine)
    with engine.begin() as connection:
        number = f"{len(list((FOLDER / 'versions').glob('*.py'))) + 1:04}"
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=number)


def drift(connection: Connection) -> list[object]:
    """What differs between the migrated database and the tables in code: empty when somebody did their work."""
    context = MigrationContext.configure(
        connection,
        opts={"compare_type": True, "render_as_batch": True, "target_metadata": Base.metadata},
    )
    return list(compare_metadata(context, Base.metadata))


def _config(connection: Connection) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    settings.attributes["connection"] = connection
    return settings
