"""The trail's rows as they lie in the database. Whatever somebody has made one hold stops no reader."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from toolkit.audit.models import AuditEntry
from toolkit.db import db

BATCH = 1000
COLUMNS = tuple(AuditEntry.__table__.columns)
UNREADABLE = (ValueError, TypeError, AttributeError, ArithmeticError, LookupError, RecursionError)
"""What comes of a value that its column does not hold: no date, no id, no JSON, nothing at all."""

# Without the columns' types, so that one value that they cannot read takes no other row with it.
RAW = [sa.type_coerce(column, sa.types.NULLTYPE).label(column.name) for column in COLUMNS]

Readers = Sequence[Callable[[Any], Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column; `values` is None where it cannot be read, and then its number may be all that is known."""

    seq: Any
    values: Mapping[str, Any] | None


def read_all(*, after: int = 0) -> Generator[Row]:
    """Every row after a number, the lowest first. After one that the driver cannot read there are no more."""
    readers = _readers()
    # What an anchor has disposed of is gone, also while its bytes still wait for the worker.
    living = sa.or_(AuditEntry.seq > after, AuditEntry.seq.is_(None)) if after else sa.true()
    in_order = sa.select(*RAW).where(living).order_by(AuditEntry.seq).execution_options(yield_per=BATCH)
    try:
        with closing(db.session.execute(in_order)) as rows:
            for row in rows:
                yield _read(row, readers)
    except DBAPIError:  # what the driver itself cannot read, such as bytes that are no text
        yield Row(None, None)


def read_numbered(numbers: Iterable[Any]) -> Iterator[Row]:
    """The rows with these numbers, in their order; each that cannot be read is among them."""
    wanted, readers = list(numbers), _readers()
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        try:
            found = _fetch(batch, readers)
        except DBAPIError:
            found = {number: row for number in batch for row in (_fetch_one(number, readers),) if row}
        yield from (found.get(number) or Row(number, None) for number in batch)


def _fetch(numbers: Sequence[Any], readers: Readers) -> dict[Any, Row]:
    query = sa.select(*RAW).where(AuditEntry.seq.in_(numbers))
    return {row.seq: _read(row, readers) for row in db.session.execute(query)}


def _fetch_one(number: Any, readers: Readers) -> Row | None:
    try:
        return _fetch([number], readers).get(number)
    except DBAPIError:
        return None


def _readers() -> Readers:
    """What makes each column's value of what the driver gives."""
    dialect = db.engine.dialect
    found = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in COLUMNS)
    return [reader or _as_it_is for reader in found]


def _read(row: Sequence[Any], readers: Readers) -> Row:
    seq = row[0]
    try:
        return Row(seq, {column.name: read(value) for column, read, value in zip(COLUMNS, readers, row, strict=True)})
    except UNREADABLE:
        return Row(seq, None)


def _as_it_is(value: Any) -> Any:
    return value
