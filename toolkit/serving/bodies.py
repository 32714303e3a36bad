"""The body of a request: gathered in memory before a thread is given to it, or streamed when it is large.

A body that ends before its declared length is never taken for a whole one.
"""

import asyncio
import concurrent.futures
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from uvicorn._types import ASGIReceiveCallable, HTTPScope
from werkzeug.exceptions import ClientDisconnected

from toolkit.serving.limits import Limits

GRACE_S = 60.0
"""A large body may be slower than `Limits.slowest` for this long."""


class BrokenOff(Exception):
    """The client went away in the middle of a body."""


class TooSlow(Exception):
    """A body did not arrive in time."""


class TooMuch(Exception):
    """So many bodies are arriving that there is no memory for this one."""


@dataclass(slots=True)
class Body:
    """What has arrived of a body. `is_whole` says that nothing more comes; otherwise the rest is to be streamed."""

    data: bytearray = field(default_factory=bytearray)
    is_whole: bool = True


def declared_length(scope: HTTPScope) -> int | None:
    """The length that the head declares: 0 without a body, None when it is chunked. HTTP's parser has checked it."""
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        return None
    return int(headers.get(b"content-length", b"0"))


class Gatherer:
    """Gathers small bodies within one common bound of memory. Lives on the event loop: no locks are needed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._held = 0
        self._deadlines: set[asyncio.Timeout] = set()

    @property
    def held(self) -> int:
        """Bytes in memory now, of all the bodies whose requests are not answered yet."""
        return self._held

    @contextmanager
    def holding(self) -> Iterator[Body]:
        """A body to gather into; its memory is counted until the block ends."""
        body = Body()
        try:
            yield body
        finally:
            self._held -= len(body.data)

    async def gather(self, body: Body, scope: HTTPScope, receive: ASGIReceiveCallable) -> None:
        """Wait for a small body; of a large one nothing is read, of a chunked one no more than small ones may be.

        Raises `BrokenOff`, `TooSlow` and `TooMuch`.
        """
        length = declared_length(scope)
        body.is_whole = length == 0
        if length is not None and (length == 0 or length > self._limits.gathered):
            return
        try:
            async with asyncio.timeout(self._limits.gathering_s) as deadline:
                self._deadlines.add(deadline)
                while not body.is_whole and len(body.data) <= self._limits.gathered:
                    self._add(body, await receive())
        except TimeoutError:
            raise TooSlow from None
        finally:
            self._deadlines.discard(deadline)

    def stop(self) -> None:
        """The server stops: wait for no body any longer."""
        for deadline in self._deadlines:
            deadline.reschedule(0)

    def _add(self, body: Body, message: Any) -> None:
        if message["type"] == "http.disconnect":
            raise BrokenOff
        more = message.get("body", b"")
        if self._held + len(more) > self._limits.gathered_in_all:
            raise TooMuch
        self._held += len(more)
        body.data += more
        body.is_whole = not message.get("more_body", False)


class StreamedBody(io.RawIOBase):
    """A large body as a thread reads it, while the event loop waits for the client. Nothing is kept, nothing spooled.

    Reading raises `ClientDisconnected` (a 400) when the client goes away, is silent for long, or dribbles.
    """

    def __init__(
        self, start: bytes, receive: ASGIReceiveCallable, *, loop: asyncio.AbstractEventLoop, limits: Limits
    ) -> None:
        self._ready = memoryview(start)
        self._receive = receive
        self._loop = loop
        self._limits = limits
        self._begun = time.monotonic()
        self._came = len(start)
        self.is_at_end = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as something is there; wait for the client when nothing is. 0 at the end."""
        while not self._ready and not self.is_at_end:
            self._ready = memoryview(self._wait())
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _wait(self) -> bytes:
        message = self._next_message()
        if message["type"] == "http.disconnect":
            raise ClientDisconnected
        data: bytes = message.get("body", b"")
        self._came += len(data)
        self.is_at_end = not message.get("more_body", False)
        if time.monotonic() - self._begun > GRACE_S + self._came / self._limits.slowest:
            raise ClientDisconnected
        return data

    def _next_message(self) -> Any:
        waiting = self._receive_in_time()
        try:
            return asyncio.run_coroutine_threadsafe(waiting, self._loop).result()
        except (TimeoutError, concurrent.futures.CancelledError):
            raise ClientDisconnected from None
        except RuntimeError:  # the loop has ended: so has the server
            waiting.close()
            raise ClientDisconnected from None

    async def _receive_in_time(self) -> Any:
        async with asyncio.timeout(self._limits.silence_s):
            return await self._receive()
