"""Where copies lie: a store like the vault's, with the names that tell one copy from another.

Two kinds of things are in it. Sealed files of the vault lie there once, under their own names, for all copies that
need them; each copy adds its database, its content and last its manifest.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from toolkit import clock
from toolkit.backup import backup_key, manifest
from toolkit.backup.manifest import Manifest
from toolkit.config import Settings
from toolkit.errors import N_, Misconfigured, NotFound, WrongState
from toolkit.store_settings import StoreSettings
from toolkit.vault import object_client
from toolkit.vault.keyring import Keyring
from toolkit.vault.object_store import ObjectStore
from toolkit.vault.store import FileStore, Store

PREFIX = "backup-"
DATABASE, CONTENT, MANIFEST = "database", "content", "manifest"
STAMP = "%Y%m%dt%H%M%S%fz"

NO_PLACE = N_(
    "No place for copies is named. Set BR_BACKUP_FOLDER to a folder outside the data folder, or BR_BACKUP_URL to a"
    " bucket."
)
NOT_THERE = N_("The folder for copies, %(path)s, is not there. Is the disk or the share connected?")
NO_COPIES = N_("There is no whole copy in %(path)s.")


def open_place(settings: Settings) -> Store:
    """The place that the settings name. Raises Misconfigured when none is named, or it is not there."""
    folder = settings.backup.folder
    if settings.backup.store is not None:
        return open_bucket(settings.backup.store)
    if folder is None:
        raise Misconfigured(NO_PLACE)
    if not folder.is_dir():  # it is never made: an unmounted disk would be taken for an empty one
        raise Misconfigured(NOT_THERE, path=folder)
    return FileStore(folder)


def open_bucket(store: StoreSettings) -> Store:
    """A bucket for copies. Raises Misconfigured when it is not there, or does not let us in."""
    object_client.prove(store, is_for_copies=True)
    return ObjectStore(store)


def new_name() -> str:
    """A name for a copy that begins now; later copies come later in the alphabet."""
    return f"{PREFIX}{clock.now().strftime(STAMP)}-{secrets.token_hex(3)}"


def made_at(name: str) -> datetime:
    """When a copy of this name was begun."""
    stamp = name.removeprefix(PREFIX).split("-")[0]
    return datetime.strptime(f"{stamp} +0000", f"{STAMP} %z")


def part_of(name: str, part: str) -> str:
    """What a part of a copy is called in the place."""
    return f"{name}-{part}"


def list_copies(place: Store) -> list[str]:
    """The names of whole copies, the oldest first."""
    ending = f"-{MANIFEST}"
    return sorted(name.removesuffix(ending) for name in place.list_names(PREFIX) if name.endswith(ending))


def list_parts(place: Store) -> dict[str, list[str]]:
    """The files of each copy, whole or not, by its name."""
    found: dict[str, list[str]] = {}
    for file in place.list_names(PREFIX):
        found.setdefault(file.rpartition("-")[0], []).append(file)
    return found


def read_sealed(place: Store, name: str) -> bytes:
    """A copy's manifest as it lies there. Raises NotFound when there is no such copy."""
    try:
        with place.open(part_of(name, MANIFEST)) as file:
            return file.read()
    except NotFound as error:
        raise NotFound(
            N_("There is no whole copy called %(name)s. See: python app.py backup list"), name=name
        ) from error


def read_manifest(place: Store, name: str, ring: Keyring) -> Manifest:
    """Raises NotFound, InvalidInput for another key, Tampered, Misconfigured for a newer form."""
    return manifest.open_sealed(read_sealed(place, name), ring, name=name)


def ring_of_code(place: Store, name: str, code: str) -> Keyring:
    """The key of a recovery code, under the name that this copy knows it by. Raises InvalidInput for a slip."""
    return backup_key.of_code(code, key_id=manifest.key_id_of(read_sealed(place, name), name=name))


def choose(place: Store, name: str | None, *, said: object) -> str:
    """The copy of a name, or the newest whole one. Raises WrongState where there is none, NotFound."""
    if name:
        read_sealed(place, name)
        return name
    copies = list_copies(place)
    if not copies:
        raise WrongState(NO_COPIES, path=said)
    return copies[-1]


def remove_old(place: Store, ring: Keyring, *, days: int, tell: Callable[[str], None] = lambda _name: None) -> int:
    """Remove copies older than so many days, but never the newest, and sealed files that no copy needs any more.

    How many copies went. Files that a copy which cannot be read may need stay.
    """
    border = clock.now() - timedelta(days=days)
    *earlier, _newest = list_copies(place) or [""]
    old = [name for name in earlier if made_at(name) < border]
    for name in old:
        place.destroy(part_of(name, MANIFEST))  # first: what is left of it is no copy any more
        tell(name)
    remove_unfinished(place)
    if old:
        needed = {blob for name in list_copies(place) for blob in read_manifest(place, name, ring).blobs}
        for blob in place.list_names():
            if not blob.startswith(PREFIX) and blob not in needed:
                place.destroy(blob)
    return len(old)


def remove_unfinished(place: Store) -> None:
    """Remove what broken-off copies have left. Nobody else may be making one."""
    place.remove_leftovers(untouched_for=timedelta(0))
    for files in list_parts(place).values():
        if not any(file.endswith(f"-{MANIFEST}") for file in files):
            for file in files:
                place.destroy(file)
