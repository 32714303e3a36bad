"""Names for a log that leaves the house: the same person or address has the same one for a month, and then another.

They come from the installation's key, so that nobody who has the log alone can work them out, and whoever has the keys
can say in an inquiry who was meant. On several machines they are the same.
"""

import hmac
import uuid
from datetime import date

from toolkit import clock
from toolkit.vault.columns import vault
from toolkit.vault.keyring import packed

SIGNS = 12  # 48 bits: two of a municipality's people meet once in 100 000 years


def of_id(value: uuid.UUID, *, on: date | None = None) -> str:
    """A person or a thing, such as «p-3f9a1c0de512»."""
    return f"p-{_sign(b'id', value.bytes, on)}"


def of_address(place: str, *, on: date | None = None) -> str:
    """An address, as `throttle.place_of` writes it, such as «a-77c1…»."""
    return f"a-{_sign(b'address', place.encode(), on)}"


def _sign(kind: bytes, value: bytes, on: date | None) -> str:
    month = f"{on or clock.today():%Y-%m}".encode()
    key = vault().installation.derive(packed(b"pseudonyms", month))
    return hmac.digest(key, packed(kind, value), "sha256").hex()[:SIGNS]
