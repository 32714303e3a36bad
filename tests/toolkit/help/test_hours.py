"""What a year costs: the unit's own sums of enough people, rounded; never those of few, and never another unit's."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from interview_guides.help_pages import HoursPart
from tests import factories as make
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.help import hours
from toolkit.help.hours import HoursRow
from toolkit.interviews.models import Booking
from toolkit.people.models import Person
from transcription.transcripts.models import TimeSpent, Transcript

SMALLEST = 5


def a_year(people: int) -> tuple[Person, Cycle, list[Assignment]]:
    """A cycle in which everybody has done an interview of 30 minutes and corrected for 47."""
    unit = make.a_unit(small_group=SMALLEST)
    leader = make.a_person(unit, Role.FACILITATOR)
    workers = tuple(make.a_person(unit, Role.SOCIAL_WORKER) for _ in range(people))
    cycle = make.a_cycle(unit, leader, interviewers=workers)
    done = [make.an_assignment(make.a_child(cycle), worker) for worker in workers]
    for assignment in done:
        recording = make.a_recording(assignment, finished_at=clock.now(), duration_ms=60_000)
        make.add(
            Booking(assignment_id=assignment.id, starts_at=clock.now() - timedelta(days=1), minutes=30, place="office")
        )
        text = make.add(Transcript(assignment_id=assignment.id, recording_id=recording.id))
        make.add(TimeSpent(transcript_id=text.id, active_ms=47 * 60_000, beat_at=clock.now()))
    return leader, cycle, done


def rows(person: Person, cycle: Cycle) -> dict[HoursPart, HoursRow]:
    return {row.figure.id: row for row in hours.reckon(make.actor(person), cycle.id).rows}


def test_enough_people_are_told_their_own_sum_rounded(app: Flask) -> None:
    leader, cycle, done = a_year(SMALLEST)
    told = rows(leader, cycle)
    talk, correct = told[HoursPart.TALK], told[HoursPart.CORRECT]
    assert (talk.each, talk.total, talk.is_own) == (30, 30 * len(done), True)
    assert (correct.each, correct.total, correct.is_own) == (45, 45 * len(done), True)
    assert told[HoursPart.PREPARE].total == 60 * len(done)
    assert not told[HoursPart.PREPARE].is_own
    assert told[HoursPart.SEMINAR].total == 180 * SMALLEST


def test_few_people_are_told_what_a_step_usually_takes(app: Flask) -> None:
    leader, cycle, _ = a_year(SMALLEST - 1)
    told = rows(leader, cycle)
    for part in (HoursPart.TALK, HoursPart.CORRECT):
        assert told[part].hidden
        assert not told[part].is_own
        assert told[part].each == told[part].figure.minutes


def test_many_interviews_of_one_person_are_still_one_person(app: Flask) -> None:
    leader, cycle, done = a_year(SMALLEST)
    for place, assignment in enumerate(done, start=1):
        assignment.interviewer_id, assignment.place = done[0].interviewer_id, place
    assert rows(leader, cycle)[HoursPart.TALK].hidden


def test_before_the_first_interview_nothing_is_summed(app: Flask) -> None:
    leader = make.a_person(make.a_unit(), Role.UNIT_LEADER)
    cycle = make.a_cycle(leader.unit, leader)
    reckoned = hours.reckon(make.actor(leader), cycle.id)
    assert reckoned.total == 0
    assert not any(row.hidden or row.is_own for row in reckoned.rows)
    assert reckoned.of_one == sum(row.figure.minutes for row in reckoned.rows)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_whoever_does_not_lead_asks_in_vain(app: Flask, role: Role) -> None:
    leader, cycle, _ = a_year(1)
    with pytest.raises(NotFound):
        hours.reckon(make.actor(make.a_person(leader.unit, role)), cycle.id)
    with pytest.raises(NotFound):
        hours.reckon(make.actor(make.a_person(make.a_unit(), Role.FACILITATOR)), cycle.id)


def test_the_page_before_the_first_cycle_and_in_it(signed_in: Callable[[Person], FlaskClient]) -> None:
    leader = make.a_person(make.a_unit(), Role.UNIT_LEADER)
    browser = signed_in(leader)
    assert "Det finns ingen omgång än." in browser.get("/help/hours").text
    cycle = make.a_cycle(leader.unit, leader)
    db.session.commit()
    address = f"/cycles/{cycle.id}/hours"
    assert browser.get("/help/hours").headers["Location"] == address
    page = browser.get(address).text
    assert "Göteborgsregionen 2018" in page
    assert "Ingen intervju är gjord i omgången än." in page


def test_the_page_says_what_it_does_not_tell(signed_in: Callable[[Person], FlaskClient]) -> None:
    leader, cycle, _ = a_year(2)
    page = signed_in(leader).get(f"/cycles/{cycle.id}/hours").text
    assert page.count("Visas inte: färre än 5 personer.") == 2
    assert "2 intervjuer är gjorda" in page
