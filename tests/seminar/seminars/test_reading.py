"""Reading: what was dealt and nothing else until the seminar opens, then all but one's own child, then nothing."""

from collections.abc import Callable

import pytest
from flask import Flask

from seminar.seminars import planning, reading
from seminar.seminars.models import Seminar
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.access import Actor, Role
from toolkit.cycles import states
from toolkit.cycles.models import CycleState, EndReason
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.people.models import Person


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar((13, "girl"), (10, "boy"))


@pytest.fixture
def reader(material: Material) -> Person:
    return make.a_person(material.unit, Role.FACILITATOR)


@pytest.fixture
def day(material: Material, reader: Person) -> Seminar:
    made = days.a_day(material, reader, material.worker)
    days.give(material, made, [(reader, material.transcripts[0])])
    return made


def opens(actor: Actor, day: Seminar, material: Material, number: int) -> bool:
    try:
        reading.open_text(actor, day.cycle_id, day.id, assignment_id=material.transcripts[number].assignment_id)
    except NotFound:
        return False
    return True


def test_a_participant_of_any_role_reads_what_was_dealt_and_it_is_on_the_trail(
    material: Material, day: Seminar, reader: Person
) -> None:
    page = reading.open_text(
        make.actor(reader), day.cycle_id, day.id, assignment_id=material.transcripts[0].assignment_id
    )
    assert ["".join(text for text, _ in line.runs) for line in page.parts[0].lines] == [
        text for _, text in making.LINES
    ]
    assert making.events_of(material.transcripts[0].id) == ["transcription:deidentified:read"]
    assert not opens(make.actor(reader), day, material, 1)
    assert not opens(make.actor(material.worker), day, material, 0)
    assert not opens(make.actor(material.facilitator), day, material, 0)


def test_when_it_is_open_everybody_reads_all_but_the_children_they_know(
    material: Material, day: Seminar, reader: Person
) -> None:
    interviewer = material.transcripts[0].assignment.interviewer
    planning.change(
        material.leads, *days.ids(material, day),
        plan=days.a_plan(reader, material.worker, interviewer), version=day.version,
    )  # fmt: skip
    days.handles(material.transcripts[1], material.worker)
    planning.open_seminar(material.leads, *days.ids(material, day))
    seen = {
        person: [opens(make.actor(person), day, material, number) for number in (0, 1)]
        for person in (reader, material.worker, interviewer, material.leader)
    }
    assert list(seen.values()) == [[True, True], [True, False], [False, True], [False, False]]
    own = reading.look(make.actor(reader), day.cycle_id, day.id)
    assert ([one.number for one, _row in own.to_read], [one.number for one in own.others]) == ([1], [2])


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.ADMINISTRATOR])
def test_a_manager_or_administrator_is_invited_and_reads_nothing(material: Material, role: Role) -> None:
    person = make.a_person(material.unit, role)
    day = days.a_day(material, person)
    with pytest.raises(InvalidInput):
        days.give(material, day, [(person, material.transcripts[0])])
    planning.open_seminar(material.leads, *days.ids(material, day))
    own = reading.look(make.actor(person), day.cycle_id, day.id)
    assert (own.to_read, own.others, own.is_reader) == ([], [], False)
    assert not opens(make.actor(person), day, material, 0)


def test_whoever_becomes_a_handler_reads_no_more(material: Material, day: Seminar, reader: Person) -> None:
    days.handles(material.transcripts[0], reader)
    assert not opens(make.actor(reader), day, material, 0)
    assert not reading.look(make.actor(reader), day.cycle_id, day.id).to_read


def ended(material: Material, day: Seminar) -> None:
    planning.open_seminar(material.leads, *days.ids(material, day))
    planning.end(material.leads, *days.ids(material, day))


def reported(material: Material, day: Seminar) -> None:
    material.cycle.state = CycleState.RUNNING
    states.finish(material.leads, material.cycle.id)


def withdrawn(material: Material, _day: Seminar) -> None:
    material.transcripts[0].assignment.end_reason = EndReason.WITHDRAWN


def moved(material: Material, day: Seminar) -> None:
    day.participants[0].person.unit_id = day.participants[1].person.unit_id = make.a_unit().id


@pytest.mark.parametrize("change", [ended, reported, withdrawn, moved])
def test_texts_close_when_it_is_over_or_the_person_has_gone(
    material: Material, day: Seminar, reader: Person, change: Callable[[Material, Seminar], None]
) -> None:
    assert opens(make.actor(reader), day, material, 0)
    change(material, day)
    db.session.flush()
    assert not opens(make.actor(reader), day, material, 0)
    with pytest.raises(WrongState if change in (ended, reported) else NotFound):
        reading.say_read(
            make.actor(reader), day.cycle_id, day.id, assignment_id=material.transcripts[0].assignment_id, is_read=True
        )


def test_an_invitation_stands_while_there_is_something_to_do(material: Material, day: Seminar, reader: Person) -> None:
    assert reading.is_invited(make.actor(reader))
    assert not reading.is_invited(material.leads)
    ended(material, day)
    assert not reading.is_invited(make.actor(reader))
    assert reading.get_invitation(make.actor(reader), day.cycle_id, day.id)


def test_what_one_has_read_is_said_and_taken_back(material: Material, day: Seminar, reader: Person) -> None:
    who, text = make.actor(reader), material.transcripts[0].assignment_id
    for is_read in (True, True, False):
        reading.say_read(who, day.cycle_id, day.id, assignment_id=text, is_read=is_read)
        page = reading.open_text(who, day.cycle_id, day.id, assignment_id=text)
        assert page.to_read is not None
        assert (page.to_read.read_at is not None) is is_read
