"""Where copies of the data go, and apart from them copies of the keys: named before the start. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import N_, Misconfigured
from toolkit.store_settings import Names, StoreSettings, read_store

COPIES = Names("BR_BACKUP_URL", "BR_BACKUP_SECRET_FILE", "BR_BACKUP_CA_FILE")
DAYS = 30
FEWEST_DAYS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSettings:
    """The folder or bucket of copies of the data, the folder of the copy of the keys, and how long copies are kept."""

    folder: Path | None = None
    store: StoreSettings | None = None
    keys: Path | None = None
    days: int = DAYS

    @property
    def place(self) -> Path | str | None:
        """Where copies of the data go, as a person is told it; None where none are made."""
        return self.store.place if self.store else self.folder


def read_backup(
    environment: Mapping[str, str], *, instance: Path, recordings: StoreSettings | None = None
) -> BackupSettings:
    """What BR_BACKUP_… says. Raises `Misconfigured` for places that are not apart, or too few days.

    `recordings` is the store of recordings, if there is one: copies lie in another bucket.
    """
    folder, keys = (_folder(environment, name) for name in ("BR_BACKUP_FOLDER", "BR_BACKUP_KEYS"))
    store = read_store(environment, names=COPIES)
    if folder and store:
        raise Misconfigured(N_("BR_BACKUP_FOLDER and BR_BACKUP_URL name two places for copies: say one of them."))
    if store and store.is_same_as(recordings):
        raise Misconfigured(
            N_(
                "BR_BACKUP_URL and BR_STORE_URL name the same bucket. Copies need one of their own: what is in it and"
                " belongs to no copy is removed."
            )
        )
    if folder and keys and _overlap(folder, keys):
        raise Misconfigured(
            N_(
                "BR_BACKUP_KEYS and BR_BACKUP_FOLDER must be folders apart: whoever has the keys and the data together"
                " can read everything."
            )
        )
    for name, path in (("BR_BACKUP_FOLDER", folder), ("BR_BACKUP_KEYS", keys)):
        if path and _overlap(path, instance):
            raise Misconfigured(
                N_("%(name)s must lie outside the data folder, best on another machine: one disk is no copy."),
                name=name,
            )
    return BackupSettings(folder=folder, store=store, keys=keys, days=_days(environment.get("BR_BACKUP_DAYS", "")))


def _folder(environment: Mapping[str, str], name: str) -> Path | None:
    said = environment.get(name, "").strip()
    return Path(said).resolve() if said else None


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _days(said: str) -> int:
    if not said:
        return DAYS
    if not said.isascii() or not said.isdigit() or not FEWEST_DAYS <= int(said) < 1000:
        raise Misconfigured(N_("BR_BACKUP_DAYS must be a number of days, from 2 to 999."))
    return int(said)
