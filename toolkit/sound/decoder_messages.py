"""What the web server and its decoder process say to each other, over a pair of pipes. Pure.

The process asks for bytes of the recording and gets them; it sends what it makes, and an end with the result. A message
is a letter, a length and so many bytes.
"""

import struct
from typing import IO

from toolkit.remote_file import RemoteFile

HEAD = struct.Struct("!cQ")
PLACE = struct.Struct("!BQI")
"""Which file, from which byte, how many."""

ASKS, GIVES, MAKES, ENDS = b"?", b"=", b"+", b"."
BLOCK = 256 * 1024
LONGEST = 8 * 1024 * 1024


class BrokenOffError(Exception):
    """The other side is gone, or says what nobody understands."""


def send(pipe: IO[bytes], kind: bytes, content: bytes) -> None:
    """One message, at once. Raises `BrokenOffError`."""
    try:
        pipe.write(HEAD.pack(kind, len(content)) + content)
        pipe.flush()
    except (OSError, ValueError) as error:
        raise BrokenOffError from error


def receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """The next message: its letter and its bytes. Raises `BrokenOffError`."""
    kind, length = HEAD.unpack(_exactly(pipe, HEAD.size))
    if length > LONGEST:
        raise BrokenOffError
    return kind, _exactly(pipe, length)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    found = pipe.read(count)
    if len(found) < count:
        raise BrokenOffError
    return found


class AskedFor(RemoteFile):
    """A file on the other side of the pipes, for the decoder process: each read is a question."""

    def __init__(self, answers: IO[bytes], questions: IO[bytes], *, number: int, size: int) -> None:
        super().__init__(size)
        self._answers, self._questions, self._number = answers, questions, number

    def fetch_at(self, place: int, count: int) -> bytes:
        """Ask for a block at most. Raises `BrokenOffError`."""
        send(self._questions, ASKS, PLACE.pack(self._number, place, min(count, BLOCK)))
        kind, found = receive(self._answers)
        if kind != GIVES:
            raise BrokenOffError
        return found
