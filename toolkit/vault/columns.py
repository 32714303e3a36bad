"""Sealed text in a table's column: encrypted on the way in, opened on the way out, unreadable in the database file.

A value is bound to table, column and row. On the way in the ORM says which row it is (`row_sealing`); on the way out
the database itself gives the row's primary key along with the value, so that no query can forget to ask.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement, FunctionElement
from sqlalchemy.types import TypeDecorator

from toolkit.db import Base
from toolkit.errors import N_, Tampered
from toolkit.installation import Held
from toolkit.vault.texts import open_text, seal_text, text_key_id
from toolkit.vault.vault import Vault

VAULT: Held[Vault] = Held("its vault")

OWNS = "owns_keys"
LIES_UNDER = "lies_under"


class KeyPart(StrEnum):
    """Which of its owner's data keys something lies under: what is disposed of by itself has a key by itself."""

    WHOLE = ""
    RECORDING = "recording"  # the sound
    FULL_TEXT = "full_text"  # the words with names in them
    CONTACT = "contact"  # how to reach the child and its guardians
    ANSWERS = "answers"  # to the surveys of a year


def owns_keys(*parts: KeyPart) -> dict[str, Any]:
    """For a table's `info`: each of its rows has these data keys, for what hangs on it."""
    return {OWNS: parts}


def lies_under(part: KeyPart) -> dict[str, Any]:
    """For a table's `info`: what is sealed in it lies under this key of the nearest row that has one."""
    return {LIES_UNDER: part}


def key_name(owner: uuid.UUID, part: KeyPart = KeyPart.WHOLE) -> str:
    """The name of a row's data key."""
    return f"{owner.hex}.{part}" if part else owner.hex


OWNS_A_KEY = owns_keys(KeyPart.WHOLE)
"""In a table's `info`: each of its rows has a data key, for everything that hangs on it."""

_SILENT: ContextVar[bool] = ContextVar("silent_about_gone_keys", default=False)

END = b"\n"
"""Between a row's primary key and its sealed value; no key of ours holds one."""


@contextmanager
def silent_about_gone_keys() -> Iterator[None]:
    """In this block a text whose key was destroyed reads as empty: for whoever removes rows that held such texts."""
    token = _SILENT.set(True)
    try:
        yield
    finally:
        _SILENT.reset(token)


def vault() -> Vault:
    """The vault of this installation, put in place at the start of the app."""
    return VAULT.get()


class TextForRow(str):
    """A text on its way into a row: `row` is the row's primary key as `row_name` writes it, `key` a data key's name."""

    row: str
    key: str

    @classmethod
    def of(cls, text: str, *, row: str, key: str) -> "TextForRow":
        """The text, for this row and under this key."""
        made = cls(text)
        made.row, made.key = row, key
        return made


def row_name(*primary: Any) -> str:
    """A row's primary key, written alike on both databases."""
    return ":".join(part.hex if isinstance(part, uuid.UUID) else str(part) for part in primary)


class SealedText(TypeDecorator[str]):
    """Text sealed under a label ("table.column") and a row: moved to another column or row, it does not open."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """Raises TypeError for a text of which nobody has said which row it is for."""
        if value is None:
            return None
        if not isinstance(value, TextForRow):
            msg = f"{self.label}: a sealed text is written through the ORM, which knows its row"
            raise TypeError(msg)
        return seal_text(vault().keys.get(value.key), self.label, value, row=value.row)

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The value with its row's primary key before it."""
        return _WithRow(*self._primary(column), column, type_=self)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Raises Tampered for a value that was sealed for another row, KeyGone when its key was destroyed."""
        if value is None:
            return None
        row, found, blob = value.partition(END)
        if not found:
            raise Tampered(N_("A sealed text has a form that this program does not know."))
        key_id = text_key_id(blob)
        if _SILENT.get() and key_id not in vault().keys:
            return ""
        return open_text(vault().keys.get(key_id), self.label, blob, row=row.decode())

    def _primary(self, column: ColumnElement[Any]) -> list[ColumnElement[Any]]:
        name = self.label.partition(".")[0]
        source = column.table  # what is selected from: the table, or an alias of it
        return [source.corresponding_column(part) for part in Base.metadata.tables[name].primary_key]


class _WithRow(FunctionElement[str]):
    """The parts of a primary key, joined as `row_name` does, and a sealed value after them."""

    inherit_cache = True
    name = "with_row"

    def __init__(self, *parts: ColumnElement[Any], type_: SealedText) -> None:
        super().__init__(*parts)
        self.type = type_


@compiles(_WithRow, "sqlite")
def _on_sqlite(element: _WithRow, compiler: SQLCompiler, **kw: Any) -> str:
    *primary, value = (compiler.process(part, **kw) for part in element.clauses)
    joined = " || ':' || ".join(primary)
    return f"CAST(({joined} || char(10) || {value}) AS BLOB)"


@compiles(_WithRow, "postgresql")
def _on_postgresql(element: _WithRow, compiler: SQLCompiler, **kw: Any) -> str:
    *primary, value = element.clauses
    parts = [_as_text(part, compiler.process(part, **kw)) for part in primary]
    joined = " || ':' || ".join(parts)
    return f"(convert_to({joined} || chr(10), 'UTF8') || {compiler.process(value, **kw)})"


def _as_text(part: ColumnElement[Any], sql: str) -> str:
    return f"replace({sql}::text, '-', '')" if isinstance(part.type, sa.Uuid) else f"{sql}::text"
