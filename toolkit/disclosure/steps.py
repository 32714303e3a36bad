"""A share that grows from day to day, told in steps: nobody who looks before and after an answer learns of it. Pure.

When the answers are weighed depends on how many there are, and never on what they say: else the one by which the
number moved would be known.
"""

from dataclasses import dataclass

from toolkit.disclosure.counts import is_small
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown


@dataclass(frozen=True, slots=True)
class Told:
    """`count` of `of` is what has been told, and `weighed` how many there were when it was last asked whether it could
    be told anew."""

    count: int = 0
    of: int = 0
    weighed: int = 0

    @property
    def share(self) -> Share | None:
        """What may be shown; None before anything was told."""
        return Share(Shown(self.count), Shown(self.of)) if self.of else None


def go_on(told: Told, *, count: int, of: int, threshold: int) -> Told:
    """What is told once `count` of `of` stand.

    Answers are weighed as many at a time as the threshold says. They are told when of those who came since the last
    time neither few did nor few did not; else they wait for the next ones.
    """
    if of - told.weighed < max(threshold, 1):
        return told
    did, did_not = count - told.count, (of - told.of) - (count - told.count)
    if is_small(did, threshold=threshold) or is_small(did_not, threshold=threshold):
        return Told(told.count, told.of, weighed=of)
    return Told(count, of, weighed=of)
