"""What refers to a row, in whichever room: read from the foreign keys themselves, so that no room can be forgotten.

A room may not import those that come after it, and yet must know what rests on a thing before it takes the thing away.
"""

import uuid
from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, Table

from toolkit.db import Base, db

Ids = Select[uuid.UUID] | Collection[uuid.UUID]


def count(kind: type[Base], ids: Ids, *, besides: Collection[str] = ()) -> dict[str, int]:
    """How many rows of each table refer to rows of `kind`, by the table's name; tables without any are left out.

    `besides` are tables that are part of the thing itself.
    """
    total: dict[str, int] = {}
    for found in count_each(kind, ids, besides=besides).values():
        for name, many in found.items():
            total[name] = total.get(name, 0) + many
    return total


def count_each(kind: type[Base], ids: Ids, *, besides: Collection[str] = ()) -> dict[uuid.UUID, dict[str, int]]:
    """The same for each row by itself, in one question; rows that nothing refers to are left out."""
    counts = [
        sa.select(column, sa.literal(table.name), sa.func.count()).where(column.in_(ids)).group_by(column)
        for table, column in _referring(kind, besides)
    ]
    found: dict[uuid.UUID, dict[str, int]] = {}
    for row_id, name, many in db.session.execute(sa.union_all(*counts)) if counts else ():
        of_row = found.setdefault(row_id, {})
        of_row[name] = of_row.get(name, 0) + many
    return found


def list_referred(kind: type[Base], ids: Ids, *, besides: Collection[str] = ()) -> set[uuid.UUID]:
    """Which of these rows of `kind` anything refers to."""
    columns = [sa.select(column).where(column.in_(ids)) for _table, column in _referring(kind, besides)]
    return set(db.session.scalars(sa.union(*columns))) if columns else set()


def point_anew(kind: type[Base], row_id: uuid.UUID, *, to: uuid.UUID) -> None:
    """Let everything that refers to a row of `kind` refer to another."""
    for table, column in _referring(kind, ()):
        db.session.execute(sa.update(table).where(column == row_id).values({column.name: to}))


def _referring(kind: type[Base], besides: Collection[str]) -> Iterator[tuple[Table, ColumnElement[uuid.UUID]]]:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is kind.__table__ and table.name not in besides:
                yield table, key.parent
