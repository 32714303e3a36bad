"""Says, as rows are written, which row a sealed text is for and whose key it lies under.

A row that hangs on an interview, however far away, is sealed under that interview's key, or under the one of its
keys that its table names (`lies_under`); every other under the installation's. So are empty texts: they stay when a
key is destroyed. The key of a sealed file follows its row too.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, Session, object_session

from toolkit.vault import key_destruction
from toolkit.vault.columns import LIES_UNDER, OWNS, KeyPart, SealedText, TextForRow, key_name, row_name, vault
from toolkit.vault.data_keys import INSTALLATION, KeyGone
from toolkit.vault.sealing import SealedFile

FILE = frozenset({"blob_id", "key_id", "wrapped_key"})
"""The columns of a table that keeps sealed files."""

OWNERS = "owners_of_rows"

Way = tuple[tuple[str, sa.Table], ...]
"""Columns to follow from a row, each with the table that it points at."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is sealed in the rows of a mapped class: the attributes of its texts, whether it keeps a file, its owner.

    `defaults` are of the attributes that must have a value before anything is sealed: primary key and texts. `points`
    is the attribute where the way to the owner begins, `part` which of the owner's keys it is.
    """

    texts: frozenset[str]
    has_file: bool
    defaults: Mapping[str, Any]
    way: Way | None
    points: str | None
    part: KeyPart


def parts_of(table: sa.Table) -> tuple[KeyPart, ...]:
    """The data keys that each row of a table has."""
    parts: tuple[KeyPart, ...] = table.info.get(OWNS, ())
    return parts


def part_of(table: sa.Table) -> KeyPart:
    """Which of its owner's keys the rows of a table lie under."""
    return KeyPart(table.info.get(LIES_UNDER, KeyPart.WHOLE))


def has_file(table: sa.Table) -> bool:
    """Whether the rows of a table keep sealed files."""
    return set(table.c.keys()) >= FILE


@cache
def way_to_owner(table: sa.Table) -> Way | None:
    """From a row to the one whose key it lies under, by what must be there, the shortest way; () for that row itself.

    None for a table that hangs on no such row.
    """
    ways: list[tuple[sa.Table, Way]] = [(table, ())]
    seen = {table}
    for here, way in ways:
        if part_of(table) in parts_of(here):
            return way
        for column in sorted(here.c, key=lambda each: each.name):
            for key in () if column.nullable else column.foreign_keys:
                if key.column.table not in seen:
                    seen.add(key.column.table)
                    ways.append((key.column.table, (*way, (column.name, key.column.table))))
    return None


@cache
def _plan(mapper: Mapper[Any]) -> _Plan | None:
    table = cast(sa.Table, mapper.local_table)
    texts = frozenset(each.key for each in mapper.column_attrs if isinstance(each.columns[0].type, SealedText))
    if not texts and not has_file(table):
        return None
    primary = {mapper.get_property_by_column(column).key for column in mapper.primary_key}
    defaults = {name: mapper.column_attrs[name].columns[0].default for name in sorted(primary | texts)}
    way = way_to_owner(table)
    points = mapper.get_property_by_column(table.c[way[0][0]]).key if way else None
    return _Plan(
        texts,
        has_file(table),
        {name: each for name, each in defaults.items() if each is not None},
        way,
        points,
        part_of(table),
    )


def _make_keys(session: Session, _context: object, _instances: object) -> None:
    """New interviews get their keys all at once, before anything of them is written."""
    owned = {row: parts_of(cast(sa.Table, sa.inspect(row).mapper.local_table)) for row in session.new}
    for row in (row for row, parts in owned.items() if parts):
        row.id = row.id or uuid.uuid4()
    if names := [key_name(row.id, part) for row, parts in owned.items() for part in parts]:
        key_destruction.destroy_at_rollback(session, vault().keys.create(*names))


def _before_insert(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    if plan := _plan(mapper):
        _give_defaults(plan, row)
        _seal(mapper, plan, connection, row, plan.texts)


def _before_update(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    if (plan := _plan(mapper)) and (changed := sa.inspect(row).committed_state.keys() & (plan.texts | FILE)):
        _seal(mapper, plan, connection, row, changed)


def _after_write(mapper: Mapper[Any], _connection: Connection, row: Any) -> None:
    if plan := _plan(mapper):
        values = sa.inspect(row).dict
        values.update({name: str(values[name]) for name in plan.texts if isinstance(values.get(name), TextForRow)})


def _give_defaults(plan: _Plan, row: Any) -> None:
    for name, default in plan.defaults.items():
        if getattr(row, name) is None:
            setattr(row, name, default.arg(None) if default.is_callable else default.arg)


def _seal(mapper: Mapper[Any], plan: _Plan, connection: Connection, row: Any, names: Iterable[str]) -> None:
    session = cast(Session, object_session(row))
    key = _key_of(mapper, plan, connection, session, row)
    state = sa.inspect(row).dict
    primary = row_name(*mapper.primary_key_from_instance(row))
    for name in plan.texts & set(names):
        if (text := state.get(name)) is not None:
            if text and _is_gone(session, key):
                raise KeyGone
            state[name] = TextForRow.of(text, row=primary, key=key if text else INSTALLATION)
    if plan.has_file and row.wrapped_key is not None and row.key_id != key:
        moved = vault().move(SealedFile(row.blob_id, 0, 0, row.key_id, row.wrapped_key), to=key)
        row.key_id, row.wrapped_key = moved.key_id, moved.wrapped_key


def _is_gone(session: Session, key: str) -> bool:
    return key in key_destruction.list_pending(session) or key not in vault().keys


def _key_of(mapper: Mapper[Any], plan: _Plan, connection: Connection, session: Session, row: Any) -> str:
    if plan.way is None:
        return INSTALLATION
    if plan.points is None:
        (owner,) = mapper.primary_key_from_instance(row)
        return key_name(owner, plan.part)
    (_, table), *rest = plan.way
    value = getattr(row, plan.points)
    for column, beyond in rest:
        value = _follow(session, connection, table, value, column)
        table = beyond
    return key_name(value, plan.part)


def _follow(session: Session, connection: Connection, table: sa.Table, at: uuid.UUID, column: str) -> uuid.UUID:
    """Where a row points; asked once in a session, since no row ever moves to another interview."""
    known: dict[tuple[str, uuid.UUID], uuid.UUID] = session.info.setdefault(OWNERS, {})
    if (table.name, at) not in known:
        known[table.name, at] = connection.execute(sa.select(table.c[column]).where(table.c.id == at)).scalar_one()
    return known[table.name, at]


def listen() -> None:
    """Let every session of this process seal what it writes. Without it nothing that is to be sealed can be written."""
    for target, name, act in (
        (Session, "before_flush", _make_keys),
        (Mapper, "before_insert", _before_insert),
        (Mapper, "before_update", _before_update),
        (Mapper, "after_insert", _after_write),
        (Mapper, "after_update", _after_write),
    ):
        if not event.contains(target, name, act):
            event.listen(target, name, act)
