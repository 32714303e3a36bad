"""Children whom nobody may meet and workers who may meet nobody, with what bars them. Pure.

It asks about pairs alone and never about who is drawn, so that the same stands before a draw and after it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from toolkit.cycles.rules import Bar, Candidate, Interviewer, find_bar


@dataclass(frozen=True)
class Alone:
    """A child (or a worker) for whom every worker (every child) is barred: how many of them by which rule."""

    id: UUID
    bars: Mapping[Bar, int]


def list_children_alone(children: Sequence[Candidate], workers: Sequence[Interviewer]) -> list[Alone]:
    """Children with whom no worker of the cycle may be paired, in the order given; none when there is no worker."""
    told = (Alone(child.id, _counted(find_bar(worker, child) for worker in workers)) for child in children)
    return [one for one in told if sum(one.bars.values()) == len(workers) > 0]


def list_workers_alone(children: Sequence[Candidate], workers: Sequence[Interviewer]) -> list[Alone]:
    """Workers who may be paired with no child on the list, in the order given; none when there is no child."""
    told = (Alone(worker.id, _counted(find_bar(worker, child) for child in children)) for worker in workers)
    return [one for one in told if sum(one.bars.values()) == len(children) > 0]


def _counted(bars: Iterable[Bar | None]) -> dict[Bar, int]:
    found = Counter(bar for bar in bars if bar is not None)
    return {bar: found[bar] for bar in Bar if found[bar]}
