"""As few interpreters as can be, among the children who are drawn. Pure; the language never decides who is drawn.

Negative cycles (Klein 1967) in the flow of `matching`: the cost of a pair is 1 when it needs an interpreter. Every
child that has a worker keeps one, and nobody who has a child is left without so that another gets a second.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from uuid import UUID

from toolkit.cycles.matching import Matching

FIRST, FURTHER = "first", "further"
Node = Hashable


@dataclass(frozen=True, slots=True)
class Edge:
    """A step that can be taken, and what it costs. `child` moves when there is one, to `worker` or away from it."""

    start: Node
    end: Node
    cost: int = 0
    child: UUID | None = None
    worker: UUID | None = None


def spare_interpreters(matching: Matching, *, needs: Callable[[UUID, UUID], bool]) -> None:
    """Exchange workers until no way to seat the same children needs fewer interpreters.

    `needs` says of a worker and a child whether the two would need one.
    """
    while any(needs(worker, child) for child, worker in matching.worker_of.items()):
        cycle = _find_negative_cycle(list(_edges(matching, needs)))
        if cycle is None:
            return
        for edge in cycle:
            if edge.child is not None and edge.worker is not None:
                matching.give(edge.worker, edge.child)


def _edges(matching: Matching, needs: Callable[[UUID, UUID], bool]) -> Iterator[Edge]:
    for child, own in matching.worker_of.items():
        family = matching.families.get(child)
        for worker in matching.workers:
            way_in = worker if family is None else (worker, family)
            cost = int(needs(worker, child))
            if worker == own:
                yield Edge(way_in, child, -cost)
            elif worker not in matching.barred[child]:
                yield Edge(child, way_in, cost, child, worker)
    yield from _through_families(matching)
    for worker in matching.workers:
        yield from _places(matching, worker)


def _through_families(matching: Matching) -> Iterator[Edge]:
    marks = dict.fromkeys(matching.families[child] for child in matching.worker_of if child in matching.families)
    for worker in matching.workers:
        theirs = {matching.families.get(child) for child in matching.held[worker]}
        for family in marks:
            way_in = (worker, family)
            yield Edge(worker, way_in) if family in theirs else Edge(way_in, worker)


def _places(matching: Matching, worker: UUID) -> Iterator[Edge]:
    """The first child of a worker weighs more than any further one: the two kinds of place are not exchanged."""
    many = len(matching.held[worker])
    if many == 0 and matching.has_room(worker):
        yield Edge(worker, FIRST)
    elif many == 1:
        yield Edge(FIRST, worker)
    if many > 1:
        yield Edge(FURTHER, worker)
    if many and matching.has_room(worker):
        yield Edge(worker, FURTHER)


def _find_negative_cycle(edges: list[Edge]) -> list[Edge] | None:
    """Bellman and Ford's passes, until one changes nothing or the steps behind some node close a circle."""
    distance: dict[Node, int] = defaultdict(int)
    came: dict[Node, Edge] = {}
    changed = True
    while changed:
        changed = False
        for edge in edges:
            if distance[edge.start] + edge.cost < distance[edge.end]:
                distance[edge.end] = distance[edge.start] + edge.cost
                came[edge.end] = edge
                changed = True
        cycle = _find_circle(came)
        if cycle:
            return cycle
    return None


def _find_circle(came: dict[Node, Edge]) -> list[Edge] | None:
    seen: set[Node] = set()
    for begin in came:
        path: dict[Node, Edge] = {}
        node = begin
        while node in came and node not in seen:
            seen.add(node)
            path[node] = came[node]
            node = came[node].start
        if node in path:
            return _walk_back(node, path)
    return None


def _walk_back(node: Node, path: dict[Node, Edge]) -> list[Edge]:
    cycle = [path[node]]
    while cycle[-1].start != node:
        cycle.append(path[cycle[-1].start])
    return cycle
