"""One row, two people or two windows: whoever saves says which version they saw, and nothing is overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from zlib import crc32

from toolkit.errors import N_, Overtaken

THEIRS_BESIDE_YOURS = N_("Somebody else has changed this. Their words stand beside yours.")
COPY_YOURS = N_("This was changed in another window. Copy what you wrote, then reload the page.")


class Versioned(Protocol):
    """A row that counts its changes."""

    version: int


@dataclass(frozen=True, slots=True)
class Seen:
    """The version of what stands in no row of its own."""

    version: int


def count(row: Versioned) -> None:
    """Count a change of a row whose mapper says `version_id_generator: False`: what is counted is what a form shows.

    A child's exclusion or a new password moves no version, and a new handler or role does, though it is another row.
    """
    row.version += 1


def require(row: Versioned | None, version: int, *, refusal: str = COPY_YOURS) -> None:
    """Raise `Overtaken` with `refusal` unless the row is what the person saw; version 0 is a row not made yet."""
    require_same(row.version if row else 0, version, refusal=refusal)


def require_same(stands: int, seen: int, *, refusal: str = COPY_YOURS) -> None:
    """Raise `Overtaken` with `refusal` unless what stands is what the person saw."""
    if stands != seen:
        raise Overtaken(refusal)


def of_words(words: Iterable[str]) -> int:
    """A version for what stands in no row of its own, such as a list: another one for other words, 0 for none.

    It is shown where the words themselves are, and nowhere else.
    """
    joined = "\n".join(words)
    return crc32(joined.encode()) & 0x7FFFFFFF if joined.strip() else 0
