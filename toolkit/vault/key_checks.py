"""Whether the keys at hand are those that the data were sealed with: told by name, before anything is written."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from toolkit import clock
from toolkit.errors import N_, Misconfigured, Tampered
from toolkit.vault.data_keys import INSTALLATION, DataKeys
from toolkit.vault.models import KeyCheck

WRONG = N_(
    "The key %(key_id)s in the folder of keys is not the one that the data were sealed with, although it has its name."
    " Put the right folder of keys back from your backup. Nothing has been written."
)
MISSING = N_(
    "Data lie under the key %(key_id)s, which is missing from the folder of keys. Put the folder back from your backup."
    " Nothing has been written."
)
UNFIT = N_(
    "The files in the folder of keys do not belong together: vault.json does not open what data_keys.json holds."
    " Put both back from the same backup. Nothing has been written."
)


def prove_files(keys: DataKeys) -> None:
    """Whether the two files of keys belong together. Raises Misconfigured, which names a key that is missing."""
    for key_id in sorted(keys.count_by_ring_key().keys() - set(keys.ring.key_ids)):
        raise Misconfigured(MISSING, key_id=key_id)
    try:
        for name in keys.names:
            keys.get(name)
    except Tampered as error:
        raise Misconfigured(UNFIT) from error


def prove(keys: DataKeys, connection: Connection) -> None:
    """Whether they are those of this database. Raises Misconfigured, which names the key.

    True as well of a database without tables, and of one that has never been prepared: nothing is sealed there.
    """
    if not sa.inspect(connection).has_table(KeyCheck.__tablename__):
        return
    ours = _check_values(keys)
    for key_id, value in connection.execute(sa.select(KeyCheck.key_id, KeyCheck.value).order_by(KeyCheck.key_id)):
        if key_id not in ours:
            raise Misconfigured(MISSING, key_id=key_id)
        if ours[key_id] != value:
            raise Misconfigured(WRONG, key_id=key_id)


def note(keys: DataKeys, connection: Connection) -> None:
    """Let the database know the keys that it does not know yet, once `prove` has let them pass."""
    known = set(connection.scalars(sa.select(KeyCheck.key_id)))
    for key_id, value in _check_values(keys).items():
        if key_id not in known:
            connection.execute(sa.insert(KeyCheck).values(key_id=key_id, value=value, noted_at=clock.now()))


def forget(key_id: str, connection: Connection) -> None:
    """A key is to be destroyed on purpose, so that nobody misses it."""
    connection.execute(sa.delete(KeyCheck).where(KeyCheck.key_id == key_id))


def _check_values(keys: DataKeys) -> dict[str, str]:
    return {**keys.ring.check_values(), **keys.get(INSTALLATION).check_values()}
