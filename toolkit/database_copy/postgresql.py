"""PostgreSQL's copy, by COPY within one snapshot.

Our own, and not `pg_dump`: that program is not part of what we install, refuses a server newer than itself, and could
not give its output to a seal without a shell. The tables come from our migrations, so the rows are all that is needed.
Each table is a line that names it and its columns, then what COPY gives in text form, then an empty piece.
"""

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, Connection

from toolkit import migrating
from toolkit.database_copy.facts import Facts, Reader, Target, of_tables
from toolkit.db import Base
from toolkit.errors import N_, Tampered, WrongState

VERSION_TABLE = "alembic_version"
SIZE = struct.Struct(">I")
LARGEST = 16 * 1024 * 1024
COLUMNS = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attgenerated = '' ORDER BY c.relname, a.attnum
"""
FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conname
"""
SEQUENCES = """
    SELECT t.relname, a.attname, s.oid::regclass::text FROM pg_class s
    JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace
"""
NOT_EMPTY = N_("The database is not empty. Make an empty one, and name it in BR_DATABASE_URL.")
DAMAGED = N_("What the copy holds of the database is damaged.")
Driver = psycopg.Connection[tuple[Any, ...]]


@contextmanager
def snapshot(url: URL) -> Iterator[tuple[Facts, Driver]]:
    """What the database holds now, and a connection that sees this moment for as long as the block lasts."""
    engine = create_engine(url)
    try:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            driver = _driver(connection)
            driver.execute("SET TRANSACTION READ ONLY")
            yield of_tables(_columns(driver), lambda statement: driver.execute(statement.encode()).fetchall()), driver
            connection.rollback()
    finally:
        engine.dispose()


def write(driver: Driver, target: Target, *, everything: bool = False) -> None:
    """Every row of every table of ours. What else somebody has put into the database has no place in another one.

    With `everything` also tables that this version has not, for an older one may.
    """
    own = {*Base.metadata.tables, VERSION_TABLE}
    for table, columns in _columns(driver).items():
        if not everything and table not in own:
            continue
        _put(target, json.dumps([table, columns]).encode())
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), names)
        with driver.cursor() as cursor, cursor.copy(statement) as rows:
            for piece in filter(None, rows):
                _put(target, bytes(piece))
        _put(target, b"")


def load(url: URL, source: Reader, *, revision: str, others: bool = False) -> None:
    """Make the tables of a revision in an empty database and fill them: all of it, or nothing.

    With `others` a copy may hold tables that the revision has not, which are passed over.

    Raises WrongState for a database that is not empty, Tampered for bytes that are no such copy.
    """
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            driver = _driver(connection)
            if _columns(driver):
                raise WrongState(NOT_EMPTY)
            migrating.run(connection, to=revision)
            with _unguarded(driver):
                _fill(driver, source, others=others)
    except (psycopg.DataError, psycopg.IntegrityError) as error:  # no such values, or rows that do not fit together
        raise Tampered(DAMAGED) from error
    finally:
        engine.dispose()


def is_empty(url: URL) -> bool:
    """Whether there is no table yet."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return not _columns(_driver(connection))
    finally:
        engine.dispose()


def make_schema(url: URL, name: str) -> URL:
    """Make a schema of its own in the same database, and the address by which only that is seen."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            _driver(connection).execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
    finally:
        engine.dispose()
    return url.update_query_dict({"options": f"-csearch_path={name}"})


def drop_schemas(url: URL, prefix: str) -> None:
    """Remove every schema whose name begins so, with all that is in it."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            driver = _driver(connection)
            names = driver.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [prefix])
            for (name,) in names.fetchall():
                driver.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
    finally:
        engine.dispose()


def _fill(driver: Driver, source: Reader, *, others: bool = False) -> None:
    known = _columns(driver)
    while head := _piece(source, may_end=True):
        table, columns = _head(head)
        if others and table not in known:
            while _piece(source):
                pass
            continue
        if table not in known or not columns or set(columns) - set(known[table]):
            raise Tampered(DAMAGED)
        driver.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
        with driver.cursor() as cursor, cursor.copy(statement) as rows:
            while piece := _piece(source):
                rows.write(piece)


def _head(piece: bytes) -> tuple[str, list[str]]:
    """Which table the following pieces are of, and which of its columns. Raises Tampered."""
    try:
        table, columns = json.loads(piece)
    except (ValueError, TypeError) as error:
        raise Tampered(DAMAGED) from error
    if not isinstance(table, str) or not isinstance(columns, list) or not all(isinstance(one, str) for one in columns):
        raise Tampered(DAMAGED)
    return table, columns


@contextmanager
def _unguarded(driver: Driver) -> Iterator[None]:
    """Without foreign keys and the trail's guards, which are for rows that come one by one; all is back at the end."""
    keys = driver.execute(FOREIGN_KEYS).fetchall()
    tables = [sql.Identifier(table) for table in _columns(driver)]
    for table, name, _definition in keys:
        driver.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.SQL(table), sql.Identifier(name)))
    for one in tables:
        driver.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(one))
    yield
    for one in tables:
        driver.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(one))
    for table, name, definition in keys:
        statement = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}")
        driver.execute(statement.format(sql.SQL(table), sql.Identifier(name), sql.SQL(definition)))
    for table, column, sequence in driver.execute(SEQUENCES).fetchall():
        following = sql.SQL("SELECT setval({}, coalesce(max({}), 0) + 1, false) FROM {}")
        driver.execute(following.format(sequence, sql.Identifier(column), sql.Identifier(table)))


def _columns(driver: Driver) -> dict[str, list[str]]:
    rows = driver.execute(COLUMNS).fetchall()
    return {table: [column for _, column in of_it] for table, of_it in groupby(rows, key=lambda row: str(row[0]))}


def _driver(connection: Connection) -> Driver:
    connection.exec_driver_sql("SELECT 1")  # from here on there is a transaction
    return cast(Driver, connection.connection.driver_connection)


def _put(target: Target, piece: bytes) -> None:
    target.write(SIZE.pack(len(piece)) + piece)


def _piece(source: Reader, *, may_end: bool = False) -> bytes:
    head = source.read(SIZE.size)
    if not head and may_end:
        return b""
    if len(head) < SIZE.size or (size := SIZE.unpack(head)[0]) > LARGEST:
        raise Tampered(DAMAGED)
    piece = source.read(size)
    if len(piece) < size:
        raise Tampered(DAMAGED)
    return piece
