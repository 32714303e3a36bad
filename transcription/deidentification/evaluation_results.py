"""What the recognisers were measured to find: read from `figures.json`, which `deidentify measure --write` writes.

A test measures anew and compares, so that the page cannot say more than is true. Only sets that no rule was written
against are shown, and of those the least favourable.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "test_set" / "figures.json"
HONEST = ("blind", "blind_second", "validation", "held_out")
"""Sets that nobody who wrote a rule, or a sentence to train on, has read."""
CERTAINTY = 1.96


class Letters(StrEnum):
    """How a text is written."""

    ORDINARY = "ordinary"
    SMALL = "small"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `all`, with Wilson's interval at 95 %."""

    hits: int
    all: int

    @property
    def value(self) -> float:
        """The share itself; 0 of 0 counts as all."""
        return self.hits / self.all if self.all else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound (Wilson 1927)."""
        if not self.all:
            return 0.0, 1.0
        n, p, z2 = self.all, self.value, CERTAINTY**2
        middle, half = p + z2 / (2 * n), CERTAINTY * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)


def situation(*, known: bool, letters: Letters) -> str:
    """What a run is called: were the interview's names written in, and in what letters is the text?"""
    return f"{'known' if known else 'unknown'}_{letters}"


@cache
def read() -> dict[str, Any]:
    """Per set and `situation`: recall, precision, touched and recall by kind as [hits, all]; how many sentences."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def least_favourable(*, known: bool, letters: Letters) -> dict[str, Any]:
    """The figures of the honest set in which least was found in such a situation."""
    name = situation(known=known, letters=letters)
    sets = [one for one in (read().get(kept) for kept in HONEST) if one]
    worst = min(sets, key=lambda one: one[name]["recall"][0] / one[name]["recall"][1])
    return {**worst[name], "sentences": worst["sentences"], "interviews": worst["interviews"]}
