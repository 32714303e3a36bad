"""Why a worker is left without a child, and what would help. Pure; the same before a draw, in it, and after it.

The pairs that stand count as a matching like any other (Dulmage and Mendelsohn 1958: whom a shortage concerns does not
depend on which maximum matching is looked at).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from toolkit.cycles.matching import Matching
from toolkit.cycles.rules import Barring, Candidate, Interviewer


class Reason(StrEnum):
    """Why a worker is left without a child."""

    NO_CHILDREN = "no_children"  # no child on the list has a known handler
    HANDLES_ALL = "handles_all"  # the worker handles or has handled every child
    BARRED = "barred"  # every child is barred, by one rule or another
    ALL_TAKEN = "all_taken"  # the children that fit belong to somebody else, who could be given another
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

    `out_of` is how many children the sentence speaks of: for ALL_TAKEN those that would have fitted, else all that
    have a handler.
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
    """Every child on the list and every worker of the draw."""

    children: Mapping[UUID, Candidate]
    workers: Mapping[UUID, Interviewer]


def explain(pairs: Sequence[tuple[UUID, UUID]], scene: Scene) -> tuple[LeftOut, ...]:
    """One true explanation for each worker without a child, sorted by id. `pairs` are worker and child."""
    if not scene.workers.keys() - {worker for worker, _ in pairs}:
        return ()
    matching = _matched(pairs, scene)
    found = []
    for workers, children in matching.shortages():
        alone = [worker for worker in workers if not matching.held[worker]]
        for worker in sorted(alone):
            why = _why(worker, workers, children, matching=matching, scene=scene)
            found.append(LeftOut(worker, why, tuple(_ways_out(worker, why, matching=matching, scene=scene))))
    return tuple(sorted(found, key=lambda one: one.interviewer))


def _matched(pairs: Sequence[tuple[UUID, UUID]], scene: Scene) -> Matching:
    barring = Barring(scene.workers.values())
    barred = {key: barring.list_barred(child) for key, child in scene.children.items()}
    matching = Matching(list(scene.workers), barred, dict.fromkeys(scene.children))
    for worker, child in pairs:
        matching.give(worker, child)
    return matching


def _why(worker: UUID, workers: set[UUID], children: set[UUID], *, matching: Matching, scene: Scene) -> Why:
    known = [child for child in scene.children.values() if child.handlers]
    if any(matching.is_free(child) for child in children) or any(len(matching.held[one]) > 1 for one in workers):
        return Why(Reason.ALL_TAKEN, (worker,), (), len(matching.options[worker]))
    if children:
        code = Reason.TOO_FEW if len(children) == len(known) else Reason.SHARED
        return Why(code, tuple(sorted(workers)), tuple(sorted(children)), len(known))
    if not known:
        return Why(Reason.NO_CHILDREN, (worker,), (), 0)
    handles = all(worker in child.handlers for child in known)
    return Why(Reason.HANDLES_ALL if handles else Reason.BARRED, (worker,), (), len(known))


def _ways_out(worker: UUID, why: Why, *, matching: Matching, scene: Scene) -> Iterable[WhatHelps]:
    missing = len(why.workers) - len(why.children)
    yield WhatHelps(Help.ADD_CHILDREN, missing)
    teams = {scene.workers[one].team for one in why.workers}
    if len(teams) == 1 and None not in teams and why.code is not Reason.NO_CHILDREN:
        yield WhatHelps(Help.OTHER_TEAM, missing)
    unknown = sum(not child.handlers for child in scene.children.values())
    if unknown:
        yield WhatHelps(Help.ADD_HANDLERS, unknown)
    exchanges = sum(
        _could_give_away(colleague, matching)
        for theirs, colleague in matching.worker_of.items()
        if theirs in matching.options[worker]
    )
    if exchanges:
        yield WhatHelps(Help.EXCHANGE, exchanges)


def _could_give_away(colleague: UUID, matching: Matching) -> bool:
    """Whether the colleague has others besides, or could take a free child in its place."""
    free = any(matching.is_free(child) for child in matching.options[colleague])
    return free or len(matching.held[colleague]) > 1
