"""Reads the sealed chunks of a recording as the files that they were: a new one for each time that it went on."""

import io
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, TypeVar

from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile, SealedReader

Chunk = TypeVar("Chunk")


def split(chunks: Sequence[Chunk], begins: Sequence[bool]) -> list[Sequence[Chunk]]:
    """The chunks of each run. The first chunk begins one, whatever is said of it."""
    starts = [0, *(place for place, is_begin in enumerate(begins) if is_begin and place)]
    return [chunks[start:end] for start, end in zip(starts, [*starts[1:], len(chunks)], strict=True)]


class Run(io.RawIOBase):
    """Some sealed chunks as one seekable file of plaintext; one chunk is open at a time. Close it."""

    def __init__(self, chunks: Sequence[SealedFile]) -> None:
        super().__init__()
        self._chunks = chunks
        self._ends = list(accumulate(chunk.plain_length for chunk in chunks))
        self._place = 0
        self._open: tuple[int, SealedReader] | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Bytes from the beginning."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, as with any file."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._ends[-1]}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Read up to the end of a chunk; 0 at the end."""
        number = next((n for n, end in enumerate(self._ends) if end > self._place), None)
        if number is None:
            return 0
        reader = self._reader(number)
        reader.seek(self._place - (self._ends[number] - self._chunks[number].plain_length))
        wanted = memoryview(buffer)
        read = reader.read(len(wanted))
        wanted[: len(read)] = read
        self._place += len(read)
        return len(read)

    def close(self) -> None:
        """Close the chunk that is open."""
        if self._open:
            self._open[1].close()
            self._open = None
        super().close()

    def _reader(self, number: int) -> SealedReader:
        if self._open is None or self._open[0] != number:
            if self._open:
                self._open[1].close()
            self._open = (number, vault().reading(self._chunks[number]))
        return self._open[1]
