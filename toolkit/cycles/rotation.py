"""The draw: which worker interviews which child. Pure: ids in, ids out.

What bars a pair is in `rules`. Beyond that: as many children as there is room for, every worker one before anybody
gets a second, never two siblings to the same worker, even over ages, sexes and teams, and then as few interpreters as
can be.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import TypeVar
from uuid import UUID

from interview_guides.age_bands import band_of
from toolkit.cycles.interpreting import spare_interpreters
from toolkit.cycles.matching import Matching
from toolkit.cycles.rules import Barring, Candidate, Interviewer, are_siblings, needs_interpreter
from toolkit.cycles.shortage import LeftOut, Scene, explain

Group = tuple[int, str]
T = TypeVar("T", UUID, Group)
NOBODY: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Pair:
    """This worker interviews this child."""

    interviewer: UUID
    candidate: UUID


class Spread(StrEnum):
    """How the children are chosen among all the ways that give as many workers as possible a child."""

    EVEN = "even"  # as even as the rule allows over age band × sex, then over teams
    RANDOM = "random"  # by lot alone


@dataclass(frozen=True)
class Draw:
    """The outcome. `pairs` holds the kept pairs too; everything is sorted by id."""

    pairs: tuple[Pair, ...]
    left_out: tuple[LeftOut, ...]
    unused: tuple[UUID, ...]
    seed: int

    def children_of(self, interviewer: UUID) -> tuple[UUID, ...]:
        """The children whom this worker interviews."""
        return tuple(pair.candidate for pair in self.pairs if pair.interviewer == interviewer)


class ForbiddenPair(ValueError):
    """A pair that was to be kept breaks the rule, or names somebody who is not in the draw, or twice."""


def draw(
    candidates: Iterable[Candidate],
    interviewers: Iterable[Interviewer],
    *,
    seed: int,
    keep: Iterable[Pair] = (),
    spread: Spread = Spread.EVEN,
    is_counted_only: bool = False,
) -> Draw:
    """Give as many workers as possible a child each, by lot, and then as many as there is room for.

    The same seed and the same people give the same draw, whatever order they come in. Pairs in `keep` stay
    and count in the spread. Raises ForbiddenPair when a kept pair cannot stand. With `is_counted_only` nothing is left
    to chance: there are as many pairs, and as many left out, as with every seed, and nobody may see which.
    """
    children = {child.id: child for child in sorted(candidates, key=lambda child: child.id.int)}
    workers = {worker.id: worker for worker in sorted(interviewers, key=lambda worker: worker.id.int)}
    kept = _checked(keep, children, workers)
    rng = Random(seed)
    matching, cells = _seated(children, workers, kept=kept, rng=rng, spread=spread)
    if not is_counted_only:
        matching.mix(rng, cells=cells)
        spare_interpreters(matching, needs=lambda worker, child: needs_interpreter(workers[worker], children[child]))
    made = ((worker, child) for child, worker in (kept | matching.worker_of).items())
    together = sorted(made, key=lambda pair: (pair[0].int, pair[1].int))  # as the ids, and three times as quick
    used = {child for _, child in together}
    return Draw(
        pairs=tuple(Pair(worker, child) for worker, child in together),
        left_out=explain(together, Scene(children=children, workers=workers)),
        unused=tuple(key for key in children if key not in used),
        seed=seed,
    )


def _seated(
    children: Mapping[UUID, Candidate],
    workers: Mapping[UUID, Interviewer],
    *,
    kept: Mapping[UUID, UUID],
    rng: Random,
    spread: Spread,
) -> tuple[Matching, Mapping[UUID, tuple[Group, UUID | None]]]:
    """Everybody who is drawn beside the kept pairs: a first child for each worker, then more where there is room."""
    order = _by_lot(children, rng)
    free = {key: children[key] for key in order if key not in kept and children[key].handlers}
    cells = {key: _cell(child, spread=spread) for key, child in children.items()}
    has = Counter(kept.values())
    left = {key: worker.capacity - has[key] for key, worker in workers.items()}
    first = {key: min(many, 0 if has[key] else 1) for key, many in left.items()}
    barring, siblings = Barring(workers.values()), _with_siblings(kept, children)
    waiting = _by_lot([key for key in workers if left[key] > 0], rng)
    matching = Matching(
        waiting,
        {key: barring.list_barred(child) | siblings.get(child.siblings, NOBODY) for key, child in free.items()},
        {key: cell[0] for key, cell in cells.items()},
        families={key: child.siblings for key, child in free.items() if child.siblings},
        room=first,
        served=has.keys(),
        teams={key: cell[1] for key, cell in cells.items()},
    )
    groups = _by_lot(sorted({cells[key][0] for key in free}), rng)  # a set has another order in each process
    _seat_evenly(matching, groups, cells=cells, taken=kept)
    if left != first:
        matching.enlarge(left)
        _seat_evenly(matching, groups, cells=cells, taken=kept)
    return matching, cells


def replacement(
    candidates: Iterable[Candidate],
    interviewers: Iterable[Interviewer],
    *,
    interviewer: UUID,
    instead_of: UUID,
    keep: Iterable[Pair],
    seed: int,
    spread: Spread = Spread.EVEN,
) -> Draw:
    """Draw a new child for one worker, never `instead_of` nor its sibling, while everybody in `keep` keeps theirs.

    Nobody else is drawn for: `left_out` is empty or holds this worker. A pair that has become forbidden
    hinders nobody here: its child stays taken, until the facilitator exchanges it.
    """
    children, workers = {child.id: child for child in candidates}, {worker.id: worker for worker in interviewers}
    kept = tuple(pair for pair in keep if pair != Pair(interviewer, instead_of))
    standing = tuple(pair for pair in kept if _stands(pair, children, workers))
    given = Counter(pair.interviewer for pair in standing) + Counter({interviewer: 1})
    gone = children.get(instead_of)
    staying = {pair.candidate for pair in standing}
    taken = {instead_of, *(pair.candidate for pair in kept)}
    taken |= {key for key, child in children.items() if gone and are_siblings(child, gone)}
    return draw(
        [child for child in children.values() if child.id in staying or child.id not in taken],
        [replace(worker, capacity=given[key]) for key, worker in workers.items() if given[key]],
        seed=seed,
        keep=standing,
        spread=spread,
    )


def _stands(pair: Pair, children: Mapping[UUID, Candidate], workers: Mapping[UUID, Interviewer]) -> bool:
    """Whether a pair that was made can stay: of the rules only the first undoes it, not what was said since."""
    child = children.get(pair.candidate)
    if child is None or pair.interviewer not in workers:
        return False
    handlers = child.handlers
    return bool(handlers) and pair.interviewer not in handlers


def _checked(
    keep: Iterable[Pair], children: Mapping[UUID, Candidate], workers: Mapping[UUID, Interviewer]
) -> dict[UUID, UUID]:
    """The kept pairs, worker by child."""
    kept: dict[UUID, UUID] = {}
    for pair in keep:
        if pair.candidate in kept or not _stands(pair, children, workers):
            raise ForbiddenPair(pair)
        kept[pair.candidate] = pair.interviewer
    return kept


def _with_siblings(kept: Mapping[UUID, UUID], children: Mapping[UUID, Candidate]) -> dict[str, frozenset[UUID]]:
    """By the mark of siblings: who has one of them already, and may not have another."""
    having: dict[str, frozenset[UUID]] = {}
    for child, worker in kept.items():
        if mark := children[child].siblings:
            having[mark] = having.get(mark, NOBODY) | {worker}
    return having


def _by_lot(keys: Iterable[T], rng: Random) -> list[T]:
    # Only random() is promised to give the same numbers in every Python to come; shuffle() is not.
    lots = {key: rng.random() for key in keys}
    return sorted(lots, key=lots.__getitem__)


def _cell(child: Candidate, *, spread: Spread) -> tuple[Group, UUID | None]:
    """The group (age band × sex) and the team that the child counts in."""
    if spread is Spread.RANDOM:
        return ((0, ""), None)
    return ((band_of(child.age).first, child.sex), child.team)


def _seat_evenly(
    matching: Matching,
    groups: list[Group],
    *,
    cells: Mapping[UUID, tuple[Group, UUID | None]],
    taken: Collection[UUID],
) -> None:
    """Seat one child at a time from the group that has the fewest so far, and there from the smallest team.

    The numbers per group that can be seated form a polymatroid, so this greedy order seats as many as any
    order can, and no choice of as many is more even over the groups. Teams come second. Once everybody has a
    first child, it goes on from there with those who have room for more.
    """
    counts = Counter(cells[child][0] for child in (*taken, *matching.worker_of))
    before = Counter(cells[child][1] for child in taken)
    groups = list(groups)
    while groups and not matching.full:
        group = min(groups, key=lambda one: (counts[one], groups.index(one)))
        teams = before + matching.of_team
        order = sorted(matching.free_in(group), key=lambda child: teams[cells[child][1]])
        if matching.seat(group, order=order):
            counts[group] += 1
        else:
            groups.remove(group)
