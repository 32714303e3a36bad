"""The key-encryption keys, by id, and the one way they seal: a short message for one stated purpose. Pure.

The keys come from the key file (`vault.keys`).
"""

import hmac
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from toolkit.errors import N_, Misconfigured, Tampered

KEY_LENGTH = 32
TAG = 16
NONCE = 12
SALT = 12


def packed(*parts: bytes) -> bytes:
    """Join parts so that no two different lists of parts give the same bytes."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


class Keyring:
    """Key-encryption keys by id; the active one seals, every one of them opens."""

    def __init__(self, keys: Mapping[str, bytes], *, active: str) -> None:
        if active not in keys:
            raise Misconfigured(N_("The active key %(key_id)s is not in the key file."), key_id=active)
        for key_id, key in keys.items():
            if len(key) != KEY_LENGTH or not 0 < len(key_id.encode()) < 256:
                raise Misconfigured(N_("The key %(key_id)s in the key file is damaged."), key_id=key_id)
        self._keys = dict(keys)
        self.active = active

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The ids of all keys, the active one included, in alphabetical order."""
        return tuple(sorted(self._keys))

    def seal(self, purpose: bytes, plain: bytes) -> tuple[str, bytes]:
        """Seal a short message under the active key for one purpose; returns (key id, sealed bytes)."""
        salt, nonce = os.urandom(SALT), os.urandom(NONCE)
        cipher = self._cipher(self.active, purpose, salt)
        return self.active, salt + nonce + cipher.encrypt(nonce, plain, purpose)

    def open(self, key_id: str, purpose: bytes, sealed: bytes) -> bytes:
        """Open what `seal` gave. Raises Misconfigured for an unknown key, Tampered for changed bytes."""
        salt, nonce, rest = sealed[:SALT], sealed[SALT : SALT + NONCE], sealed[SALT + NONCE :]
        if len(rest) < TAG:
            raise Tampered(N_("Sealed data have been cut short."))
        try:
            return self._cipher(key_id, purpose, salt).decrypt(nonce, rest, purpose)
        except InvalidTag as error:
            raise Tampered(N_("Sealed data have been changed, or belong somewhere else.")) from error

    def derive(self, purpose: bytes) -> bytes:
        """32 bytes that belong to the active key and one purpose: the same each time, and they tell nothing of it."""
        return hmac.digest(self._keys[self.active], packed(b"barnens-roster derived", purpose), "sha256")

    def check_values(self) -> dict[str, str]:
        """By id: hexadecimal figures that only this very key gives, and that tell nothing of it."""
        return {
            key_id: hmac.digest(key, packed(b"barnens-roster check", key_id.encode()), "sha256").hex()
            for key_id, key in self._keys.items()
        }

    def _cipher(self, key_id: str, purpose: bytes, salt: bytes) -> AESGCM:
        # A key per message (the idea of XAES-256-GCM): 24 random bytes decide key and nonce together,
        # so that random nonces stay unique however many texts a database comes to hold.
        if key_id not in self._keys:
            raise Misconfigured(
                N_("The key %(key_id)s is missing from the key file. Put it back from your backup."),
                key_id=key_id,
            )
        return AESGCM(hmac.digest(self._keys[key_id], packed(b"barnens-roster", purpose, salt), "sha256"))
