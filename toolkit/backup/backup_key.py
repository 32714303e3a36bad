"""The key that copies are sealed with. It lies beside the other keys, and on paper; never beside the copies.

Whoever lost the machine needs three things that lie apart: a copy of the data, the copy of the keys, and this key.
"""

from pathlib import Path

from toolkit.backup import recovery_code
from toolkit.config import Settings
from toolkit.vault import keys
from toolkit.vault.keyring import Keyring

FILE = "backup.json"


def path(settings: Settings) -> Path:
    """Where it lies."""
    return settings.keys / FILE


def load_or_make(settings: Settings) -> Keyring:
    """The backup key, made at the first copy. Raises Misconfigured when the file is damaged or lies open."""
    if not path(settings).exists():
        return keys.create(path(settings), sealed_data_exist=False)
    return keys.load(path(settings), sealed_data_exist=False)


def show_code(settings: Settings) -> str:
    """The recovery code of the key that seals now, for the paper that is kept apart."""
    load_or_make(settings)
    return recovery_code.write(keys.read_active(path(settings)))


def change(settings: Settings) -> str:
    """A new key for copies from now on, and its code. Older copies go on opening with the older code."""
    load_or_make(settings)
    keys.rotate(path(settings))
    return show_code(settings)


def of_code(code: str, *, key_id: str) -> Keyring:
    """The key that a paper holds, under the name that a copy knows it by. Raises InvalidInput for a slip."""
    return Keyring({key_id: recovery_code.read(code)}, active=key_id)


def file_of(ring: Keyring, code: str) -> dict[str, str]:
    """The backup key as its file, for a machine that is set up from a paper."""
    return {FILE: keys.as_file(ring.active, {ring.active: recovery_code.read(code)})}
