"""Under which name passkeys are made and asked for (WebAuthn's relying party). Pure.

A passkey belongs to a host name. A browser makes none for an address in figures, and none without HTTPS except on
`localhost`. Only the names that the administrator has given (BR_ADDRESS) and `localhost` are believed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from toolkit.addresses import is_loopback


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The program as the browser knows it: its host name, and the whole origin."""

    rp_id: str
    origin: str


def find(host: str, *, addresses: Iterable[str]) -> RelyingParty | None:
    """The name that a `Host` header says, if passkeys can be had under it."""
    asked = host.lower()
    for address in addresses:
        named = urlsplit(address)
        if named.scheme == "https" and asked in {named.netloc, f"{named.hostname}:443"}:
            name = named.hostname or ""
            return None if _is_figures(name) else RelyingParty(name, address)
    name, _, _port = asked.partition(":")
    return RelyingParty("localhost", f"http://{asked}") if name == "localhost" else None


def _is_figures(name: str) -> bool:
    return is_loopback(name) or ":" in name or name.replace(".", "").isdigit()
