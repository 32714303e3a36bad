"""One line in the terminal that tells how far a long work has come, how fast it goes and how long is left."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

MEGABYTE = 1_000_000
BETWEEN_S = 0.2
"""So often the line is written anew."""
STEP = 10
"""Per cent between two lines where nobody watches: in a file or a log."""


class ProgressLine:
    """Call it with what is done and what there is in all, in bytes or what `unit` says; it tells whoever watches.

    On a terminal one line that changes; in a file a new line every tenth. What was there at the first call counts as
    done before, so that the speed is honest after a pause.
    """

    def __init__(
        self,
        what: str,
        out: TextIO | None = None,
        *,
        unit: str = "MB",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what, self._out, self._unit, self._clock = what, out or sys.stdout, unit, clock
        self._watched = self._out.isatty()
        self._began: tuple[float, int] | None = None
        self._shown_at, self._shown_step = -BETWEEN_S, -1

    def __call__(self, done: int, whole: int) -> None:
        """Tell how far it has come."""
        now = self._clock()
        if self._began is None:
            self._began = (now, done)
        if self._watched:
            if now - self._shown_at >= BETWEEN_S or done >= whole:
                self._shown_at = now
                self._out.write(f"\r\033[K{self._say(done, whole, now)}" + ("\n" if done >= whole else ""))
                self._out.flush()
        elif (step := done * 100 // max(whole, 1) // STEP) > self._shown_step:
            self._shown_step = step
            self._out.write(self._say(done, whole, now) + "\n")
            self._out.flush()

    def _say(self, done: int, whole: int, now: float) -> str:
        said = f"{self._what}  {done * 100 // max(whole, 1)} % of {self._count(whole)}"
        began, before = self._began or (now, done)
        speed = (done - before) / (now - began) if now > began else 0.0
        if speed <= 0:
            return said
        left = f", {_minutes((whole - done) / speed)} left" if done < whole else ""
        return f"{said}, {self._count(speed)}/s{left}"

    def _count(self, number: float) -> str:
        return f"{number / MEGABYTE:.1f} MB" if self._unit == "MB" else f"{number:.0f} {self._unit}"


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
