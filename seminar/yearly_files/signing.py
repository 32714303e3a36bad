"""Canonical bytes, Ed25519 signatures over them, and the figures by which two people recognise a key. Pure.

Canonical is UTF-8 JSON with sorted keys and no blanks (RFC 8785: the contents hold no fractions, and keys are ASCII).
"""

import hashlib
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from seminar.editions import codec
from seminar.yearly_files.contents import Contents, Signature, YearlyFile

ALGORITHM = "Ed25519"
GROUPS, FIGURES = 6, 5
"""30 figures, about 100 bits of the key's SHA-256: nobody finds a second key that reads alike."""


def new_key() -> str:
    """A private key, in hexadecimal."""
    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_key_of(private_key: str) -> str:
    """The public key of a private one, both in hexadecimal."""
    return _private(private_key).public_key().public_bytes_raw().hex()


def fingerprint(public_key: str) -> str:
    """A public key as six groups of five figures, to be read aloud over the telephone."""
    number = int.from_bytes(hashlib.sha256(bytes.fromhex(public_key)).digest()) % 10 ** (GROUPS * FIGURES)
    figures = f"{number:0{GROUPS * FIGURES}d}"
    return " ".join(figures[at : at + FIGURES] for at in range(0, len(figures), FIGURES))


def canonical(plain: Any) -> bytes:
    """The bytes that are signed, of plain values without fractions. Raises `UnicodeEncodeError` for half a letter."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sign(contents: Contents, private_key: str) -> bytes:
    """The whole file, as it is sent."""
    value = _private(private_key).sign(canonical(codec.pack(contents))).hex()
    signed = YearlyFile(contents, Signature(ALGORITHM, public_key_of(private_key), value))
    return (json.dumps(codec.pack(signed), ensure_ascii=False, indent=1) + "\n").encode()


def is_signed(contents: Any, signature: Signature) -> bool:
    """Whether the plain contents are those that were signed with the key that the signature names."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public_key))
        key.verify(bytes.fromhex(signature.value), canonical(contents))
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(private_key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private_key))
