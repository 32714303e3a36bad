"""Staff from a spreadsheet: looked at first, and given accounts when the administrator says so."""

import uuid
from dataclasses import asdict

from toolkit import versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.errors import N_, WrongState
from toolkit.people import directory, staff_list
from toolkit.people.meeting import Meets
from toolkit.people.models import Person
from toolkit.people.staff_list import Known, StaffIntake, StaffRow, Worker
from toolkit.spreadsheets.table import Answers
from toolkit.transactions import paused

NOT_MATCHED = N_("Say first what every column holds, or that it is left out.")


def look(actor: Actor, unit_id: uuid.UUID, *, data: bytes, answers: Answers) -> StaffIntake:
    """What a list holds, beside those who have an account. For the administrator; nothing is written."""
    actor.require(Role.ADMINISTRATOR)
    people, teams = _known(actor, unit_id)
    return staff_list.read(data, people=people, teams=teams, answers=answers)


def keep(
    actor: Actor, unit_id: uuid.UUID, *, data: bytes, answers: Answers
) -> tuple[StaffIntake, list[tuple[Person, str]]]:
    """Give accounts to those who are new, each with a one-time code, and take over what the draw goes by.

    Raises `WrongState` while a column waits to be matched, or when people changed while the file was read. Sending the
    list again makes nobody twice.
    """
    actor.require(Role.ADMINISTRATOR)
    people, teams = _known(actor, unit_id)
    with paused():
        intake = staff_list.read(data, people=people, teams=teams, answers=answers)
    if intake.unknown:
        raise WrongState(NOT_MATCHED)
    if _known(actor, unit_id) != (people, teams):
        raise WrongState(N_("Somebody else changed the people at the same moment. Send the file once more."))
    for row in intake.changed:
        _change(actor, row)
    return intake, [_add(actor, unit_id, row) for row in intake.new]


def _add(actor: Actor, unit_id: uuid.UUID, row: StaffRow) -> tuple[Person, str]:
    return directory.add_person(
        actor, name=row.name, username=row.username, unit_id=unit_id, team_id=row.team, roles=row.roles,
        phone=row.phone, meets=Meets(**asdict(row.worker)),
    )  # fmt: skip


def _change(actor: Actor, row: StaffRow) -> None:
    if row.known is None:
        return
    person = directory.get_person(actor, row.known.id)
    Meets(**asdict(row.worker)).apply(person)
    versions.count(person)
    trail.record(actor, Event.PERSON_CHANGED, person.id)


def _known(actor: Actor, unit_id: uuid.UUID) -> tuple[list[Known], dict[str, uuid.UUID]]:
    directory.get_unit(actor, unit_id)
    people = [
        Known(
            person.id, person.name, person.username.lower(), person.unit_id == unit_id,
            Worker(person.languages, person.capacity, person.youngest, person.oldest),
        )
        for person in directory.list_people(actor)
    ]  # fmt: skip
    return people, {team.name: team.id for team in directory.list_teams(actor, unit_id=unit_id)}
