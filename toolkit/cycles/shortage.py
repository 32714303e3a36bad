"""Why a worker is left without a child, and what would help. Pure; reads the finished matching of a draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from toolkit.cycles.matching import Matching


class Reason(StrEnum):
    """Why a worker is left without a child."""

    NO_CHILDREN = "no_children"  # no child on the list has a known handler
    HANDLES_ALL = "handles_all"  # the worker handles or has handled every child
    ALL_TAKEN = "all_taken"  # the children that fit already belong to somebody else
    SHARED = "shared"  # some workers share fewer possible children than they are
    TOO_FEW = "too_few"  # the same, and those children are all there are


class Help(StrEnum):
    """What would give the worker a child; the number beside it says how many."""

    ADD_CHILDREN = "add_children"  # children that none of the workers concerned handles
    OTHER_TEAM = "other_team"  # they are all in one team: look for those children in another
    ADD_HANDLERS = "add_handlers"  # children on the list that lack a known handler
    EXCHANGE = "exchange"  # colleagues who could give theirs away and take a free one


@dataclass(frozen=True)
class Why:
    """A set of workers that share too few free children (Hall): always `len(children) < len(workers)`.

    `out_of` is how many children the sentence speaks of: for HANDLES_ALL all that have a handler, for
    ALL_TAKEN those that would have fitted, else all that are free.
    """

    code: Reason
    workers: tuple[UUID, ...]
    children: tuple[UUID, ...]
    out_of: int


@dataclass(frozen=True)
class WhatHelps:
    """One way out, with its number."""

    code: Help
    count: int


@dataclass(frozen=True)
class LeftOut:
    """A worker without a child, the true reason, and the ways out."""

    interviewer: UUID
    why: Why
    what_would_help: tuple[WhatHelps, ...]


@dataclass(frozen=True)
class Scene:
    """What the explanation needs to know about the draw."""

    handlers: Mapping[UUID, frozenset[UUID]]
    """For every child on the list, who handles or has handled it."""
    teams: Mapping[UUID, UUID | None]
    """For every worker, the team."""
    kept: Mapping[UUID, UUID]
    """Pairs that stood before the draw: worker to child."""

    def fits(self, worker: UUID, child: UUID) -> bool:
        """The rule: somebody knows the child, and it is not this worker."""
        return bool(self.handlers[child]) and worker not in self.handlers[child]


def explain(matching: Matching, scene: Scene) -> tuple[LeftOut, ...]:
    """One true explanation for each worker without a child, sorted by id. Needs a maximum matching."""
    found = []
    for workers, children in matching.shortages():
        alone = [worker for worker in workers if worker not in matching.child_of]
        for worker in alone:
            why = _why(worker, workers, children, scene=scene)
            ways = tuple(_ways_out(worker, why, matching=matching, scene=scene))
            found.append(LeftOut(worker, why, ways))
    return tuple(sorted(found, key=lambda one: one.interviewer))


def _why(worker: UUID, workers: set[UUID], children: set[UUID], *, scene: Scene) -> Why:
    known = [child for child, handlers in scene.handlers.items() if handlers]
    free = [child for child in known if child not in scene.kept.values()]
    if children:
        code = Reason.TOO_FEW if len(children) == len(free) else Reason.SHARED
        return Why(code, tuple(sorted(workers)), tuple(sorted(children)), len(free))
    taken = [child for child in scene.kept.values() if scene.fits(worker, child)]
    if taken:
        return Why(Reason.ALL_TAKEN, (worker,), (), len(taken))
    return Why(Reason.HANDLES_ALL if known else Reason.NO_CHILDREN, (worker,), (), len(known))


def _ways_out(worker: UUID, why: Why, *, matching: Matching, scene: Scene) -> Iterable[WhatHelps]:
    missing = len(why.workers) - len(why.children)
    yield WhatHelps(Help.ADD_CHILDREN, missing)
    teams = {scene.teams[one] for one in why.workers}
    if len(teams) == 1 and None not in teams and why.code is not Reason.NO_CHILDREN:
        yield WhatHelps(Help.OTHER_TEAM, missing)
    unknown = sum(not handlers for handlers in scene.handlers.values())
    if unknown:
        yield WhatHelps(Help.ADD_HANDLERS, unknown)
    left = [child for child in scene.handlers if child not in scene.kept.values() and matching.is_free(child)]
    exchanges = sum(
        scene.fits(worker, theirs) and any(scene.fits(colleague, child) for child in left)
        for colleague, theirs in scene.kept.items()
    )
    if exchanges:
        yield WhatHelps(Help.EXCHANGE, exchanges)
