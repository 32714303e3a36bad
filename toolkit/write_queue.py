"""Writers of one process, one after the other: whoever came first is next.

SQLite has one writer at a time, and whoever finds it busy sleeps and tries again, a tenth of a second apart in the end:
under many writers the lock then lies idle, and somebody is unlucky for so long that the time is up.
"""

import threading
from collections import deque


class WriteQueue:
    """A lock that is handed over in the order in which it was asked for."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._is_held = False

    def acquire(self, *, timeout_s: float) -> bool:
        """Wait for the turn. False when it did not come in time: then nothing is held."""
        with self._guard:
            if not self._is_held:
                self._is_held = True
                return True
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(timeout_s):
            return True
        with self._guard:
            if turn.is_set():  # it came just now
                return True
            self._waiting.remove(turn)
            return False

    def release(self) -> None:
        """Give it to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_held = False
