"""A list of children from a spreadsheet: looked at first, and kept when the person says so."""

import uuid

from sqlalchemy import select

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import children, csv_intake, planning, states
from toolkit.cycles.csv_cells import Colleague, Known
from toolkit.cycles.csv_intake import Intake, Row
from toolkit.cycles.models import Child, ChildHandler, Cycle, HandlerKind, Interpreter, Sex
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.people import directory
from toolkit.spreadsheets.table import Answers
from toolkit.transactions import paused

NOT_MATCHED = N_("Say first what every column holds, or that it is left out.")


def look(actor: Actor, cycle_id: uuid.UUID, *, data: bytes, answers: Answers) -> Intake:
    """What a list holds, beside the children and colleagues who are known. Nothing is written."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    return csv_intake.read(data, known=_known(actor, cycle), answers=answers)


def keep(actor: Actor, cycle_id: uuid.UUID, *, data: bytes, answers: Answers) -> Intake:
    """Put the good rows of a list on the cycle's. Raises `WrongState` while a column waits to be matched.

    Raises it, too, when the unit or its list changed while the file was read. Sending it again adds nothing: each
    of its codes is then on the list already.
    """
    known = _known(actor, planning.get_led_cycle(actor, cycle_id))
    with paused():
        intake = csv_intake.read(data, known=known, answers=answers)
    cycle = planning.get_led_cycle(actor, cycle_id)
    states.require_open(cycle.id)
    if intake.unknown:
        raise WrongState(NOT_MATCHED)
    if _known(actor, cycle) != known:
        raise WrongState(N_("Somebody else changed the list at the same moment. Send the file once more."))
    db.session.add_all(_child(cycle, row) for row in intake.rows)
    _mark_listed(cycle, intake)
    db.session.flush()
    if intake.rows:
        trail.record(actor, Event.CHILDREN_IMPORTED, cycle.id, added=len(intake.rows), problems=len(intake.problems))
    return intake


def _child(cycle: Cycle, row: Row) -> Child:
    child = Child(cycle_id=cycle.id, case_open=row.case_open, protected_identity=row.protected_identity)
    child.code, child.age, child.sex, child.team_id = row.code, row.age, Sex(row.sex), row.team
    child.siblings, child.language, child.interpreter = row.siblings, row.language, Interpreter(row.interpreter)
    them = {HandlerKind.PRESENT: row.present, HandlerKind.FORMER: row.former, HandlerKind.CO: row.co}
    child.handlers = [ChildHandler(person_id=id_, kind=kind) for kind in HandlerKind for id_ in sorted(them[kind])]
    return child


def _mark_listed(cycle: Cycle, intake: Intake) -> None:
    """Children who stood on the list already, and have a sibling among those who came."""
    for child in db.session.scalars(select(Child).where(Child.cycle_id == cycle.id, Child.code.in_(intake.marks))):
        child.siblings = intake.marks[child.code]


def _known(actor: Actor, cycle: Cycle) -> Known:
    listed = db.session.execute(select(Child.code, Child.siblings).where(Child.cycle_id == cycle.id)).all()
    return Known(
        people=[Colleague(person.id, person.name, person.username) for person in children.list_staff(actor)],
        teams={team.name: team.id for team in directory.list_teams(actor)},
        codes=frozenset(code for code, _ in listed),
        marks={code: mark for code, mark in listed if mark},
        youngest=cycle.unit.youngest,
        oldest=cycle.unit.oldest,
    )
