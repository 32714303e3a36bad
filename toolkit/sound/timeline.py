"""The recording's own clock: where silence belongs because sound is missing, and what is told about it. Pure.

Times shown anywhere are those of this clock: the file's, counted from its 0, or from its first sound where the file
counts from somewhere else (a device's hours, a piece of a longer recording).
"""

from dataclasses import dataclass

NOTICEABLE_GAP = 0.5
"""Seconds. Less is filled when it has added up to this, so that times stay true."""
LONGEST_FILLED_GAP = 600.0
"""Seconds. More than this is a clock that was set, and is told but not filled."""
JITTER = 0.1
"""Seconds between two sounds that clocks and drivers make, without any sound being lost."""


@dataclass(frozen=True)
class Gap:
    """A span that the recording's own clock counts but that holds no sound. Seconds."""

    start: float
    seconds: float


def find_origin(begins: float | None) -> float | None:
    """What counts as 0 in a file whose first sound is there on its clock; None while that is not known."""
    if begins is None:
        return None
    return 0.0 if NOTICEABLE_GAP < begins <= LONGEST_FILLED_GAP else begins


class Timeline:
    """Places one sound after another. `gaps` are what has been found missing so far."""

    def __init__(self, origin: float | None = None) -> None:
        self._origin = origin
        self._expected = origin
        self._lost = 0.0
        self.gaps: list[Gap] = []
        self.has_jumps = False

    def silence_before(self, time: float | None, *, seconds: float, position: float) -> float:
        """Seconds of silence that belong between `position` and a sound of that length which says its `time`.

        `position` counts from the recording's beginning.
        """
        if time is None:
            return 0.0
        if self._origin is None or self._expected is None:
            begins = find_origin(time)
            self._origin = self._expected = time if begins is None else begins
        lost = time - self._expected
        self._expected = time + seconds
        self._lost += lost if lost > JITTER else 0.0
        missing = time - self._origin - position
        if not -NOTICEABLE_GAP <= missing <= LONGEST_FILLED_GAP:
            self._jump(missing, position)
            return 0.0
        if missing <= NOTICEABLE_GAP:
            return 0.0
        if self._lost > missing / 2:
            self.gaps.append(Gap(round(position, 2), round(missing, 2)))
        self._lost = 0.0
        return missing

    def place(self, time: float) -> float:
        """The second of the recording that a time of the file belongs to."""
        return time - (self._origin or 0.0)

    def _jump(self, missing: float, position: float) -> None:
        """The clock was set: go on counting from here."""
        if missing > 0:
            self.gaps.append(Gap(round(position, 2), round(missing, 2)))
        self._origin = (self._origin or 0.0) + missing
        self._lost = 0.0
        self.has_jumps = True


def shared_gaps(tracks: list[list[Gap]]) -> list[Gap]:
    """What is missing in every one of several tracks."""
    found, *others = tracks
    for other in others:
        both = [(max(a.start, b.start), min(a.start + a.seconds, b.start + b.seconds)) for a in found for b in other]
        found = [Gap(start, round(end - start, 2)) for start, end in both if end - start > NOTICEABLE_GAP]
    return found
