"""One connection: uvicorn's HTTP/1.1 on h11, with a bound on how long its heads take and on how many there are."""

import asyncio
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from toolkit.serving.bridge import AT_WORK
from toolkit.serving.limits import Limits


class Connection(H11Protocol):
    """A connection that is let go when its client is too slow, or when others need the room."""

    limits = Limits()
    """Of the server that the connection belongs to: see `within`."""

    _timer: asyncio.TimerHandle | None = None
    _since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Somebody is there: make room, and wait for a head."""
        super().connection_made(transport)
        self._since = self.loop.time()
        if len(self.connections) > self.limits.connections:
            self._let_longest_go()
        self._time()

    def data_received(self, data: bytes) -> None:
        """Something came: a head, a part of one, a body, or what is left of one that nobody wants."""
        had_request = self.cycle
        super().data_received(data)
        if self.cycle is not had_request:
            self._since = self.loop.time()
        self._time()

    def on_response_complete(self) -> None:
        """The answer is sent; what the client still sends of its request is thrown away for a while."""
        super().on_response_complete()
        self._time()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone, or was let go."""
        super().connection_lost(exc)
        self._stop_timing()

    @property
    def is_waiting(self) -> bool:
        """Whether nobody works for this connection: its client has yet to send something, or to ask for more."""
        return self.cycle is None or self.cycle.response_complete or AT_WORK not in self.cycle.scope["state"]

    def _let_longest_go(self) -> None:
        waiting = [cast(Connection, each) for each in self.connections if each is not self]
        longest = min((each for each in waiting if each.is_waiting), key=lambda each: each._since, default=self)  # noqa: SLF001 - of the same class
        longest.transport.abort()

    def _time(self) -> None:
        """Run the clock while a head is under way, or the rest of a body that was answered already."""
        expects_head = self.conn.their_state is h11.IDLE and self.timeout_keep_alive_task is None
        has_leftover = self.conn.their_state is h11.SEND_BODY and self.cycle.response_complete
        if not (expects_head or has_leftover):
            self._stop_timing()
        elif self._timer is None:
            self._timer = self.loop.call_later(self.limits.head_s, self.transport.abort)

    def _stop_timing(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def within(limits: Limits) -> type[Connection]:
    """The class of connections of a server with these limits."""
    return type("Connection", (Connection,), {"limits": limits})
