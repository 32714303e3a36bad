"""The database: one declarative base, UTC times, and how a transaction begins on SQLite and on PostgreSQL.

A request that only reads runs in a transaction that *cannot* write; a writer on SQLite takes the write lock at once
(BEGIN IMMEDIATE), because a deferred transaction that upgrades fails in spite of the busy timeout (docs/decisions).
"""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, SessionTransaction, mapped_column
from sqlalchemy.types import TypeDecorator

from toolkit import clock
from toolkit.row_ids import RowId
from toolkit.write_queue import WriteQueue

BUSY_TIMEOUT_MS = 15_000
CHECKPOINT_TIMEOUT_MS = 1_000
WRITES = "writes"
TURN = "turn"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC on both databases. A naive value is refused, since nobody knows what it means."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a naive datetime cannot be stored"
            raise ValueError(msg)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word_of(words: type[StrEnum], *, name: str, length: int) -> sa.Enum:
    """A column that holds one of a few words: an enum's value in the table, its member in Python and in templates.

    The database checks it too, under the constraint `name`. A longer `length` leaves room for words to come.
    """
    return sa.Enum(
        words,
        values_callable=lambda known: [word.value for word in known],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        name=name,
        length=length,
    )


class Base(DeclarativeBase):
    """The base of every table. Constraint names are fixed, so that migrations can name them on both databases."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    type_annotation_map = {datetime: UtcDateTime(), uuid.UUID: RowId(), dict[str, Any]: sa.JSON()}


class Identified:
    """Columns of nearly every table: an id that tells nothing, and when the row was made."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


db = SQLAlchemy(metadata=Base.metadata, session_options={"autoflush": True})

_read_only: ContextVar[bool] = ContextVar("read_only", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions that begin in this block cannot write: the database itself refuses."""
    token = _read_only.set(True)
    try:
        yield
    finally:
        _read_only.reset(token)


@contextmanager
def writing() -> Iterator[Session]:
    """A short transaction of its own, committed at the end of the block and rolled back on an error.

    For what must stay although the request fails: a wrong password is counted, a read is put on the trail. Raises
    RuntimeError where the request itself holds the write lock: the one would wait for the other.
    """
    if db.session.registry.has() and db.session().info.get(WRITES):
        msg = "this would wait for itself: the session of this request, or of this test, holds the write lock"
        raise RuntimeError(msg)
    token = _read_only.set(False)
    try:
        with Session(db.engine, expire_on_commit=False) as session, session.begin():
            yield session
    finally:
        _read_only.reset(token)


def lies_in(inner: SessionTransaction | None, outer: SessionTransaction) -> bool:
    """Whether a savepoint is another, or lies in it, however deep."""
    while inner is not None and inner is not outer:
        inner = inner.parent
    return inner is outer


def begin_request(*, read_only: bool) -> None:
    """Say what kind of transaction the request that starts now gets."""
    _read_only.set(read_only)


def _remember_kind(session: Session, transaction: SessionTransaction, _connection: Connection) -> None:
    if transaction.parent is None:
        session.info[WRITES] = not _read_only.get()


def _forget_kind(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(WRITES, None)


event.listen(Session, "after_begin", _remember_kind)
event.listen(Session, "after_transaction_end", _forget_kind)


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin on its own: _begin does
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(queue: WriteQueue, connection: Connection) -> None:
    read_only = _read_only.get()
    if not read_only:  # whose turn does not come in time asks SQLite itself
        connection.info[TURN] = queue.acquire(timeout_s=BUSY_TIMEOUT_MS / 1000)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _pass_on(queue: WriteQueue, info: dict[Any, Any]) -> None:
    """The next writer of this process may come. It meets at most the end of this transaction."""
    if info.pop(TURN, False):
        queue.release()


def _begin_postgresql(connection: Connection) -> None:
    if _read_only.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def has_one_writer() -> bool:
    """Whether nobody else writes while the caller does: so on SQLite, where a row that was looked for stays missing."""
    return db.engine.dialect.name == "sqlite"


def truncate_log() -> bool:
    """Bring SQLite's write-ahead log into the database file and empty it: what was removed is not to lie there.

    Waits a moment for readers; False when some stayed. True on PostgreSQL, whose log is its administrator's.
    """
    if not has_one_writer():
        return True
    connection = db.engine.raw_connection()  # no transaction of ours: within one there is no checkpoint
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={CHECKPOINT_TIMEOUT_MS}")
        try:
            is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError:  # this connection itself reads: a statement of it was not read to its end
            is_busy = True
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.close()
    finally:
        connection.close()
    return not is_busy


def configure(engine: Engine) -> None:
    """Give an engine our transactions. Raises `ValueError` for a database we do not test on."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        queue = WriteQueue()
        event.listen(engine, "begin", partial(_begin_sqlite, queue))
        for end in ("commit", "rollback"):
            event.listen(engine, end, lambda connection: _pass_on(queue, connection.info))
        event.listen(engine, "checkin", lambda _connection, record: _pass_on(queue, record.info))
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "begin", _begin_postgresql)
    else:
        msg = f"{engine.dialect.name} is not supported: use SQLite or PostgreSQL"
        raise ValueError(msg)


def connect(app: Flask) -> None:
    """Bind the app to its database."""
    # A connection that the server has dropped meanwhile is found out before a request is given to it.
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {"pool_pre_ping": True})
    db.init_app(app)
    with app.app_context():
        configure(db.engine)
