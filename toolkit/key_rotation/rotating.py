"""Moves everything that is sealed under the active key: the texts in the tables, and the wrapped keys of the files.

It goes row by row in small transactions. What is left after a break lies under an older key, which goes on opening
it; the next run sees that and goes on instead of making another key.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from toolkit import config
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import Base, db
from toolkit.errors import N_, NotFound, WrongState
from toolkit.jobs.context import writes
from toolkit.starting import key_file
from toolkit.vault import key_lock, keys
from toolkit.vault.columns import VAULT, SealedText, vault
from toolkit.vault.keyring import Keyring
from toolkit.vault.sealing import SealedFile, rewrap
from toolkit.vault.texts import reseal_text, text_key_id
from toolkit.vault.vault import Vault

BATCH = 100
FILE = ("blob_id", "key_id", "wrapped_key")
"""The columns of a table that keeps sealed files."""
HEAD = 2 + 255
"""So much of a sealed text is enough to see which key it lies under."""

Progress = Callable[[int, int], None]
"""Told how many rows are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Place:
    """A table with something sealed, as bare bytes: nothing is opened by reading it."""

    table: sa.TableClause
    primary: Sequence[str]
    labels: Mapping[str, str]
    has_files: bool


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was done: the key that everything lies under now, rows that were moved, whether an earlier run was ended."""

    key_id: str
    rows: int
    went_on: bool


def list_places() -> list[Place]:
    """Every table of the program that keeps something sealed, by name."""
    return [place for table in Base.metadata.sorted_tables if (place := _place(table)) is not None]


def _place(table: sa.Table) -> Place | None:
    labels = {column.name: column.type.label for column in table.c if isinstance(column.type, SealedText)}
    has_files = all(name in table.c for name in FILE)
    if not labels and not has_files:
        return None
    primary = [column.name for column in table.primary_key.columns]
    columns = [sa.column(name, table.c[name].type) for name in dict.fromkeys([*primary, *(FILE if has_files else ())])]
    sealed = [sa.column(name, sa.LargeBinary()) for name in labels]
    return Place(sa.table(table.name, *columns, *sealed), primary, labels, has_files)


def count_by_key() -> Counter[str]:
    """How many texts and files lie under each key."""
    found: Counter[str] = Counter()
    for place in list_places():
        for name in place.labels:
            column = place.table.c[name]
            head = sa.func.substr(column, 1, HEAD, type_=sa.LargeBinary())
            found.update(text_key_id(blob) for blob in db.session.scalars(sa.select(head).where(column.is_not(None))))
        if place.has_files:
            files = sa.select(place.table.c.key_id).where(place.table.c.wrapped_key.is_not(None))
            found.update(db.session.scalars(files))
    return found


def rotate(*, progress: Progress) -> Rotated:
    """A new key for everything, or the end of a change that was broken off.

    Raises WrongState while the program runs, Tampered or Misconfigured for what cannot be opened; what was moved before
    stays, and every key is kept.
    """
    settings = config.current()
    with key_lock.alone(settings.keys):
        keyring = keys.load(key_file(settings), sealed_data_exist=True)
        went_on = any(key_id != keyring.active for key_id in count_by_key())
        if not went_on:
            keyring = keys.rotate(key_file(settings))
        VAULT.put(Vault(vault().store, keyring))
        moved = sum(_walk(keyring, progress))
    with writes() as session:
        trail.record(None, Event.KEYS_ROTATED, within=session, key_id=keyring.active, rows=moved)
    return Rotated(keyring.active, moved, went_on)


def _walk(keyring: Keyring, progress: Progress) -> Iterator[int]:
    places = list_places()
    counts = [db.session.scalar(sa.select(sa.func.count()).select_from(place.table)) or 0 for place in places]
    before, whole = 0, sum(counts)
    for place, count in zip(places, counts, strict=True):
        for at in range(0, count, BATCH):
            yield _move(place, keyring, at)
            progress(before + min(at + BATCH, count), whole)
        before += count


def _move(place: Place, keyring: Keyring, at: int) -> int:
    primary = [place.table.c[name] for name in place.primary]
    with writes() as session:
        rows = session.execute(sa.select(place.table).order_by(*primary).limit(BATCH).offset(at)).mappings().all()
        moved = 0
        for row in rows:
            if changes := _resealed(place, keyring, row):
                same = [column == row[column.name] for column in primary]
                session.execute(sa.update(place.table).where(*same).values(changes))
                moved += 1
    return moved


def _resealed(place: Place, keyring: Keyring, row: Mapping[Any, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name, label in place.labels.items():
        if row[name] is not None and (blob := reseal_text(keyring, label, row[name])) != row[name]:
            changes[name] = blob
    if place.has_files and row["wrapped_key"] is not None and row["key_id"] != keyring.active:
        sealed = rewrap(keyring, SealedFile(row["blob_id"], 0, 0, row["key_id"], row["wrapped_key"]))
        changes |= {"key_id": sealed.key_id, "wrapped_key": sealed.wrapped_key}
    return changes


def retire(key_id: str) -> None:
    """Destroy a key that nothing lies under any more.

    Raises NotFound, WrongState while something does, or while the program runs.
    """
    settings = config.current()
    with key_lock.alone(settings.keys):
        if key_id not in keys.load(key_file(settings), sealed_data_exist=True).key_ids:
            raise NotFound(N_("There is no key called %(key_id)s."), key_id=key_id)
        if count := count_by_key()[key_id]:
            raise WrongState(
                N_("%(count)s texts and files still lie under this key. Change the keys first: keys rotate"),
                count=count,
            )
        left = keys.retire(key_file(settings), key_id)
        VAULT.put(Vault(vault().store, left))
    with writes() as session:
        trail.record(None, Event.KEY_RETIRED, within=session, key_id=key_id)
