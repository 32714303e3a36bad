"""A zip that is written while it is sent, so that nothing of it ever lies on a disk; its length is told first. Pure.

Entries are stored as they are: sound does not get smaller, and the length is known before the first byte.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

LARGEST_KNOWN = 2**31 - 2**20
"""Up to here the directory of a zip has one form, and its length can be told beforehand."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the zip. `blocks` may be read once."""

    name: str
    length: int
    blocks: Iterable[bytes]

    @classmethod
    def of(cls, name: str, content: bytes) -> "Part":
        """A file whose content is at hand."""
        return cls(name, len(content), (content,))


class _Outlet(io.RawIOBase):
    """What was written and not yet drained away. It cannot seek, so the zip is written from front to back."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self._held += memoryview(data)  # type: ignore[arg-type]  # a buffer of some kind
        return len(memoryview(data))  # type: ignore[arg-type]

    def drain(self) -> bytes:
        drained = bytes(self._held)
        self._held.clear()
        return drained


def stream(parts: Sequence[Part], *, at: datetime) -> Iterator[bytes]:
    """The bytes of a zip of these parts in their order, a block at a time. Raises `ValueError` for a part of another
    length than it says: the end is then missing, and no program takes it for whole."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for part in parts:
            yield from _write(archive, outlet, part, at)
    yield outlet.drain()


def _write(archive: zipfile.ZipFile, outlet: _Outlet, part: Part, at: datetime) -> Iterator[bytes]:
    written = 0
    with archive.open(zipfile.ZipInfo(part.name, at.timetuple()[:6]), "w", force_zip64=True) as entry:
        for block in part.blocks:
            entry.write(block)
            written += len(block)
            yield outlet.drain()
    if written != part.length:
        msg = "a file is not as long as it was said to be"
        raise ValueError(msg)


def length_of(parts: Sequence[Part], *, at: datetime) -> int | None:
    """How many bytes `stream` gives; None for more than `LARGEST_KNOWN`."""
    whole = sum(part.length for part in parts)
    if whole > LARGEST_KNOWN:
        return None
    empty = [Part.of(part.name, b"") for part in parts]
    return whole + sum(map(len, stream(empty, at=at)))
