"""Krippendorff's alpha of who marked which line, and how sure it is. Pure.

The unit is a line that can be marked, the value whether a reader marked anything in it (nominal). K. Krippendorff,
Content Analysis, 4th edition (2019), chapter 12; computed by the package `krippendorff`. The interval is a bootstrap:
the lines are drawn anew with replacement, and the middle 95 of 100 results are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

DRAWS = 1000
SEED = 20261129
"""The same lines give the same interval every time."""
FEWEST_LINES = 10


@dataclass(frozen=True, slots=True)
class Alpha:
    """1: all readers marked the same lines; 0: as if by chance; below 0: less than that. 95 of 100 lie in between."""

    value: float
    low: float
    high: float


def compute(marked: Sequence[int], readers: int) -> Alpha | None:
    """Alpha for lines that so many of the readers marked, each of whom read all of them.

    None with fewer than two readers or ten lines, and where all marked everything or nothing: it is not defined there.
    """
    if readers < 2 or len(marked) < FEWEST_LINES or not 0 < sum(marked) < readers * len(marked):
        return None
    counts = [[readers - many, many] for many in marked]
    draw = Random(SEED)
    drawn = (draw.choices(counts, k=len(counts)) for _ in range(DRAWS))
    found = sorted(_alpha(each) for each in drawn if 0 < sum(many for _, many in each) < readers * len(each))
    return Alpha(_alpha(counts), found[round(0.025 * (len(found) - 1))], found[round(0.975 * (len(found) - 1))])


def _alpha(counts: Sequence[Sequence[int]]) -> float:
    import krippendorff

    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
