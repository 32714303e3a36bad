"""Where copies of the data go, and apart from them copies of the keys: named before the start. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import N_, Misconfigured

DAYS = 30
FEWEST_DAYS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSettings:
    """The folder of copies of the data, the folder of the newest copy of the keys, and how long copies are kept."""

    folder: Path | None = None
    keys: Path | None = None
    days: int = DAYS


def read_backup(environment: Mapping[str, str], *, instance: Path) -> BackupSettings:
    """What BR_BACKUP_… says. Raises `Misconfigured` for folders that lie in one another, or too few days."""
    folder, keys = (_folder(environment, name) for name in ("BR_BACKUP_FOLDER", "BR_BACKUP_KEYS"))
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
    return BackupSettings(folder=folder, keys=keys, days=_days(environment.get("BR_BACKUP_DAYS", "")))


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
