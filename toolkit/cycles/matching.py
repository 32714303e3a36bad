"""Who can sit where: a maximum matching of workers and children, built child by child. Pure.

Augmenting paths (Berge 1957) make the matching, group by group of children; a random walk over matchings
of the same size brings the chance; alternating paths from a worker without a child show the shortage
(Hall 1935). A worker may have room for several children, though never for two of one family: each family
is a node of capacity 1 before the worker, so that it stays a flow and the paths find the most there is.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from random import Random
from uuid import UUID

STEPS = 20
"""Steps of the random walk per place: enough for the uniformity that tests/…/test_rotation.py measures."""

Entry = tuple[UUID, UUID | None]
"""A way in to a worker: by a place, or in the stead of the sibling who sits there."""


class Matching:
    """Workers and children; grows by `seat`, is shuffled by `mix`, explains itself by `shortages`.

    `barred` says for each child which workers may not have it; `groups` in which group each child counts; `families`
    holds the mark of those who have siblings; `room` how many children a worker may have, one when it says
    nothing; `served` are workers who have a child besides; `teams` whose each is. All are tried in the order given.
    """

    def __init__(
        self,
        workers: Sequence[UUID],
        barred: Mapping[UUID, Collection[UUID]],
        groups: Mapping[UUID, Hashable],
        *,
        families: Mapping[UUID, Hashable] | None = None,
        room: Mapping[UUID, int] | None = None,
        served: Collection[UUID] = (),
        teams: Mapping[UUID, Hashable] | None = None,
    ) -> None:
        """Start with nobody seated."""
        self.worker_of: dict[UUID, UUID] = {}
        self.held: dict[UUID, list[UUID]] = {worker: [] for worker in workers}
        self.workers = workers
        self.barred = barred
        self.families = families or {}
        self._room = room or {}
        self._served = frozenset(served)
        self._group_of = groups
        self._team_of = teams or {}
        self.of_team: Counter[Hashable] = Counter()  # children who are seated
        self._closed: set[Entry] = set()
        self._members: dict[Hashable, list[UUID]] = {}
        for child in barred:
            self._members.setdefault(groups[child], []).append(child)
        self.options = {worker: [child for child, them in barred.items() if worker not in them] for worker in workers}

    @property
    def full(self) -> bool:
        """Whether no worker has room for another child."""
        return all(not self.has_room(worker) for worker in self.workers)

    @property
    def without_child(self) -> list[UUID]:
        """Workers without a child."""
        return [worker for worker in self.workers if not self.held[worker]]

    def has_room(self, worker: UUID) -> bool:
        """Whether the worker has room for another child."""
        return len(self.held[worker]) < self._room.get(worker, 1)

    def enlarge(self, room: Mapping[UUID, int]) -> None:
        """Give workers more room than they had; whoever was out of reach may be within it now."""
        self._room = room
        self._closed.clear()

    def is_free(self, child: UUID) -> bool:
        """Whether nobody has this child."""
        return child not in self.worker_of

    def free_in(self, group: Hashable) -> list[UUID]:
        """Children of the group that nobody has."""
        return [child for child in self._members.get(group, ()) if self.is_free(child)]

    def give(self, worker: UUID, child: UUID) -> None:
        """Seat this child with this worker and nobody else."""
        before = self.worker_of.get(child)
        if before is not None:
            self.held[before].remove(child)
        else:
            self.of_team[self._team_of.get(child)] += 1
        self.worker_of[child] = worker
        self.held[worker].append(child)

    def unseat(self, child: UUID) -> None:
        """Free a seated child."""
        self.of_team[self._team_of.get(child)] -= 1
        self.held[self.worker_of.pop(child)].remove(child)

    def seat(self, group: Hashable, *, order: Sequence[UUID]) -> bool:
        """Seat one more child of the group, the first in `order` that can be; False when none can.

        Others may change worker, and a seated child may give way to a free one of its own group, so every
        group keeps its number, and every worker at least as many. Once False, it stays False however many
        more are seated, until somebody gets more room: the ways in that were met are closed.
        """
        met: dict[Entry, UUID] = {}
        moved_by: dict[UUID, Entry] = {}
        giving_way: dict[UUID, UUID] = {}
        opened = {group}
        for start in order:
            queue = [start]
            for child in queue:
                reach = self._within_reach(child, met)
                met.update(dict.fromkeys(reach, child))
                if reach and self._is_place(reach[0]):
                    self._flip(reach[0], met, moved_by, giving_way)
                    return True
                for entry in reach:
                    queue += self._moved_by(entry, opened, moved_by, giving_way)
        self._closed |= met.keys()
        return False

    def _is_place(self, entry: Entry) -> bool:
        return entry[1] is None and self.has_room(entry[0])

    def sibling_at(self, worker: UUID, child: UUID, *, leaving: UUID | None = None) -> UUID | None:
        """A sibling of the child whom the worker has, apart from one who leaves."""
        family = self.families.get(child)
        if family is None:
            return None
        others = (each for each in self.held[worker] if each not in {child, leaving})
        return next((each for each in others if self.families.get(each) == family), None)

    def _within_reach(self, child: UUID, met: Collection[Entry]) -> list[Entry]:
        """The first worker with room that fits, or else every way in that is new."""
        barred, own = self.barred[child], self.worker_of.get(child)
        ways = (
            (worker, self.sibling_at(worker, child))
            for worker in self.workers
            if worker not in barred and worker != own
        )
        fits = [entry for entry in ways if entry not in met and entry not in self._closed]
        place = next((entry for entry in fits if self._is_place(entry)), None)
        return fits if place is None else [place]

    def _moved_by(
        self, entry: Entry, opened: set[Hashable], moved_by: dict[UUID, Entry], giving_way: dict[UUID, UUID]
    ) -> list[UUID]:
        """Who needs a new worker when a child comes in this way: one who sits there, or any other of its group."""
        worker, sibling = entry
        moved: list[UUID] = []
        for theirs in self.held[worker] if sibling is None else [sibling]:
            if theirs in moved_by:
                continue
            moved_by[theirs] = entry
            moved.append(theirs)
            group = self._group_of[theirs]
            if group not in opened:
                opened.add(group)
                others = self.free_in(group)
                giving_way.update(dict.fromkeys(others, theirs))
                moved += others
        return moved

    def _flip(
        self,
        entry: Entry | None,
        met: Mapping[Entry, UUID],
        moved_by: Mapping[UUID, Entry],
        giving_way: Mapping[UUID, UUID],
    ) -> None:
        """Walk the path back: each child moves on to the worker that it met."""
        while entry is not None:
            child = met[entry]
            before = moved_by.get(giving_way.get(child, child))
            if child in giving_way:
                self.unseat(giving_way[child])
            self.give(entry[0], child)
            entry = before

    def mix(self, rng: Random, *, cells: Mapping[UUID, Hashable]) -> None:
        """Walk at random among matchings of the same size and the same number of children per cell.

        Steps are Metropolis steps with the uniform distribution as their target: a place asks for a child
        that fits; a free child of the same cell is taken, a held one is swapped, and an empty place takes
        over with the probability that makes the step as likely as its return.
        """
        places = [
            (worker, n) for worker in self.workers if self.options[worker] for n in range(self._room.get(worker, 1))
        ]
        for _ in range(STEPS * len(places)):
            worker, n = places[int(rng.random() * len(places))]
            wish = self.options[worker][int(rng.random() * len(self.options[worker]))]
            theirs = self.held[worker]
            self._step(worker, wish, theirs[n] if n < len(theirs) else None, chance=rng.random(), cells=cells)

    def _step(
        self, worker: UUID, wish: UUID, mine: UUID | None, *, chance: float, cells: Mapping[UUID, Hashable]
    ) -> None:
        holder = self.worker_of.get(wish)
        if holder == worker or self.sibling_at(worker, wish, leaving=mine):
            return
        if mine is None:
            if holder is not None and self._may_receive(worker, holder, chance):
                self.give(worker, wish)
        elif holder is None:
            if cells[mine] == cells[wish]:
                self.unseat(mine)
                self.give(worker, wish)
        elif holder not in self.barred[mine] and not self.sibling_at(holder, mine, leaving=wish):
            self.give(worker, wish)
            self.give(holder, mine)

    def _may_receive(self, worker: UUID, holder: UUID, chance: float) -> bool:
        """Nobody is left without a child so that another gets a second one."""
        would_have_two = bool(self.held[worker]) or worker in self._served
        would_have_none = len(self.held[holder]) == 1 and holder not in self._served
        if would_have_two and would_have_none:
            return False
        return chance * len(self.options[holder]) < len(self.options[worker])

    def shortages(self) -> list[tuple[set[UUID], set[UUID]]]:
        """The smallest groups (workers, all children that any of them may have) with too few children.

        Every worker without a child is in exactly one group; a group has as many too few children as it has
        workers without one. Groups share no child. Where an exchange would help, a group holds a free child, or a
        worker who has several.
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
                    workers += [self.worker_of[child]] if child in self.worker_of else []
        return set(workers), children
