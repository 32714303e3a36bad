"""Who may meet whom, pair by pair, and what bars a pair. Pure: the draw, the choice by hand and the reasons ask here.

The first rule (Skärholmen 2017–18): never a child that the interviewer handles or has handled, co-handlers included,
and always a child that has, or has had, contact with a colleague. Any other handler known to the unit counts as a
colleague, whatever the team; a child without a known handler fits nobody until one is written in. The other rules are
what the lists of children and of staff tell.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID


class Bar(StrEnum):
    """Why a worker may not meet a child, the weightiest first."""

    NO_HANDLER = "no_handler"  # nobody is known to handle or have handled the child
    HANDLES = "handles"  # the worker does, or did
    OUTSIDE_AGES = "outside_ages"  # the cycle draws children of other ages
    AGE = "age"  # the worker meets children of other ages
    LANGUAGE = "language"  # the child wants no interpreter, and the worker does not speak its language


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
    siblings: str = ""
    """Children with the same mark are siblings: never to the same worker."""
    language: str = ""
    """The language in which the child would need an interpreter, or a worker who speaks it; "" for none."""
    no_interpreter: bool = False
    """Whether it must be a worker who speaks the language."""
    outside_ages: bool = False
    """Whether the cycle draws children of other ages."""

    @cached_property
    def handlers(self) -> frozenset[UUID]:
        """Everybody who handles or has handled the child."""
        return self.present | self.former | self.co_handlers


@dataclass(frozen=True)
class Interviewer:
    """A worker who interviews this year: how many children, of which ages, in which languages besides Swedish."""

    id: UUID
    team: UUID | None = None
    capacity: int = 1
    languages: frozenset[str] = frozenset()
    youngest: int | None = None
    oldest: int | None = None

    def meets_age(self, age: int) -> bool:
        """Whether the worker meets children of this age."""
        return (self.youngest is None or self.youngest <= age) and (self.oldest is None or age <= self.oldest)


def find_bar(worker: Interviewer, child: Candidate) -> Bar | None:
    """The weightiest reason why this worker may not meet this child; None when nothing bars it."""
    return next(_bars(worker, child), None)


def may_interview(worker: Interviewer, child: Candidate) -> bool:
    """Whether nothing bars the pair. Siblings are another matter: they depend on whom else the worker meets."""
    return find_bar(worker, child) is None


def needs_interpreter(worker: Interviewer, child: Candidate) -> bool:
    """Whether these two would need somebody who translates."""
    return bool(child.language) and child.language not in worker.languages


class Barring:
    """What bars some workers from children: the same as `find_bar` of each pair, for ten thousand pairs at once.

    Only its own handlers are a child's own affair; ages and languages it has in common with others.
    """

    def __init__(self, workers: Iterable[Interviewer]) -> None:
        self.workers = {worker.id: worker for worker in workers}
        self._all = frozenset(self.workers)
        self._of_another_age: dict[int, frozenset[UUID]] = {}
        self._without_language: dict[str, frozenset[UUID]] = {}

    def list_barred(self, child: Candidate) -> frozenset[UUID]:
        """The workers who may not meet a child, by id."""
        if not child.handlers or child.outside_ages:
            return self._all
        barred = self._list_of_another_age(child.age)
        if child.no_interpreter and child.language:
            barred |= self._list_without(child.language)
        own = child.handlers & self._all
        return barred | own if own else barred

    def count_bars(self, child: Candidate) -> dict[Bar, int]:
        """How many workers each rule bars from a child, the weightiest first; each worker by the weightiest rule."""
        found = Counter(find_bar(worker, child) for worker in self.workers.values())
        return {bar: found[bar] for bar in Bar if found[bar]}

    def _list_of_another_age(self, age: int) -> frozenset[UUID]:
        if age not in self._of_another_age:
            others = (key for key, worker in self.workers.items() if not worker.meets_age(age))
            self._of_another_age[age] = frozenset(others)
        return self._of_another_age[age]

    def _list_without(self, language: str) -> frozenset[UUID]:
        if language not in self._without_language:
            others = (key for key, worker in self.workers.items() if language not in worker.languages)
            self._without_language[language] = frozenset(others)
        return self._without_language[language]


def are_siblings(one: Candidate, other: Candidate) -> bool:
    """Whether two children bear the same mark."""
    return bool(one.siblings) and one.siblings == other.siblings and one.id != other.id


def _bars(worker: Interviewer, child: Candidate) -> Iterator[Bar]:
    if not child.handlers:
        yield Bar.NO_HANDLER
    if worker.id in child.handlers:
        yield Bar.HANDLES
    if child.outside_ages:
        yield Bar.OUTSIDE_AGES
    if not worker.meets_age(child.age):
        yield Bar.AGE
    if child.no_interpreter and needs_interpreter(worker, child):
        yield Bar.LANGUAGE
