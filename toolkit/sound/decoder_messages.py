"""What the web server and its decoder process say to each other, over a pair of pipes. Pure.

The process asks for bytes of the recording and gets them; it sends what it makes, and an end with the result. A message
is a letter, a length and so many bytes.
"""

import io
import struct
from typing import IO, Any

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


class AskedFor(io.RawIOBase):
    """A file on the other side of the pipes, for the decoder process: each read is a question."""

    def __init__(self, answers: IO[bytes], questions: IO[bytes], *, number: int, size: int) -> None:
        super().__init__()
        self._answers, self._questions = answers, questions
        self._number, self._size, self._place = number, size, 0

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
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Ask for as many bytes as there is room for; 0 at the end."""
        wanted = memoryview(buffer)
        count = min(len(wanted), BLOCK, max(0, self._size - self._place))
        if not count:
            return 0
        send(self._questions, ASKS, PLACE.pack(self._number, self._place, count))
        kind, found = receive(self._answers)
        if kind != GIVES:
            raise BrokenOffError
        wanted[: len(found)] = found
        self._place += len(found)
        return len(found)
