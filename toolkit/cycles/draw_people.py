"""The rows of children and workers as the draw sees them."""

import uuid

from toolkit import spoken
from toolkit.cycles.models import Child, Cycle, HandlerKind, Interpreter
from toolkit.cycles.rules import Candidate, Interviewer
from toolkit.people.models import Person


def candidate_of(child: Child) -> Candidate:
    """The child as the lots see it."""
    by_kind: dict[HandlerKind, set[uuid.UUID]] = {kind: set() for kind in HandlerKind}
    for row in child.handlers:
        by_kind[row.kind].add(row.person_id)
    present, former, co = (frozenset(by_kind[kind]) for kind in HandlerKind)
    youngest, oldest = ages_of(child.cycle)
    return Candidate(
        child.id, child.team_id, child.age, child.sex, present, former, co,
        siblings=child.siblings.casefold(),
        language="" if child.interpreter is Interpreter.NOT_NEEDED else child.language,
        no_interpreter=child.interpreter is Interpreter.DECLINED,
        outside_ages=not youngest <= child.age <= oldest,
    )  # fmt: skip


def ages_of(cycle: Cycle) -> tuple[int, int]:
    """The youngest and the oldest child who is drawn in the cycle."""
    youngest = cycle.unit.youngest if cycle.youngest is None else cycle.youngest
    return youngest, cycle.unit.oldest if cycle.oldest is None else cycle.oldest


def interviewer_of(person: Person) -> Interviewer:
    """The worker as the lots see them."""
    languages = frozenset(spoken.parted(person.languages))
    return Interviewer(person.id, person.team_id, person.capacity, languages, person.youngest, person.oldest)
