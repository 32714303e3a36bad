"""The rows of children and workers as the draw sees them: plain columns, since a year has a thousand of them."""

import uuid
from collections.abc import Collection

from sqlalchemy import select

from toolkit import spoken
from toolkit.cycles.models import Child, ChildHandler, Cycle, HandlerKind, Interpreter
from toolkit.cycles.rules import Candidate, Interviewer
from toolkit.db import db
from toolkit.people.models import Person


def list_candidates(cycle: Cycle, *, drawn: Collection[uuid.UUID]) -> list[Candidate]:
    """The children of a cycle who may be asked, and those who are drawn already, by code."""
    youngest, oldest = ages_of(cycle)
    known = _handlers_in(cycle)
    present, former, co = (known[kind] for kind in HandlerKind)
    listed = select(
        Child.id, Child.team_id, Child.age, Child.sex, Child.siblings, Child.language, Child.interpreter,
        Child.excluded_at, Child.code,
    ).where(Child.cycle_id == cycle.id)  # fmt: skip
    rows = [row for row in db.session.execute(listed) if row.excluded_at is None or row.id in drawn]
    return [
        Candidate(
            row.id, row.team_id, row.age, row.sex,
            frozenset(present.get(row.id, ())), frozenset(former.get(row.id, ())), frozenset(co.get(row.id, ())),
            siblings=row.siblings.casefold(),
            language="" if row.interpreter is Interpreter.NOT_NEEDED else row.language,
            no_interpreter=row.interpreter is Interpreter.DECLINED,
            outside_ages=not youngest <= row.age <= oldest,
        )
        for row in sorted(rows, key=lambda row: row.code.casefold())
    ]  # fmt: skip


def _handlers_in(cycle: Cycle) -> dict[HandlerKind, dict[uuid.UUID, list[uuid.UUID]]]:
    """Present, former and co-handlers, by child."""
    found: dict[HandlerKind, dict[uuid.UUID, list[uuid.UUID]]] = {kind: {} for kind in HandlerKind}
    query = select(ChildHandler.kind, ChildHandler.child_id, ChildHandler.person_id)
    joined = query.join(Child, Child.id == ChildHandler.child_id).where(Child.cycle_id == cycle.id)
    for kind, child_id, person_id in db.session.execute(joined):
        found[kind].setdefault(child_id, []).append(person_id)
    return found


def ages_of(cycle: Cycle) -> tuple[int, int]:
    """The youngest and the oldest child who is drawn in the cycle."""
    youngest = cycle.unit.youngest if cycle.youngest is None else cycle.youngest
    return youngest, cycle.unit.oldest if cycle.oldest is None else cycle.oldest


def interviewer_of(person: Person) -> Interviewer:
    """The worker as the lots see them."""
    languages = frozenset(spoken.parted(person.languages))
    return Interviewer(person.id, person.team_id, person.capacity, languages, person.youngest, person.oldest)
