"""What is shared with whoever codes, and what a withdrawal takes."""

import pytest
from flask import Flask

from seminar.coding import reader_marks
from seminar.seminars import planning, reading
from seminar.seminars.models import Mark, Seminar, ToRead
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.access import Actor
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.people.models import Person


@pytest.fixture
def material(app: Flask) -> Material:
    found = making.a_seminar((13, "girl"), (10, "boy"))
    found.cycle.state = CycleState.RUNNING
    return found


@pytest.fixture
def reader(material: Material) -> Person:
    return days.readers_of(material, 1)[0]


def a_read_day(material: Material, reader: Person, *, names_shown: bool = True) -> tuple[Seminar, Actor]:
    """A day whose reader has marked words in both texts."""
    day, who = days.a_day(material, reader, names_shown=names_shown), make.actor(reader)
    days.give(material, day, [(reader, text) for text in material.transcripts])
    for text in material.transcripts:
        days.a_mark(who, day, text, "skickat", note="Tänk på det")
    return day, who


def test_the_coding_page_gets_nothing_before_and_everything_after_it_opens(material: Material, reader: Person) -> None:
    day, _who = a_read_day(material, reader)
    text = material.transcripts[0]
    assert reader_marks.list_marks(material.leads, text) == []
    planning.open_seminar(material.leads, *days.ids(material, day))
    shared = reader_marks.list_marks(material.leads, text)
    assert [(one.position, one.spoken, one.note, one.name) for one in shared] == [
        (1, (("child", "skickat"),), "Tänk på det", reader.name)
    ]
    planning.end(material.leads, *days.ids(material, day))
    assert reader_marks.list_marks(material.leads, text) == shared


def test_without_names_nobody_is_named(material: Material, reader: Person) -> None:
    day, _who = a_read_day(material, reader, names_shown=False)
    planning.open_seminar(material.leads, *days.ids(material, day))
    assert [one.name for one in reader_marks.list_marks(material.leads, material.transcripts[0])] == [""]


def test_a_withdrawal_takes_marks_notes_and_readings_of_that_interview_alone(
    material: Material, reader: Person
) -> None:
    day, who = a_read_day(material, reader)
    gone, stays = material.transcripts
    kept, leaves = stays.transcript_id, gone.assignment_id
    reading.say_read(who, *days.ids(material, day), assignment_id=leaves, is_read=True)
    db.session.commit()
    withdrawal.withdraw(material.leads, gone.assignment)
    db.session.commit()
    assert [mark.transcript_id for mark in db.session.query(Mark)] == [kept]
    assert [row.assignment_id for row in db.session.query(ToRead)] == [stays.assignment_id]
    own = reading.look(who, *days.ids(material, day))
    assert [one.id for one, _row in own.to_read] == [stays.assignment_id]
