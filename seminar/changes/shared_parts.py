"""Parts of a page that are the same for everybody who may see it, made once while thirty windows ask for them.

They lie in memory for a moment, until the seminar changes. Whoever asks has shown before that they may.
"""

import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar

from toolkit.installation import Held

Made = TypeVar("Made")

MOST = 64
AGE_S = 20.0
"""What changes without a line on the log, such as a colleague's name, is seen after so long."""


class SharedParts:
    """What was made lately, by what it is of. May be asked from any thread; one makes it, and the others wait."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._made: dict[Hashable, tuple[float, Future[Any]]] = {}

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The parts of that key, which names everything that they depend on. Raises what `make` raises."""
        with self._guard:
            begun, future = self._made.get(key, (0.0, None))
            is_mine = future is None or begun + AGE_S < time.monotonic()
            if future is None or is_mine:
                if len(self._made) >= MOST:
                    self._made.clear()
                future = Future()
                self._made[key] = (time.monotonic(), future)
        if is_mine:
            try:
                future.set_result(make())
            except BaseException as error:  # noqa: BLE001 - whoever waits for it gets it, too
                self.forget()
                future.set_exception(error)
        made: Made = future.result()
        return made

    def forget(self) -> None:
        """The seminar has changed."""
        with self._guard:
            self._made.clear()


SHARED: Held[SharedParts] = Held("parts of pages that are made once for all")
