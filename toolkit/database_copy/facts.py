"""What a copy of the database says of itself without being opened: its tables' version, and the files it needs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from toolkit.errors import N_, WrongState

FILE = "blob_id"
"""The column, in whichever table, that names a sealed file of the store."""


class Target(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take every byte."""


class Reader(Protocol):
    """Where bytes come from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The version of its tables, the store's files that its rows name, and the last number and hash of its trail."""

    revision: str
    blobs: frozenset[str]
    trail: tuple[int, str]


def of_tables(columns: Mapping[str, Iterable[str]], ask: Callable[[str], list[tuple[object, ...]]]) -> Facts:
    """The facts of a database, by its tables' columns and a way to ask it. Raises WrongState before it is prepared."""
    if "alembic_version" not in columns:
        raise WrongState(N_("There is no database to copy yet. Run: python app.py prepare"))
    ((revision,),) = ask("SELECT version_num FROM alembic_version")
    blobs = {
        str(name)
        for table, names in columns.items()
        if FILE in names
        for (name,) in ask(f'SELECT {FILE} FROM "{table}" WHERE {FILE} IS NOT NULL')  # noqa: S608 - our own tables
    }
    last = ask("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1")
    seq, hash_ = last[0] if last else (0, "")
    return Facts(str(revision), frozenset(blobs), (int(str(seq)), str(hash_)))
