"""What one copy holds: its parts with their keys, every sealed file with its hash. Sealed by the backup key. Pure.

A copy is whole once its manifest is there: it is written last. Whatever it names is proved by it, so that one
flipped bit anywhere is refused.
"""

import base64
import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from toolkit.errors import N_, InvalidInput, Misconfigured, Tampered
from toolkit.vault.keyring import Keyring, packed
from toolkit.vault.sealing import SealedFile

FORM = 1
HEAD = b"BRbackup"
CHECK = 8
NEWER = N_("The copy was made by a newer version of the program. Install that version, and restore with it.")
DAMAGED = N_("The copy %(name)s is damaged. Nothing was changed. Take another one: python app.py backup list")
OTHER_KEY = N_("The recovery code is not the one that the copy was sealed with. It was sealed with the key %(key_id)s.")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything about a copy but its bytes. `blobs` are the store's files: their length and SHA-256 by name."""

    name: str
    made_at: datetime
    database: str  # its kind
    revision: str
    trail: tuple[int, str]
    settings: Mapping[str, str]
    parts: Mapping[str, SealedFile]
    blobs: Mapping[str, tuple[int, str]]
    missing: tuple[str, ...]  # files that rows name and the store had not


def seal(manifest: Manifest, ring: Keyring) -> bytes:
    """The manifest as it lies beside what it names. Which key it lies under can be told without the key."""
    key_id, sealed = ring.seal(_purpose(manifest.name), _dump(manifest))
    name = key_id.encode()
    return HEAD + bytes((FORM, len(name))) + name + _check(ring, key_id) + sealed


def key_id_of(blob: bytes, *, name: str) -> str:
    """The key that a manifest lies under. Raises Misconfigured for a newer form, Tampered for anything else."""
    if blob[: len(HEAD)] != HEAD or len(blob) < len(HEAD) + 2:
        raise Tampered(DAMAGED, name=name)
    if blob[len(HEAD)] > FORM:
        raise Misconfigured(NEWER)
    length = blob[len(HEAD) + 1]
    try:
        return blob[len(HEAD) + 2 : len(HEAD) + 2 + length].decode()
    except UnicodeDecodeError as error:
        raise Tampered(DAMAGED, name=name) from error


def open_sealed(blob: bytes, ring: Keyring, *, name: str) -> Manifest:
    """Raises InvalidInput for another key, Tampered for changed bytes, Misconfigured for a newer form."""
    key_id = key_id_of(blob, name=name)
    rest = blob[len(HEAD) + 2 + len(key_id.encode()) :]
    if key_id not in ring.key_ids or rest[:CHECK] != _check(ring, key_id):
        raise InvalidInput(OTHER_KEY, key_id=key_id)
    try:
        plain = ring.open(key_id, _purpose(name), rest[CHECK:])
    except Tampered as error:
        raise Tampered(DAMAGED, name=name) from error
    return _parse(plain)


def _check(ring: Keyring, key_id: str) -> bytes:
    """A few figures that this key gives and that tell nothing of it: another key of the same name is told by them."""
    return bytes.fromhex(ring.check_values()[key_id])[:CHECK]


def _purpose(name: str) -> bytes:
    return packed(b"backup manifest", bytes((FORM,)), name.encode())


def _dump(manifest: Manifest) -> bytes:
    content = {field.name: getattr(manifest, field.name) for field in dataclasses.fields(manifest)}
    content["made_at"] = manifest.made_at.isoformat()
    content["parts"] = {
        name: {**_plain(part), "wrapped_key": base64.b64encode(part.wrapped_key).decode()}
        for name, part in manifest.parts.items()
    }
    return json.dumps(content).encode()


def _plain(part: SealedFile) -> dict[str, Any]:
    return {field.name: getattr(part, field.name) for field in dataclasses.fields(part)}


def _parse(plain: bytes) -> Manifest:
    """What we sealed ourselves, so that nothing in it needs to be doubted."""
    content = json.loads(plain)
    seq, head = content["trail"]
    return Manifest(
        name=content["name"],
        made_at=datetime.fromisoformat(content["made_at"]),
        database=content["database"],
        revision=content["revision"],
        trail=(seq, head),
        settings=content["settings"],
        parts={
            name: SealedFile(**{**part, "wrapped_key": base64.b64decode(part["wrapped_key"])})
            for name, part in content["parts"].items()
        },
        blobs={name: (size, digest) for name, (size, digest) in content["blobs"].items()},
        missing=tuple(content["missing"]),
    )
