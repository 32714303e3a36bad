"""What refers to a row is found in every room, and what is part of the thing itself is left out."""

from flask import Flask

from tests import factories as make
from toolkit import references
from toolkit.access import Role
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.participation.models import ContactDetails
from toolkit.people.models import Team, Unit


def test_every_room_is_asked_and_only_those_that_refer_are_named(app: Flask) -> None:
    unit = make.a_unit()
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    cycle = make.a_cycle(unit, worker, interviewers=(worker,))
    met, untouched = (make.an_assignment(make.a_child(cycle), make.a_person(unit)) for _ in range(2))
    make.add(ContactDetails(assignment_id=met.id))
    make.a_yes(met, worker)
    make.a_yes(met, worker)
    both = [met.id, untouched.id]
    assert references.count(Assignment, both) == {"contact_details": 1, "consent": 2}
    assert references.count(Assignment, [untouched.id]) == {}
    assert references.count_each(Assignment, both) == {met.id: {"contact_details": 1, "consent": 2}}
    assert references.list_referred(Assignment, both) == {met.id}
    assert references.list_referred(Assignment, both, besides=["contact_details", "consent"]) == set()
    assert references.count(Cycle, [cycle.id]) == {"cycle_interviewer": 1, "child": 2, "assignment": 2}
    assert references.count(Cycle, [cycle.id], besides=["child", "cycle_interviewer"]) == {"assignment": 2}


def test_two_columns_of_one_table_are_counted_together(app: Flask) -> None:
    unit = make.a_unit()
    team = make.a_team(unit)
    make.a_person(unit, team=team)
    db.session.flush()
    assert references.count(Team, [team.id]) == {"person": 1}
    assert references.count(Unit, [unit.id]) == {"team": 1, "person": 1}
