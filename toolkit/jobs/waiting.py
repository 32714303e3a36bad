"""How a worker waits for work: for a while, or until a broker's message wakes it (`wakeups` sends them).

It listens only while it has nothing to do, and takes one message at a time: a busy worker never holds what could wake
another.
"""

import threading
import time
from contextlib import suppress
from typing import Any, Protocol

from toolkit.jobs import wakeups
from toolkit.logs import log

AWAY_S = 2.0
"""How long until an idle worker looks again while the broker is away."""
SLICE_S = 1.0


class Waiting(Protocol):
    """What an idle worker does."""

    def wait(self, stop: threading.Event, *, longest_s: float) -> None:
        """Return when there may be work, when `stop` is set, and after `longest_s` seconds at the latest."""


class Clock:
    """Without a broker: the time passes."""

    def wait(self, stop: threading.Event, *, longest_s: float) -> None:
        """See Waiting."""
        stop.wait(longest_s)


class Messages:
    """With a broker: a message comes, or the time passes. While it is away, workers look more often."""

    def __init__(self, url: str) -> None:
        self._celery = wakeups.make_celery(url)
        self._is_away = False

    def wait(self, stop: threading.Event, *, longest_s: float) -> None:
        """See Waiting."""
        try:
            self._listen(stop, time.monotonic() + longest_s)
        except Exception as error:  # noqa: BLE001 - whatever a broker does, the worker goes on
            if not self._is_away:
                log.warning("broker away", extra={"facts": {"error": type(error).__name__}})
            self._is_away = True
            stop.wait(min(AWAY_S, longest_s))

    def _listen(self, stop: threading.Event, until: float) -> None:
        received: list[Any] = []

        def receive(message: Any) -> None:
            message.ack()
            received.append(message)

        connection = self._celery.connection_for_read()
        try:
            queues = list(self._celery.amqp.queues.values())
            connection.Consumer(queues, on_message=receive, accept=["json"], prefetch_count=1).consume()
            self._is_away = False
            while not received and not stop.is_set() and time.monotonic() < until:
                with suppress(TimeoutError):
                    connection.drain_events(timeout=SLICE_S)
        finally:
            connection.collect(SLICE_S)  # hangs up without asking: a broker that died would never answer
