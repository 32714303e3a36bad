"""A file whose bytes are fetched behaves as a file in memory does, whatever is asked of it."""

import io
import os

from hypothesis import given
from hypothesis import strategies as st

from toolkit.remote_file import RemoteFile

BYTES = bytes(range(256)) * 3
SEEKS = st.tuples(st.integers(-300, 900), st.sampled_from([os.SEEK_SET, os.SEEK_CUR, os.SEEK_END]), st.integers(0, 400))


class InPieces(RemoteFile):
    """Gives less than was asked for."""

    def __init__(self) -> None:
        super().__init__(len(BYTES))
        self.fetched: list[tuple[int, int]] = []

    def fetch_at(self, place: int, count: int) -> bytes:
        self.fetched.append((place, count))
        return BYTES[place : place + min(count, 100)]


@given(st.lists(SEEKS, max_size=8))
def test_it_reads_as_a_file_in_memory(steps: list[tuple[int, int, int]]) -> None:
    ours, known = io.BufferedReader(InPieces(), 64), io.BytesIO(BYTES)
    for offset, whence, count in steps:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: known.tell(), os.SEEK_END: len(BYTES)}[whence]
        known.seek(max(0, base + offset))
        assert ours.seek(max(0, base + offset)) == known.tell()
        assert ours.read(count) == known.read(count)
        assert ours.tell() == known.tell()


def test_nothing_is_fetched_before_it_is_read_or_past_the_end() -> None:
    file = InPieces()
    assert (file.readable(), file.seekable()) == (True, True)
    assert file.seek(-8, os.SEEK_END) == len(BYTES) - 8
    assert file.fetched == []
    assert (file.read(100), file.read(1)) == (BYTES[-8:], b"")
    assert file.fetched == [(len(BYTES) - 8, 8)]
    assert file.seek(-9999, os.SEEK_CUR) == 0
    file.seek(5000)
    assert file.read(1) == b""
