"""Whether there are sealed data already, wherever the settings say that they lie: asked before keys are made.

New keys open nothing that is old. So somebody whose folder of keys was lost is told before a word is written.
"""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import create_engine, exists, inspect, make_url, select
from sqlalchemy.exc import OperationalError

from toolkit import database_away
from toolkit.database_settings import read_database
from toolkit.db import configure, reading
from toolkit.errors import N_, Misconfigured
from toolkit.store_settings import read_store
from toolkit.vault import object_client
from toolkit.vault.models import KeyCheck

IN_DATABASE = N_(
    "The database that BR_DATABASE_URL names holds sealed data, and the keys to it are missing from the folder of keys."
    " Put the folder back from your backup, or name an empty database. Nothing has been written."
)
IN_STORE = N_(
    "The bucket %(bucket)s holds sealed recordings, and the keys to them are missing from the folder of keys. Put the"
    " folder back from your backup, or name an empty bucket. Nothing has been written."
)


def lie_in(instance: Path) -> bool:
    """Whether the data folder holds a database or recordings."""
    return (instance / "roster.sqlite3").exists() or (instance / "vault").exists()


def refuse_elsewhere(environment: Mapping[str, str], instance: Path) -> None:
    """Raise `Misconfigured` when database or store, wherever they are, hold what was sealed under keys of before."""
    if _knows_keys(read_database(environment, instance=instance)):
        raise Misconfigured(IN_DATABASE)
    if (store := read_store(environment)) and object_client.holds_anything(store):
        raise Misconfigured(IN_STORE, bucket=store.bucket)


def _knows_keys(address: str) -> bool:
    """Whether an installation has been prepared there. A file that is not there is not made."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return False
    engine = create_engine(url)
    configure(engine)
    try:
        with reading(), engine.begin() as connection:
            there = inspect(connection).has_table(KeyCheck.__tablename__)
            return there and bool(connection.scalar(select(exists().select_from(KeyCheck))))
    except OperationalError as error:
        raise database_away.why(error) from error
    finally:
        engine.dispose()
