"""One row, two people or two windows: whoever saves says which version they saw, and nothing is overwritten."""

from typing import Protocol

from toolkit.errors import N_, Overtaken

THEIRS_BESIDE_YOURS = N_("Somebody else has changed this. Their words stand beside yours.")
COPY_YOURS = N_("This was changed in another window. Copy what you wrote, then reload the page.")


class Versioned(Protocol):
    """A row that counts its changes."""

    version: int


def require(row: Versioned | None, version: int, *, refusal: str = COPY_YOURS) -> None:
    """Raise `Overtaken` with `refusal` unless the row is what the person saw; version 0 is a row not made yet."""
    if (row.version if row else 0) != version:
        raise Overtaken(refusal)
