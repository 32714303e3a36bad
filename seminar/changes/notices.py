"""The bell of one process: whoever waits for changes is told that something was committed, and looks for itself."""

import threading
from collections.abc import Callable

from toolkit.installation import Held

CHANNEL = "seminar_change"
"""Where PostgreSQL tells other processes that something was committed; what, they ask for themselves."""


class Notices:
    """Who wants to be told. May be rung from any thread; whoever listens must be quick."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._listening: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every commit that changed a seminar, from the thread that committed."""
        with self._guard:
            self._listening.append(listener)

    def tell(self) -> None:
        """Something was committed."""
        with self._guard:
            listening = tuple(self._listening)
        for listener in listening:
            listener()


NOTICES: Held[Notices] = Held("who hears that a seminar changed")
