"""Hearing what other web processes commit, on PostgreSQL: LISTEN on a connection of the process's own.

It only makes things quicker: the log is looked at now and then all the same, so a connection that is lost, or a pooler
that lets nothing through, delays a change by a second and loses none.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import psycopg

from seminar.changes.notices import CHANNEL

WAIT_S = 1.0
"""How soon the thread sees that it is to end."""
RECONNECT_S = 2.0
"""How long to wait before a connection that was lost is opened anew."""

Connect = Callable[[], psycopg.Connection]


class Listener(threading.Thread):
    """Rings whenever another process has committed a change of a seminar, until it is stopped."""

    def __init__(self, connect: Connect, ring: Callable[[], None]) -> None:
        super().__init__(name="seminar notifications", daemon=True)
        self._connect, self._ring = connect, ring
        self._ended = threading.Event()

    def run(self) -> None:
        """Listen, and again after a connection was lost."""
        while not self._ended.is_set():
            try:
                with _opened(self._connect) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._ring()  # what was committed before it listened
                    while not self._ended.is_set():
                        for _note in connection.notifies(timeout=WAIT_S, stop_after=1):
                            self._ring()
            except psycopg.Error:
                self._ended.wait(RECONNECT_S)

    def stop(self) -> None:
        """End soon; the connection is closed by the thread itself."""
        self._ended.set()


@contextmanager
def _opened(connect: Connect) -> Iterator[psycopg.Connection]:
    with closing(connect()) as connection:
        connection.autocommit = True
        yield connection
