"""Which accesses of a month are gone through. Pure.

Every copy that left the program is in the sample, however many there are. Everybody who read something has at least one
line in it, of an interview that was not their own if there is one, in a unit with no more than `MOST` such people; the
rest is drawn by lot. Nobody chooses, and nobody can know beforehand.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

SIZE = 25
"""So many lines are drawn at least, if there are as many."""
MOST = 60
"""Of so many people at most besides those who took a copy, in a unit where more have read something."""


@dataclass(frozen=True, slots=True)
class Access:
    """A line of the trail: its number, who it was, whether the interview was their own, and whether a copy left."""

    seq: int
    actor_id: UUID
    is_own: bool
    is_copy: bool = False


def holds_everybody(people: int) -> bool:
    """Whether each of so many people who read something has a line in the sample, or only `MOST` of them at least."""
    return people <= MOST


def choose(accesses: Sequence[Access], *, dice: random.Random) -> list[int]:
    """The numbers of the lines that are drawn, in order."""
    shuffled = dice.sample(accesses, len(accesses))
    first: dict[UUID, Access] = {}
    for one in sorted(shuffled, key=lambda access: access.is_own):  # stable: what is not their own comes first
        first.setdefault(one.actor_id, one)
    copies = [one for one in shuffled if one.is_copy]
    seen = {one.actor_id for one in copies}
    others = [one for one in dice.sample(list(first.values()), len(first)) if one.actor_id not in seen]
    numbers = {one.seq for one in [*copies, *others[:MOST]]}
    for one in shuffled:
        if len(numbers) >= SIZE:
            break
        numbers.add(one.seq)
    return sorted(numbers)
