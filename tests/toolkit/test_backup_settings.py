"""Where copies go: two places apart from each other and from the data."""

from pathlib import Path

import pytest

from toolkit.backup_settings import BackupSettings, read_backup
from toolkit.errors import Misconfigured

INSTANCE = Path("/srv/roster")


def test_nothing_said_is_no_copies() -> None:
    assert read_backup({}, instance=INSTANCE) == BackupSettings()
    assert read_backup({"BR_BACKUP_FOLDER": " "}, instance=INSTANCE).folder is None


def test_two_folders_and_days() -> None:
    said = {"BR_BACKUP_FOLDER": "/mnt/copies", "BR_BACKUP_KEYS": "/mnt/safe", "BR_BACKUP_DAYS": "14"}
    expected = BackupSettings(folder=Path("/mnt/copies"), keys=Path("/mnt/safe"), days=14)
    assert read_backup(said, instance=INSTANCE) == expected


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"BR_BACKUP_FOLDER": "/mnt/a", "BR_BACKUP_KEYS": "/mnt/a"}, "folders apart"),
        ({"BR_BACKUP_FOLDER": "/mnt/a", "BR_BACKUP_KEYS": "/mnt/a/keys"}, "folders apart"),
        ({"BR_BACKUP_FOLDER": "/mnt/a/b", "BR_BACKUP_KEYS": "/mnt/a"}, "folders apart"),
        ({"BR_BACKUP_FOLDER": "/srv/roster/copies"}, "outside the data folder"),
        ({"BR_BACKUP_FOLDER": "/srv"}, "outside the data folder"),
        ({"BR_BACKUP_KEYS": "/srv/roster/keys"}, "outside the data folder"),
        *(({"BR_BACKUP_DAYS": days}, "from 2 to 999") for days in ("0", "1", "1000", "-3", "x", "3.5")),
    ],
)
def test_what_would_be_no_copy_stops_the_start(said: dict[str, str], why: str) -> None:
    with pytest.raises(Misconfigured, match=why):
        read_backup(said, instance=INSTANCE)
