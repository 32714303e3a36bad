"""Names of sealed files, with the hour they were made, so that what nobody owns can be told from what is being made."""

import secrets
from datetime import timedelta

from toolkit import clock
from toolkit.vault.vault import Vault


def new_name(kind: str) -> str:
    """A name that nothing has had: kind, second of making (hexadecimal), chance."""
    return f"{kind}-{int(clock.now().timestamp()):x}-{secrets.token_hex(16)}"


def remove_ownerless(vault: Vault, kind: str, *, owned: frozenset[str], older_than: timedelta) -> int:
    """Remove files of a kind that no row owns; how many. Younger ones may belong to a row about to be committed."""
    border = (clock.now() - older_than).timestamp()
    lost = [
        name
        for name in vault.store.list_names(f"{kind}-")
        if name not in owned and int(name.split("-")[1], 16) <= border
    ]
    return sum(vault.destroy(name) for name in lost)
