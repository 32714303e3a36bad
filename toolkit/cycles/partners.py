"""Children whom nobody may meet and workers who may meet nobody, with what bars them. Pure.

It asks about pairs alone and never about who is drawn, so that the same stands before a draw and after it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from toolkit.cycles.rules import Bar, Barring, Candidate, Interviewer, find_bar


@dataclass(frozen=True)
class Alone:
    """A child (or a worker) for whom every worker (every child) is barred: how many of them by which rule."""

    id: UUID
    bars: Mapping[Bar, int]


def list_children_alone(children: Collection[Candidate], workers: Sequence[Interviewer]) -> list[Alone]:
    """Children with whom no worker of the cycle may be paired, in the order given; none when there is no worker."""
    barring = Barring(workers)
    alone = (child for child in children if workers and len(barring.list_barred(child)) == len(workers))
    return [Alone(child.id, barring.count_bars(child)) for child in alone]


def list_workers_alone(children: Collection[Candidate], workers: Sequence[Interviewer]) -> list[Alone]:
    """Workers who may be paired with no child on the list, in the order given; none when there is no child."""
    barring, left = Barring(workers), {worker.id for worker in workers if children}
    for child in children:
        left &= barring.list_barred(child)
        if not left:
            break
    return [Alone(worker.id, _counted(worker, children)) for worker in workers if worker.id in left]


def _counted(worker: Interviewer, children: Iterable[Candidate]) -> dict[Bar, int]:
    found = Counter(find_bar(worker, child) for child in children)
    return {bar: found[bar] for bar in Bar if found[bar]}
