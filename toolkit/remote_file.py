"""A file whose bytes lie elsewhere, and are asked for by their place: the part that every such file has. Pure."""

import io
import os
from abc import abstractmethod
from typing import Any


class RemoteFile(io.RawIOBase):
    """A file of known length that can be read from any place. `fetch_at` says where its bytes come from."""

    def __init__(self, length: int) -> None:
        super().__init__()
        self._length, self._place = length, 0

    @abstractmethod
    def fetch_at(self, place: int, count: int) -> bytes:
        """So many bytes from a place, or fewer, but one at least: both lie within the file."""

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
        """Fetch as much as the buffer takes; 0 at the end. Raises what `fetch_at` does."""
        wanted = memoryview(buffer)
        count = min(len(wanted), self._length - self._place)
        if count <= 0:
            return 0
        found = self.fetch_at(self._place, count)
        wanted[: len(found)] = found
        self._place += len(found)
        return len(found)
