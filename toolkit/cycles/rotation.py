"""The draw: which worker interviews which child. Pure: ids in, ids out.

The rule (Skärholmen 2017–18): never a child that the interviewer handles or has handled, co-handlers
included, and always a child that has, or has had, contact with a colleague. Any other handler known to the
unit counts as a colleague, whatever the team; a child without a known handler fits nobody until one is
written in.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import TypeVar
from uuid import UUID

from interview_guides.age_bands import band_of
from toolkit.cycles.matching import Matching
from toolkit.cycles.shortage import LeftOut, Scene, explain

Group = tuple[int, str]
T = TypeVar("T", UUID, Group)


@dataclass(frozen=True)
class Candidate:
    """A child on the list, with the people who have or have had contact with it."""

    id: UUID
    team: UUID | None
    age: int
    sex: str
    present: frozenset[UUID] = frozenset()
    former: frozenset[UUID] = frozenset()
    co_handlers: frozenset[UUID] = frozenset()

    @property
    def handlers(self) -> frozenset[UUID]:
        """Everybody who handles or has handled the child."""
        return self.present | self.former | self.co_handlers


@dataclass(frozen=True)
class Interviewer:
    """A worker who interviews this year."""

    id: UUID
    team: UUID | None = None


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

    def child_of(self, interviewer: UUID) -> UUID | None:
        """The child that this worker interviews, if there is one."""
        return next((pair.candidate for pair in self.pairs if pair.interviewer == interviewer), None)


class ForbiddenPair(ValueError):
    """A pair that was to be kept breaks the rule, or names somebody who is not in the draw, or twice."""


def may_interview(interviewer: UUID, candidate: Candidate) -> bool:
    """The rule: a colleague knows the child, and the interviewer never had it."""
    handlers = candidate.handlers
    return bool(handlers) and interviewer not in handlers


def draw(
    candidates: Iterable[Candidate],
    interviewers: Iterable[Interviewer],
    *,
    seed: int,
    keep: Iterable[Pair] = (),
    spread: Spread = Spread.EVEN,
) -> Draw:
    """Give as many workers as possible a child each, by lot.

    The same seed and the same people give the same draw, whatever order they come in. Pairs in `keep` stay
    and count in the spread. Raises ForbiddenPair when a kept pair cannot stand.
    """
    children = {child.id: child for child in sorted(candidates, key=lambda child: child.id)}
    workers = {worker.id: worker for worker in sorted(interviewers, key=lambda worker: worker.id)}
    kept = _checked(keep, children, workers)
    taken = set(kept.values())
    rng = Random(seed)
    order = _by_lot(children, rng)
    free = {key: children[key].handlers for key in order if key not in taken and children[key].handlers}
    cells = {key: _cell(child, spread=spread) for key, child in children.items()}
    waiting = _by_lot([key for key in workers if key not in kept], rng)
    matching = Matching(waiting, free, {key: cell[0] for key, cell in cells.items()})
    _seat_evenly(matching, _by_lot({cells[key][0] for key in free}, rng), cells=cells, taken=taken)
    matching.mix(rng, cells=cells)
    together = kept | matching.child_of
    used = set(together.values())
    scene = Scene(
        handlers={key: child.handlers for key, child in children.items()},
        teams={key: worker.team for key, worker in workers.items()},
        kept=kept,
    )
    return Draw(
        pairs=tuple(Pair(worker, together[worker]) for worker in sorted(together)),
        left_out=explain(matching, scene),
        unused=tuple(key for key in children if key not in used),
        seed=seed,
    )


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
    """Draw a new child for one worker, never `instead_of`, while everybody in `keep` keeps theirs.

    Nobody else is drawn for: `left_out` is empty or holds this worker. A pair of others that has become forbidden
    hinders nobody here: its child stays taken, until the facilitator exchanges it.
    """
    children, workers = {child.id: child for child in candidates}, {worker.id: worker for worker in interviewers}
    kept = tuple(pair for pair in keep if pair.interviewer != interviewer)
    standing = tuple(pair for pair in kept if _stands(pair, children, workers))
    taken = {instead_of, *(pair.candidate for pair in kept)} - {pair.candidate for pair in standing}
    staying = {pair.interviewer for pair in standing} | {interviewer}
    return draw(
        [child for child in children.values() if child.id not in taken],
        [worker for worker in workers.values() if worker.id in staying],
        seed=seed,
        keep=standing,
        spread=spread,
    )


def _stands(pair: Pair, children: Mapping[UUID, Candidate], workers: Mapping[UUID, Interviewer]) -> bool:
    child = children.get(pair.candidate)
    return child is not None and pair.interviewer in workers and may_interview(pair.interviewer, child)


def _checked(
    keep: Iterable[Pair], children: Mapping[UUID, Candidate], workers: Mapping[UUID, Interviewer]
) -> dict[UUID, UUID]:
    kept: dict[UUID, UUID] = {}
    for pair in keep:
        twice = pair.interviewer in kept or pair.candidate in kept.values()
        if twice or not _stands(pair, children, workers):
            raise ForbiddenPair(pair)
        kept[pair.interviewer] = pair.candidate
    return kept


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
    order can, and no choice of as many is more even over the groups. Teams come second.
    """
    counts = Counter(cells[child][0] for child in taken)
    while groups and not matching.full:
        group = min(groups, key=lambda one: (counts[one], groups.index(one)))
        teams = Counter(cells[child][1] for child in [*taken, *matching.child_of.values()])
        order = sorted(matching.free_in(group), key=lambda child: teams[cells[child][1]])
        if matching.seat(group, order=order):
            counts[group] += 1
        else:
            groups.remove(group)
