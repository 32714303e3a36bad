"""The list of children who may be drawn: written in by hand, or read from a spreadsheet. Codes only, never names."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from toolkit import finding, paging, spoken, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import child_code, csv_cells, planning, states
from toolkit.cycles.models import Assignment, Child, ChildHandler, Cycle, HandlerKind, Interpreter, Sex
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.paging import Page
from toolkit.people import directory
from toolkit.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known about a child. `handlers` are (colleague, kind), kind being present, former or co."""

    code: str
    age: int
    sex: str
    team_id: uuid.UUID | None
    handlers: frozenset[tuple[uuid.UUID, str]]
    case_open: bool = True
    protected_identity: bool = False
    siblings: str = ""
    language: str = ""
    interpreter: str = Interpreter.NOT_NEEDED

    @property
    def colleagues(self) -> set[uuid.UUID]:
        """Everybody who handles or has handled the child."""
        return {person for person, _ in self.handlers}


def list_children(actor: Actor, cycle_id: uuid.UUID, *, page: int = 1, words: str = "") -> Page[Child]:
    """A page of the children of a cycle by code, for its facilitator: all of them, or those in whose code the words
    stand. The look is put on the trail."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    of_cycle = select(Child.id, Child.code).where(Child.cycle_id == cycle.id)
    codes = {row.id: row.code for row in db.session.execute(of_cycle)}
    listed = finding.keys_of(codes.items(), words=words)
    chosen = paging.cut(sorted(listed, key=lambda key: _natural(codes[key])), number=page)
    rows = db.session.scalars(
        select(Child)
        .where(Child.id.in_(chosen.rows))
        .options(joinedload(Child.team), selectinload(Child.handlers).joinedload(ChildHandler.person))
    )
    found = {child.id: child for child in rows}
    trail.record(actor, Event.CHILDREN_READ, cycle.id, children=len(found))
    return chosen.each(found.__getitem__)


def count(actor: Actor, cycle_id: uuid.UUID) -> int:
    """How many children are on a list of the own unit, for the facilitator and the unit leader."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    listed = select(func.count(Child.id)).join(Child.cycle)
    return db.session.scalar(listed.where(Child.cycle_id == cycle_id, Cycle.unit_id == actor.unit_id)) or 0


def get_child(actor: Actor, cycle_id: uuid.UUID, child_id: uuid.UUID) -> Child:
    """One child on the list of a cycle of the own unit, for the facilitator. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    query = select(Child).join(Child.cycle).where(Child.id == child_id, Child.cycle_id == cycle_id)
    child = db.session.scalar(query.where(Cycle.unit_id == actor.unit_id))
    if child is None:
        raise NotFound
    return child


def list_staff(actor: Actor) -> Sequence[Person]:
    """Everybody who works or has worked in the unit: a handler may have left. In alphabetical order."""
    return db.session.scalars(select(Person).where(Person.unit_id == actor.unit_id).order_by(Person.name)).all()


def facts_of(child: Child) -> Facts:
    """What is known about a child that the caller holds."""
    return Facts(
        code=child.code,
        age=child.age,
        sex=child.sex,
        team_id=child.team_id,
        handlers=frozenset((row.person_id, row.kind) for row in child.handlers),
        case_open=child.case_open,
        protected_identity=child.protected_identity,
        siblings=child.siblings,
        language=child.language,
        interpreter=child.interpreter,
    )


def list_drawn_ids(actor: Actor, cycle_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The children of a cycle who are to be met now, or have been."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    going = select(Assignment.child_id).where(Assignment.cycle_id == cycle.id, Assignment.ended_at.is_(None))
    return frozenset(db.session.scalars(going))


def add(actor: Actor, cycle_id: uuid.UUID, *, facts: Facts) -> Child:
    """Put a child on the list. Raises `InvalidInput` beside the field that is wrong."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    states.require_open(cycle.id)
    child = Child(cycle_id=cycle.id, handlers=[])
    _fill(actor, child, cycle=cycle, facts=facts)
    db.session.add(child)
    db.session.flush()
    trail.record(actor, Event.CHILD_ADDED, child.id)
    return child


def change(actor: Actor, cycle_id: uuid.UUID, child_id: uuid.UUID, *, facts: Facts, version: int) -> Child:
    """Change what is known, seen as `version`.

    Raises `InvalidInput`, also when the one who is to meet the child is a handler, and `Overtaken` when somebody else
    has changed it since: a handler whom they wrote in must not vanish.
    """
    child = get_child(actor, cycle_id, child_id)
    states.require_open(cycle_id)
    versions.require(child, version)
    going = db.session.scalar(
        select(Assignment.interviewer_id).where(Assignment.child_id == child.id, Assignment.ended_at.is_(None))
    )
    if going in facts.colleagues:
        raise InvalidInput(
            N_("The worker who is to meet this child cannot be its handler. Draw a new child for the worker first."),
            field="handlers",
        )
    _fill(actor, child, cycle=child.cycle, facts=facts)
    versions.count(child)
    db.session.flush()
    trail.record(actor, Event.CHILD_CHANGED, child.id)
    return child


def _fill(actor: Actor, child: Child, *, cycle: Cycle, facts: Facts) -> None:
    child.code = _checked_code(cycle, child, facts.code)
    if not cycle.unit.youngest <= facts.age <= cycle.unit.oldest:
        raise InvalidInput(csv_cells.AGE_LIMITS, field="age", youngest=cycle.unit.youngest, oldest=cycle.unit.oldest)
    if facts.sex not in set(Sex):
        raise InvalidInput(N_("Choose girl, boy or other."), field="sex")
    if facts.team_id not in {None, *(team.id for team in directory.list_teams(actor))}:
        raise InvalidInput(N_("Choose a team from the list."), field="team_id")
    _check_handlers(actor, facts)
    child.age, child.sex, child.team_id = facts.age, Sex(facts.sex), facts.team_id
    child.case_open, child.protected_identity = facts.case_open, facts.protected_identity
    child.siblings = _checked_mark(facts.siblings)
    child.language, child.interpreter = _checked_language(facts)
    there: dict[tuple[uuid.UUID, str], ChildHandler] = {(row.person_id, row.kind): row for row in child.handlers}
    child.handlers = [
        there.get(one) or ChildHandler(person_id=one[0], kind=HandlerKind(one[1])) for one in sorted(facts.handlers)
    ]


def _checked_code(cycle: Cycle, child: Child, code: str) -> str:
    tidy = child_code.tidy(code)
    fault = child_code.find_fault(tidy)
    if fault:
        raise InvalidInput(fault, field="code")
    others = db.session.execute(select(Child.id, Child.code).where(Child.cycle_id == cycle.id))
    if any(other.casefold() == tidy.casefold() and id_ != child.id for id_, other in others):
        raise InvalidInput(N_("Another child on the list has this code. Choose another one."), field="code")
    return tidy


def _checked_mark(mark: str) -> str:
    tidy = child_code.tidy(mark)
    fault = child_code.find_fault(tidy) if tidy else None
    if fault:
        raise InvalidInput(fault, field="siblings")
    return tidy


def _checked_language(facts: Facts) -> tuple[str, Interpreter]:
    language, need = spoken.find_language(facts.language) if facts.language else "", Interpreter(facts.interpreter)
    if language is None:
        raise InvalidInput(spoken.UNKNOWN, field="language", name=facts.language[:60])
    if not language and need is not Interpreter.NOT_NEEDED:
        raise InvalidInput(csv_cells.WHICH_LANGUAGE, field="language")
    return language, need


def _check_handlers(actor: Actor, facts: Facts) -> None:
    if not facts.handlers:
        raise InvalidInput(
            N_(
                "Choose at least one colleague who handles or has handled the child. Nobody can be drawn to meet it"
                " otherwise."
            ),
            field="handlers",
        )
    kinds = {kind for _, kind in facts.handlers}
    if not facts.colleagues <= {person.id for person in list_staff(actor)} or not kinds <= set(HandlerKind):
        raise InvalidInput(N_("Choose colleagues from the list."), field="handlers")


def _natural(code: str) -> list[tuple[int, int, str]]:
    """A-2 before A-10."""
    parts = re.findall(r"\d+|\D+", code.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
