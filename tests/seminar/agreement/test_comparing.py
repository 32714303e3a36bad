"""What is compared: what stood when the seminar opened, by those who had read alone; no names, never of one."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.agreement import comparing
from seminar.seminars import marks, planning, reading
from seminar.seminars.models import Seminar as Day
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (9, "boy"))


@pytest.fixture
def people(seminar: Seminar) -> list[Person]:
    return days.readers_of(seminar, 3)


@pytest.fixture
def day(seminar: Seminar, people: list[Person]) -> Day:
    """Two have read the first text and marked, the third has read it and marked nothing; one has read the second."""
    day = days.a_day(seminar, *people)
    first, second = seminar.transcripts
    days.give(seminar, day, [*((person, first) for person in people), (people[0], second)])
    for person, text in [*((person, first) for person in people), (people[0], second)]:
        reading.say_read(
            make.actor(person), seminar.cycle.id, day.id, assignment_id=text.assignment_id, is_read=True
        )  # fmt: skip
    days.a_mark(make.actor(people[0]), day, first, "skickat ett sms")
    days.a_mark(make.actor(people[1]), day, first, "sagt det själv")
    days.a_mark(make.actor(people[1]), day, first, "börja om", line=3)
    return day


def open_it(seminar: Seminar, day: Day) -> None:
    planning.open_seminar(seminar.leads, seminar.cycle.id, day.id)


def counted(seminar: Seminar, day: Day) -> tuple[int, list[int]]:
    first = seminar.transcripts[0].assignment_id
    found = comparing.compare(seminar.leads, seminar.cycle.id, day.id, assignment_id=first)
    return found.readers, [line.marked for line in found.lines]


def test_lines_are_counted_over_the_readers_without_the_interviewers(seminar: Seminar, day: Day) -> None:
    open_it(seminar, day)
    assert counted(seminar, day) == (3, [2, 1])
    comparable = comparing.list_comparable(seminar.leads, seminar.cycle.id, day.id)
    assert [one.id for one in comparable] == [seminar.transcripts[0].assignment_id]


def test_nothing_before_it_opens_and_nobody_alone(seminar: Seminar, day: Day) -> None:
    first, second = (text.assignment_id for text in seminar.transcripts)
    assert comparing.list_comparable(seminar.leads, seminar.cycle.id, day.id) == []
    with pytest.raises(NotFound):
        comparing.compare(seminar.leads, seminar.cycle.id, day.id, assignment_id=first)
    open_it(seminar, day)
    with pytest.raises(NotFound):
        comparing.compare(seminar.leads, seminar.cycle.id, day.id, assignment_id=second)


def test_what_was_marked_or_taken_away_after_the_opening_changes_nothing(
    seminar: Seminar, day: Day, people: list[Person]
) -> None:
    first = seminar.transcripts[0]
    early = days.a_mark(make.actor(people[2]), day, first, "Man orkar", line=3)
    open_it(seminar, day)
    before = counted(seminar, day)
    assert before == (3, [2, 2])
    days.a_mark(make.actor(people[2]), day, first, "sagt det själv")
    marks.remove(
        make.actor(people[2]), seminar.cycle.id, day.id, assignment_id=first.assignment_id, mark_id=early.id
    )  # fmt: skip
    assert counted(seminar, day) == before


def test_only_whoever_leads_the_unit(seminar: Seminar, day: Day, people: list[Person], signed_in: SignIn) -> None:
    open_it(seminar, day)
    db.session.commit()
    address = f"/cycles/{seminar.cycle.id}/seminars/{day.id}/agreement"
    for person in (people[0], seminar.leader, making.a_seminar().facilitator):
        assert signed_in(person).get(address).status_code == 404


def test_the_page_shows_lines_and_counts_and_no_name(
    seminar: Seminar, day: Day, people: list[Person], signed_in: SignIn
) -> None:
    browser = signed_in(seminar.facilitator)
    address = f"/cycles/{seminar.cycle.id}/seminars/{day.id}/agreement"
    assert "Inget att jämföra" in browser.get(address).text
    open_it(seminar, day)
    db.session.commit()
    assert address in browser.get(address.removesuffix("/agreement")).text
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert "2 av 3" in page.text
    assert "●●○" in page.text
    assert "För få rader" in page.text
    assert not [person.name for person in people if person.name in page.text]
    assert browser.get(f"{address}?interview=invented").status_code == 404
    assert making.events_of(seminar.transcripts[0].id)[-1] == "transcription:deidentified:read"


def test_a_long_text_has_a_number_with_its_interval(app: Flask, signed_in: SignIn) -> None:
    seminar = making.a_seminar()
    text = making.a_handed_over(
        seminar.cycle, seminar.unit, lines=tuple(("child", f"Rad nummer {n}.") for n in range(20))
    )
    people = days.readers_of(seminar, 2)
    day = days.a_day(seminar, *people)
    days.give(seminar, day, [(person, text) for person in people])
    for person, lines in zip(people, ((1, 2, 3, 4), (1, 2, 3, 9)), strict=True):
        for line in lines:
            days.a_mark(make.actor(person), day, text, "Rad", line=line)
    open_it(seminar, day)
    db.session.commit()
    found = comparing.compare(seminar.leads, seminar.cycle.id, day.id, assignment_id=text.assignment_id)
    assert (found.readers, found.alike) == (2, 18)
    assert found.alpha is not None
    assert found.alpha.low < found.alpha.value < found.alpha.high
    page = signed_in(seminar.facilitator).get(f"/cycles/{seminar.cycle.id}/seminars/{day.id}/agreement").text
    assert "Krippendorffs alfa är 0,70" in page
