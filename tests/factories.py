"""Invented people and things for the tests. `CANARY` is planted in every sealed place and must turn up nowhere else."""

import itertools
import uuid
from datetime import timedelta
from typing import Any

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.cycles.models import Assignment, Child, ChildHandler, Cycle, CycleInterviewer, CycleTeam
from toolkit.db import db
from toolkit.interviews.models import Recording
from toolkit.participation.models import Consent
from toolkit.people import directory
from toolkit.people.models import Person, PersonRole, Team, Unit
from toolkit.people.passwords import hash_password

CANARY = "Kanariefågel-Zorro"
PASSWORD = "en lång mening om grankottar"

_number = itertools.count(1)
_hash: list[str] = []


def add(row: Any) -> Any:
    """Put a row in the database and give it its id."""
    db.session.add(row)
    db.session.flush()
    return row


def a_unit(**values: Any) -> Unit:
    """A unit of its own."""
    return add(Unit(**{"name": f"Enhet {next(_number)}", "municipality": "Norrviks kommun", **values}))  # type: ignore[no-any-return]


def a_team(unit: Unit, **values: Any) -> Team:
    """A team in a unit."""
    return add(Team(**{"unit_id": unit.id, "name": f"Team {next(_number)}", **values}))  # type: ignore[no-any-return]


def a_person(unit: Unit, *roles: Role, team: Team | None = None, **values: Any) -> Person:
    """Somebody with roles, whose password is `PASSWORD`."""
    _hash.append(hash_password(PASSWORD)) if not _hash else None
    number = next(_number)
    return add(  # type: ignore[no-any-return]
        Person(
            **{
                "unit_id": unit.id,
                "team_id": team.id if team else None,
                "name": f"Person {number}",
                "username": f"person{number}",
                "password_hash": _hash[0],
                "role_rows": [PersonRole(role=role) for role in roles],
                **values,
            }
        ),
    )


def actor(person: Person) -> Actor:
    """The person as the one who asks."""
    return directory.as_actor(person)


def a_cycle(unit: Unit, by: Person, *, interviewers: tuple[Person, ...] = (), teams: tuple[Team, ...] = ()) -> Cycle:
    """This year's cycle."""
    return add(  # type: ignore[no-any-return]
        Cycle(
            unit_id=unit.id,
            year=clock.today().year,
            name=f"Omgång {next(_number)}",
            created_by_id=by.id,
            interviewers=[CycleInterviewer(person_id=person.id) for person in interviewers],
            teams=[CycleTeam(team_id=team.id) for team in teams],
        ),
    )


def a_child(cycle: Cycle, *, handlers: tuple[Person, ...] = (), **values: Any) -> Child:
    """A child who may be asked."""
    return add(  # type: ignore[no-any-return]
        Child(
            **{
                "cycle_id": cycle.id,
                "code": f"B{next(_number):03}",
                "age": 13,
                "sex": "girl",
                "handlers": [ChildHandler(person_id=person.id, kind="present") for person in handlers],
                **values,
            }
        ),
    )


def an_assignment(child: Child, interviewer: Person, **values: Any) -> Assignment:
    """The interviewer is to meet the child."""
    return add(  # type: ignore[no-any-return]
        Assignment(**{"cycle_id": child.cycle_id, "child_id": child.id, "interviewer_id": interviewer.id, **values}),
    )


def a_yes(assignment: Assignment, by: Person, *, who: str = "child", **values: Any) -> Consent:
    """Somebody said yes."""
    return add(  # type: ignore[no-any-return]
        Consent(
            **{
                "assignment_id": assignment.id,
                "who": who,
                "says_yes": True,
                "given_at": clock.now(),
                "recorded_by_id": by.id,
                **values,
            }
        ),
    )


def a_recording(assignment: Assignment, **values: Any) -> Recording:
    """A recording whose row says that it is whole; it has no bytes unless you give it some."""
    return add(  # type: ignore[no-any-return]
        Recording(
            **{
                "assignment_id": assignment.id,
                "number": 1,
                "source": "upload",
                "state": "whole",
                "client_key": uuid.uuid4().hex,
                "media_type": "audio/webm",
                "duration_ms": 60_000,
                "finished_at": clock.now() - timedelta(minutes=1),
                **values,
            }
        ),
    )
