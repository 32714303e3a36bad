"""Sealing of short texts: what `SealedText` columns hold. Pure; keys come from `data_keys`."""

from toolkit.errors import N_, Tampered
from toolkit.vault.keyring import Keyring, packed

TEXT_VERSION = 2


def _text_purpose(label: str, row: str) -> bytes:
    return packed(b"text", label.encode(), row.encode())


def seal_text(keyring: Keyring, label: str, text: str, *, row: str) -> bytes:
    """Seal a short text for one row of the column `label` ("table.column"): version, key id, sealed bytes."""
    key_id, sealed = keyring.seal(_text_purpose(label, row), text.encode())
    name = key_id.encode()
    return bytes((TEXT_VERSION, len(name))) + name + sealed


def text_key_id(blob: bytes) -> str:
    """The id of the key that a sealed text lies under. Raises Tampered when it is no sealed text."""
    if len(blob) < 2 or blob[0] != TEXT_VERSION or len(blob) < 2 + blob[1]:
        raise Tampered(N_("A sealed text has a form that this program does not know."))
    try:
        return blob[2 : 2 + blob[1]].decode()
    except UnicodeDecodeError as error:
        raise Tampered(N_("A sealed text has a form that this program does not know.")) from error


def open_text(keyring: Keyring, label: str, blob: bytes, *, row: str) -> str:
    """Open what `seal_text` gave for the same label and row. Raises Tampered, or Misconfigured for an unknown key."""
    key_id = text_key_id(blob)
    return keyring.open(key_id, _text_purpose(label, row), blob[2 + blob[1] :]).decode()
