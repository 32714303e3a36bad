"""The key file: made once by set-up, read at every start, given a new key by rotation.

It holds the key-encryption keys, under which the data keys lie (`data_keys`, the file beside it). The folder of both
lies apart from the data, so that a copy of the data alone tells nothing.
"""

import base64
import binascii
import json
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit import clock
from toolkit.errors import N_, Misconfigured, WrongState
from toolkit.vault.key_files import replace_file
from toolkit.vault.keyring import KEY_LENGTH, Keyring

FORM = 1


@dataclass(frozen=True)
class _KeyFile:
    active: str
    keys: dict[str, bytes]

    def keyring(self) -> Keyring:
        return Keyring(self.keys, active=self.active)


def create(path: Path, *, sealed_data_exist: bool) -> Keyring:
    """Make the key file; for set-up only. Raises WrongState if it is there, Misconfigured if it was lost."""
    if path.exists():
        raise WrongState(N_("There is a key file already."))
    if sealed_data_exist:
        raise _lost(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    key_id = _new_id()
    made = _KeyFile(key_id, {key_id: secrets.token_bytes(KEY_LENGTH)})
    _write(path, made)
    return made.keyring()


def load(path: Path, *, sealed_data_exist: bool) -> Keyring:
    """The keyring, for the start of the program. Raises Misconfigured, and says what to do about it."""
    if not path.exists():
        if sealed_data_exist:
            raise _lost(path)
        raise Misconfigured(N_("There is no key file at %(path)s yet. Run: python app.py prepare"), path=path)
    check_closed(path.parent, mode="700")
    check_closed(path, mode="600")
    return _read(path).keyring()


def read_active(path: Path) -> bytes:
    """The very key that seals now, for a paper in a safe. Raises Misconfigured when the file cannot be read."""
    held = _read(path)
    return held.keys[held.active]


def rotate(path: Path) -> Keyring:
    """Add a new key and make it the active one; the old ones go on opening what they sealed."""
    old, key_id = _read(path), _new_id()
    new = _KeyFile(key_id, {**old.keys, key_id: secrets.token_bytes(KEY_LENGTH)})
    _write(path, new)
    return new.keyring()


def retire(path: Path, key_id: str) -> Keyring:
    """Destroy a key that nothing lies under any more, as the caller has checked; never the active one."""
    old = _read(path)
    if key_id == old.active or key_id not in old.keys:
        raise WrongState(N_("Only a key that has been replaced can be retired."))
    new = _KeyFile(old.active, {name: key for name, key in old.keys.items() if name != key_id})
    _write(path, new)
    return new.keyring()


def _lost(path: Path) -> Misconfigured:
    return Misconfigured(
        N_(
            "The key file %(path)s is missing, but there is sealed data. Put the key file back from your "
            "backup. Without it nothing that is sealed can be read, and a new one would not help."
        ),
        path=path,
    )


def check_closed(path: Path, *, mode: str) -> None:
    """Raise `Misconfigured` with the command that mends it when others on the machine can reach a file or folder."""
    # Windows has no such modes; there the folder's own access list decides.
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Misconfigured(
            N_("Others on this machine can reach %(path)s. Close it: chmod %(mode)s %(path)s"),
            path=path,
            mode=mode,
        )


def _new_id() -> str:
    return f"{clock.now():%Y-%m-%d}-{secrets.token_hex(3)}"


def _read(path: Path) -> _KeyFile:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["form"] != FORM:
            raise ValueError(content["form"])
        keys = {str(name): base64.b64decode(key, validate=True) for name, key in content["keys"].items()}
        return _KeyFile(str(content["active"]), keys)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise Misconfigured(
            N_("The key file %(path)s cannot be read. Put it back from your backup."), path=path
        ) from error


def as_file(active: str, keys: Mapping[str, bytes]) -> str:
    """What a key file with these keys holds."""
    held = {name: base64.b64encode(key).decode() for name, key in keys.items()}
    return json.dumps({"form": FORM, "active": active, "keys": held}, indent=2)


def _write(path: Path, content: _KeyFile) -> None:
    replace_file(path, as_file(content.active, content.keys))
