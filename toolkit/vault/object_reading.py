"""A sealed file in an object store, read as a file: whatever part is asked for is fetched, and nothing before it.

Pure: what fetches comes from `object_store`.
"""

import io
import os
from collections.abc import Callable
from typing import Any

AHEAD = 1024 * 1024
"""Bytes that are fetched at once. A chunk of a recording is smaller, and so comes whole with the first question."""

Fetch = Callable[[int, int], tuple[bytes, int]]
"""Bytes from a place (the second number: how many, fewer at the end), and the length of the whole file."""


class ObjectFile(io.RawIOBase):
    """The bytes of one object, with seek. Its beginning is fetched at once, and kept. Raises what `fetch` does."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self._fetch = fetch
        self._head, self._length = fetch(0, AHEAD)
        self._place = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Bytes from the beginning."""
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place, as with any file; nothing is fetched."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._length}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Fetch as much as the buffer takes; 0 at the end."""
        wanted = memoryview(buffer)
        found = self._bytes(min(len(wanted), self._length - self._place))
        wanted[: len(found)] = found
        self._place += len(found)
        return len(found)

    def _bytes(self, size: int) -> bytes:
        if size <= 0:
            return b""
        if self._place < len(self._head):
            return self._head[self._place : self._place + size]
        return self._fetch(self._place, size)[0]


def buffered(fetch: Fetch) -> io.BufferedReader:
    """The file, with one fetch for many small reads that follow each other."""
    return io.BufferedReader(ObjectFile(fetch), AHEAD)
