"""Who can sit where: a maximum matching of workers and children, built child by child. Pure.

Augmenting paths (Berge 1957) make the matching, group by group of children; a random walk over matchings
of the same size brings the chance; alternating paths from a worker without a child show the shortage
(Hall 1935).
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from random import Random
from uuid import UUID

STEPS = 20
"""Steps of the random walk per worker: enough for the uniformity that tests/…/test_matching.py measures."""


class Matching:
    """Workers and children; grows by `seat`, is shuffled by `mix`, explains itself by `shortages`.

    `barred` says for each child which workers may not have it; `groups` in which group each child counts.
    Workers and children are tried in the order given.
    """

    def __init__(
        self,
        workers: Sequence[UUID],
        barred: Mapping[UUID, Collection[UUID]],
        groups: Mapping[UUID, Hashable],
    ) -> None:
        """Start with nobody seated."""
        self.child_of: dict[UUID, UUID] = {}
        self._worker_of: dict[UUID, UUID] = {}
        self._workers = workers
        self._barred = barred
        self._group_of = groups
        self._closed: set[UUID] = set()
        self._members: dict[Hashable, list[UUID]] = {}
        for child in barred:
            self._members.setdefault(groups[child], []).append(child)
        self.options = {worker: [child for child, them in barred.items() if worker not in them] for worker in workers}

    @property
    def full(self) -> bool:
        """Whether every worker has a child."""
        return len(self.child_of) == len(self._workers)

    @property
    def without_child(self) -> list[UUID]:
        """Workers without a child."""
        return [worker for worker in self._workers if worker not in self.child_of]

    def is_free(self, child: UUID) -> bool:
        """Whether nobody has this child."""
        return child not in self._worker_of

    def free_in(self, group: Hashable) -> list[UUID]:
        """Children of the group that nobody has."""
        return [child for child in self._members.get(group, ()) if self.is_free(child)]

    def seat(self, group: Hashable, *, order: Sequence[UUID]) -> bool:
        """Seat one more child of the group, the first in `order` that can be; False when none can.

        Others may change worker, and a seated child may give way to a free one of its own group, so every
        group keeps its number. Once False, it stays False however many more are seated: the workers met on
        the way are closed.
        """
        met: dict[UUID, UUID] = {}
        giving_way: dict[UUID, UUID] = {}
        opened = {group}
        for start in order:
            queue = [start]
            for child in queue:
                reach = self._within_reach(child, met)
                met.update(dict.fromkeys(reach, child))
                if reach and reach[0] not in self.child_of:
                    self._flip(reach[0], met, giving_way)
                    return True
                for worker in reach:
                    queue += self._moved_by(worker, opened, giving_way)
        self._closed |= met.keys()
        return False

    def _within_reach(self, child: UUID, met: Collection[UUID]) -> list[UUID]:
        """The first worker without a child that fits, or else all that fit and are new."""
        fits = [
            worker
            for worker in self._workers
            if worker not in met and worker not in self._closed and worker not in self._barred[child]
        ]
        alone = next((worker for worker in fits if worker not in self.child_of), None)
        return fits if alone is None else [alone]

    def _moved_by(self, worker: UUID, opened: set[Hashable], giving_way: dict[UUID, UUID]) -> list[UUID]:
        """Who needs a new worker when this one lets its child go: that child, or any other of its group."""
        theirs = self.child_of[worker]
        group = self._group_of[theirs]
        if group in opened:
            return [theirs]
        opened.add(group)
        others = self.free_in(group)
        giving_way.update(dict.fromkeys(others, worker))
        return [theirs, *others]

    def _flip(self, worker: UUID, met: Mapping[UUID, UUID], giving_way: Mapping[UUID, UUID]) -> None:
        """Walk the path back: each child moves on to the worker that it met."""
        moving: UUID | None = worker
        while moving is not None:
            child = met[moving]
            left_behind = self._worker_of.get(child, giving_way.get(child))
            if child in giving_way:
                del self._worker_of[self.child_of[giving_way[child]]]
            self._give(moving, child)
            moving = left_behind

    def mix(self, rng: Random, *, cells: Mapping[UUID, Hashable]) -> None:
        """Walk at random among matchings of the same size and the same number of children per cell.

        Steps are Metropolis steps with the uniform distribution as their target: a worker asks for a child
        that fits; a free child of the same cell is taken, a held one is swapped, and a worker without a child
        takes over with the probability that makes the step as likely as its return.
        """
        able = [worker for worker in self._workers if self.options[worker]]
        for _ in range(STEPS * len(able)):
            worker = able[int(rng.random() * len(able))]
            wish = self.options[worker][int(rng.random() * len(self.options[worker]))]
            self._step(worker, wish, chance=rng.random(), cells=cells)

    def _step(self, worker: UUID, wish: UUID, *, chance: float, cells: Mapping[UUID, Hashable]) -> None:
        mine, holder = self.child_of.get(worker), self._worker_of.get(wish)
        if mine == wish:
            return
        if mine is None:
            if holder is not None and chance * len(self.options[holder]) < len(self.options[worker]):
                del self.child_of[holder]
                self._give(worker, wish)
        elif holder is None:
            if cells[mine] == cells[wish]:
                del self._worker_of[mine]
                self._give(worker, wish)
        elif holder not in self._barred[mine]:
            self._give(worker, wish)
            self._give(holder, mine)

    def _give(self, worker: UUID, child: UUID) -> None:
        self.child_of[worker], self._worker_of[child] = child, worker

    def shortages(self) -> list[tuple[set[UUID], set[UUID]]]:
        """The smallest groups (workers, all children that any of them may have) with too few children.

        Every worker without a child is in exactly one group; a group has as many too few children as it has
        workers without one. Groups share no child. Needs a maximum matching.
        """
        groups: list[tuple[set[UUID], set[UUID]]] = []
        for worker in self.without_child:
            workers, children = self._reachable(worker)
            apart = []
            for group in groups:
                if group[1] & children:
                    workers |= group[0]
                    children |= group[1]
                else:
                    apart.append(group)
            groups = [*apart, (workers, children)]
        return groups

    def _reachable(self, worker: UUID) -> tuple[set[UUID], set[UUID]]:
        children: set[UUID] = set()
        workers = [worker]
        for one in workers:
            for child in self.options[one]:
                if child not in children:
                    children.add(child)
                    workers.append(self._worker_of[child])
        return set(workers), children
