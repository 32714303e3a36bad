"""A sealed file in an object store, read as a file: whatever part is asked for is fetched, and nothing before it.

Pure: what fetches comes from `object_store`.
"""

import io
from collections.abc import Callable

from toolkit.remote_file import RemoteFile

AHEAD = 1024 * 1024
"""Bytes that are fetched at once. A chunk of a recording is smaller, and so comes whole with the first question."""

Fetch = Callable[[int, int], tuple[bytes, int]]
"""Bytes from a place (the second number: how many, fewer at the end), and the length of the whole file."""


class ObjectFile(RemoteFile):
    """The bytes of one object, with seek. Its beginning is fetched at once, and kept. Raises what `fetch` does."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._head, length = fetch(0, AHEAD)
        super().__init__(length)

    def fetch_at(self, place: int, count: int) -> bytes:
        """From what is kept, or from the store."""
        if place < len(self._head):
            return self._head[place : place + count]
        return self._fetch(place, count)[0]


def buffered(fetch: Fetch) -> io.BufferedReader:
    """The file, with one fetch for many small reads that follow each other."""
    return io.BufferedReader(ObjectFile(fetch), AHEAD)
