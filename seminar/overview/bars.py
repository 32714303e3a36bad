"""Three bars for each year, side by side, as places in a drawing. Pure: the template draws, a table says it too.

The drawing is 640 wide; a number's bar is as long as its share of the largest number of all years.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, NAMES, ROOM_FOR_NUMBER = 640, 150, 44
BAR, GAP, BETWEEN = 16, 3, 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One number: from where, how long, and where the number stands."""

    number: int
    y: int
    width: int

    @property
    def text_x(self) -> int:
        """Where the number begins, beside the bar."""
        return NAMES + self.width + 8


@dataclass(frozen=True, slots=True)
class Group:
    """One year: its name, and its bars from the top."""

    name: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """The whole drawing."""

    groups: tuple[Group, ...]
    height: int


def draw(years: Sequence[tuple[str, Sequence[int]]]) -> Bars:
    """The years with their numbers, in the order given."""
    largest = max((number for _, numbers in years for number in numbers), default=0) or 1
    room = WIDTH - NAMES - ROOM_FOR_NUMBER
    groups, y = [], 0
    for name, numbers in years:
        bars = [Bar(number, y + at * (BAR + GAP), round(room * number / largest)) for at, number in enumerate(numbers)]
        groups.append(Group(name, y, tuple(bars)))
        y += len(numbers) * (BAR + GAP) + BETWEEN
    return Bars(tuple(groups), max(y - BETWEEN, 0))
