"""The newest copy of the keys, and no other: sealed by the backup key, in a folder apart from the copies of the data.

Each writing replaces the one before and writes over its bytes. So a key that was destroyed is soon gone from the copy
too, and with it whatever lay under it in every copy of the data, however old (decision 34).
"""

import json
from pathlib import Path

from toolkit.backup import backup_key, manifest
from toolkit.config import Settings
from toolkit.errors import N_, InvalidInput, Misconfigured, Tampered
from toolkit.starting import DATA_KEY_FILE, KEY_FILE
from toolkit.vault.data_key_file import parse, read_whole
from toolkit.vault.key_files import replace_and_erase, replace_file
from toolkit.vault.keyring import Keyring, packed

FILE = "keys.sealed"
FORM = 1
PURPOSE = packed(b"copy of the keys", bytes((FORM,)))

NOT_NAMED = N_(
    "No place for a copy of the keys is named, and without the keys no copy of the data opens. Set BR_BACKUP_KEYS to a"
    " folder apart from BR_BACKUP_FOLDER."
)
NOT_THERE = N_("The folder for the copy of the keys, %(path)s, is not there. Is the disk or the share connected?")
NO_COPY = N_("There is no copy of the keys in %(path)s: the file %(file)s is missing.")
DAMAGED = N_("The copy of the keys, %(path)s, is damaged or no such copy. Take it from where it was kept last.")
OTHER_KEY = N_("The recovery code is not the one that the copy of the keys was sealed with (%(key_id)s).")


def write(settings: Settings, ring: Keyring) -> bool:
    """Bring the copy up to date; whether it had to be written. Raises Misconfigured when there is no place for it."""
    target = _file(settings)
    held = {
        KEY_FILE: (settings.keys / KEY_FILE).read_text(encoding="utf-8"),
        DATA_KEY_FILE: read_whole(settings.keys / DATA_KEY_FILE),
    }
    if target.exists() and _held_already(target, ring, held):
        return False
    key_id, sealed = ring.seal(PURPOSE, json.dumps({"form": FORM, "files": held}).encode())
    replace_and_erase(target, json.dumps({"form": FORM, "key_id": key_id, "sealed": sealed.hex()}))
    return True


def read(place: Path, code: str | None = None, *, ring: Keyring | None = None) -> dict[str, str]:
    """The files of keys out of a copy, opened by a recovery code or a ring.

    Raises Misconfigured when there is none, or a newer form, InvalidInput for another key, Tampered.
    """
    path = place / FILE if place.is_dir() else place
    try:
        outer = json.loads(path.read_text(encoding="utf-8"))
        form, key_id, sealed = int(outer["form"]), str(outer["key_id"]), bytes.fromhex(outer["sealed"])
    except FileNotFoundError as error:
        raise Misconfigured(NO_COPY, path=place, file=FILE) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Tampered(DAMAGED, path=path) from error
    if form > FORM:
        raise Misconfigured(manifest.NEWER)
    ring = ring or backup_key.of_code(code or "", key_id=key_id)
    if key_id not in ring.key_ids:
        raise InvalidInput(OTHER_KEY, key_id=key_id)
    try:
        held: dict[str, str] = json.loads(ring.open(key_id, PURPOSE, sealed))["files"]
    except Tampered as error:
        if code:  # a slip is told by the code's own check, so that it is another installation's or an older one
            raise InvalidInput(OTHER_KEY, key_id=key_id) from error
        raise Tampered(DAMAGED, path=path) from error
    parse(held[DATA_KEY_FILE])
    return held


def put(files: dict[str, str], folder: Path) -> None:
    """Put the files of keys into a folder, for the program's account alone. They replace what a broken-off try left."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, text in files.items():
        replace_file(folder / name, text.rstrip("\n"))


def _file(settings: Settings) -> Path:
    folder = settings.backup.keys
    if folder is None:
        raise Misconfigured(NOT_NAMED)
    if not folder.is_dir():
        raise Misconfigured(NOT_THERE, path=folder)
    return folder / FILE


def _held_already(target: Path, ring: Keyring, held: dict[str, str]) -> bool:
    try:
        outer = json.loads(target.read_text(encoding="utf-8"))
        return bool(outer["key_id"] == ring.active) and read(target, ring=ring) == held
    except (InvalidInput, Misconfigured, Tampered, ValueError, KeyError, TypeError):
        return False  # it is written anew, under the key of now
