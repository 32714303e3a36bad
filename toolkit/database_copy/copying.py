"""One way to copy and to put back, whichever database it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.engine import URL

from toolkit.database_copy import postgresql, sqlite
from toolkit.database_copy.facts import Facts, Reader, Target
from toolkit.errors import N_, WrongState

SQLITE, POSTGRESQL = "sqlite", "postgresql"
OTHER_KIND = N_(
    "The copy is of %(kind)s, and BR_DATABASE_URL names another kind of database. Name one of the same kind; for"
    " sqlite leave the setting out."
)
NOT_EMPTY = N_("There is a database already at %(path)s. Nothing was changed. Choose an empty folder.")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The database at one moment: what kind it is, what it says of itself, and how to write its bytes."""

    kind: str
    facts: Facts
    write: Callable[[Target], None]


@contextmanager
def snapshot(url: URL, *, working: Path) -> Iterator[Snapshot]:
    """The database as it stands, whoever goes on writing meanwhile. Raises StorageFull, WrongState before it is made.

    On SQLite `working` is the file that the copy is read from, for the length of the block.
    """
    if url.get_backend_name() == SQLITE:
        database = Path(url.database or "")
        if not database.is_file():
            raise WrongState(N_("There is no database to copy yet. Run: python app.py prepare"))
        with sqlite.snapshot(database, working) as (facts, file):
            yield Snapshot(SQLITE, facts, partial(sqlite.write, file))
    else:
        with postgresql.snapshot(url) as (facts, driver):
            yield Snapshot(POSTGRESQL, facts, partial(postgresql.write, driver))


def load(url: URL, source: Reader, *, kind: str, revision: str) -> None:
    """Put a copy into an empty place, all of it or nothing. Raises WrongState for any other place, Tampered."""
    require_empty(url, kind=kind)
    if kind == SQLITE:
        sqlite.load(Path(url.database or ""), source)
    else:
        postgresql.load(url, source, revision=revision)


def is_there(url: URL) -> bool:
    """Whether there is a database with tables already."""
    if url.get_backend_name() == SQLITE:
        return Path(url.database or "").exists()
    return not postgresql.is_empty(url)


def require_empty(url: URL, *, kind: str) -> None:
    """Raise WrongState unless a copy of this kind can be put here without touching anything."""
    if url.get_backend_name() != kind:
        raise WrongState(OTHER_KIND, kind=kind)
    if is_there(url):
        raise WrongState(NOT_EMPTY if kind == SQLITE else postgresql.NOT_EMPTY, path=url.database)
