"""Sealed columns as the bare bytes that the database holds, for tests that copy, swap or search them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from toolkit.db import Base, db
from toolkit.vault.columns import SealedText, row_name


@dataclass(frozen=True)
class Blob:
    """One sealed value: where it stands, and its bytes."""

    label: str
    row: str
    data: bytes


@cache
def raw(table: sa.Table) -> sa.Table:
    """The same table, with bytes where sealed texts stand: nothing is opened by reading it, nor sealed by writing."""
    kinds = {each.name: sa.LargeBinary() if isinstance(each.type, SealedText) else each.type for each in table.c}
    keys = {each.name for each in table.primary_key}
    columns = [sa.Column(name, kind, primary_key=name in keys) for name, kind in kinds.items()]
    return sa.Table(table.name, sa.MetaData(), *columns)


def list_labels() -> dict[str, sa.Table]:
    """Every sealed column of the program, by its label."""
    return {
        column.type.label: table
        for table in Base.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, SealedText)
    }


def every_blob() -> Iterator[Blob]:
    """Everything sealed in the database, as it lies there."""
    for label, table in list_labels().items():
        bare = raw(table)
        for found in db.session.execute(sa.select(bare)).mappings():
            if (data := found[label.partition(".")[2]]) is not None:
                yield Blob(label, row_name(*(found[key.name] for key in table.primary_key)), bytes(data))


def swap(table: sa.Table, column: str, one: Any, other: Any) -> None:
    """Let two rows change what stands in a column, as somebody with the database file could. By primary key."""
    bare = raw(table)
    key, value = bare.primary_key.columns[0], bare.c[column]
    held = {each: db.session.scalar(sa.select(value).where(key == each)) for each in (one, other)}
    for at, of in ((one, other), (other, one)):
        db.session.execute(sa.update(bare).where(key == at).values({column: held[of]}))
    db.session.expire_all()
