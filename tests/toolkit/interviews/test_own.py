"""A worker's own interviews while two cycles overlap: none hides another, and whoever saves stays with that child."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from tests.large_world import many_interviews
from tests.seminar.demo.test_queries import counted
from tests.wall_clock import SetClock
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import Assignment, CyclePhase, CycleState
from toolkit.db import db
from toolkit.interviews import interviewing
from toolkit.interviews.models import Booking
from toolkit.people.models import Person, Unit

SignIn = Callable[[Person], FlaskClient]
NOVEMBER = datetime(2026, 11, 28, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Two:
    """The interview of this year, due in two days, and one of the next year, that has just been drawn."""

    worker: Person
    due: Assignment
    next: Assignment


def an_interview(unit: Unit, worker: Person, *, year: int, ends_on: date, sex: str) -> Assignment:
    """Somebody's interview in a cycle of its own."""
    cycle = make.a_cycle(unit, worker, interviewers=(worker,))
    cycle.year, cycle.name = year, f"{year}–{year + 1}"
    cycle.phases.append(CyclePhase(key="interviews", starts_on=date(year, 10, 1), ends_on=ends_on))
    return make.an_assignment(make.a_child(cycle, sex=sex), worker)


@pytest.fixture
def two(app: object, set_clock: SetClock) -> Two:
    """Both, with the next year made last, as it happens."""
    set_clock(NOVEMBER)
    unit = make.a_unit()
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    due = an_interview(unit, worker, year=2026, ends_on=date(2026, 11, 30), sex="girl")
    return Two(worker, due, an_interview(unit, worker, year=2027, ends_on=date(2027, 11, 30), sex="boy"))


def test_the_page_says_when_they_meet_and_within_which_days_the_seminar_is(two: Two, signed_in: SignIn) -> None:
    two.due.cycle.phases.append(
        CyclePhase(key="seminars", starts_on=date(2027, 1, 1), ends_on=date(2027, 1, 31)),
    )
    page = f"/interviews/{two.due.id}"
    assert "Ni träffas" not in signed_in(two.worker).get(page).text
    starts_at = datetime(2026, 12, 3, 9, tzinfo=UTC)
    make.add(Booking(assignment_id=two.due.id, starts_at=starts_at, place="office", place_note="", booked_at=NOVEMBER))
    text = signed_in(two.worker).get(page).text
    assert "Ni träffas 3 december" in text
    assert "10.00" in text
    assert "Seminarium någon dag, 1 januari till 31 januari 2027" in text


@pytest.mark.one_database
def test_what_is_over_is_not_told_as_if_it_were_to_come(two: Two, signed_in: SignIn) -> None:
    two.due.cycle.phases.append(CyclePhase(key="seminars", starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 8)))
    make.add(
        Booking(
            assignment_id=two.due.id, starts_at=NOVEMBER - timedelta(days=3), place="office", place_note="",
            booked_at=NOVEMBER - timedelta(days=9),
        )
    )  # fmt: skip
    page = f"/interviews/{two.due.id}"
    text = signed_in(two.worker).get(page).text
    for told, untrue in (("Det var bokat till", "Ni träffas"), ("Seminarierna hölls", "Seminarium någon dag")):
        assert told in text
        assert untrue not in text
    assert "Du ska träffa" in text, "nobody knows yet whether they met"
    make.a_recording(two.due)
    text = signed_in(two.worker).get(page).text
    assert "Du har träffat" in text
    assert "Du ska träffa" not in text


def test_the_nearest_deadline_stands_first_and_none_hides_the_other(two: Two, signed_in: SignIn) -> None:
    answer = signed_in(two.worker).get("/my-interview")
    inspect_page(answer.text, dict(answer.headers))
    places = [answer.text.index(f'href="/interviews/{one.id}"') for one in (two.due, two.next)]
    assert places == sorted(places)
    assert "30 november" in answer.text
    assert answer.text.count('class="step-lines"') == 2, "each has its own steps"
    assert "Omgången 2026–2027" in answer.text and "Omgången 2027–2028" in answer.text  # noqa: PT018


def going(app: Flask, two: Two) -> list[uuid.UUID]:
    """What the worker has to go on with, in its order. A step's address needs a request."""
    with app.test_request_context():
        return [one.assignment.id for one in interviewing.list_own(make.actor(two.worker)).going]


def test_deadlines_order_the_interviews_and_not_their_years(app: Flask, two: Two) -> None:
    assert going(app, two) == [two.due.id, two.next.id]
    two.due.cycle.phases[0].ends_on = date(2027, 12, 31)
    assert going(app, two) == [two.next.id, two.due.id]


def test_with_one_interview_its_page_is_the_first(two: Two, signed_in: SignIn) -> None:
    two.due.cycle.state = CycleState.REPORTED
    page = signed_in(two.worker).get("/my-interview").text
    assert "Du ska träffa en pojke" in page
    assert f'href="/interviews/{two.due.id}"' in page, "the finished one can still be reached"


def test_an_interview_of_a_finished_year_stands_below_and_can_be_read(two: Two, signed_in: SignIn) -> None:
    third = an_interview(two.worker.unit, two.worker, year=2025, ends_on=date(2025, 11, 30), sex="girl")
    third.cycle.state, third.cycle.closed_at = CycleState.CLOSED, clock.now()
    browser = signed_in(two.worker)
    page = browser.get("/my-interview").text
    assert page.index("Inte med i rapporten") < page.index(f'href="/interviews/{third.id}"')
    assert "Omgången 2025–2026" in browser.get(f"/interviews/{third.id}").text


@pytest.mark.parametrize("which", ["due", "next"])
def test_whoever_saves_stays_with_that_child(two: Two, signed_in: SignIn, which: str) -> None:
    assignment: Assignment = getattr(two, which)
    browser, page = signed_in(two.worker), f"/interviews/{assignment.id}"
    assert browser.post(f"{page}/guide").headers["Location"] == page
    for who in ("child", "guardian_1"):
        given = {
            "who": who,
            "answer": "yes",
            "how": "spoken",
            "given_on": clock.today().isoformat(),
            "reason": "ej_angett",
        }
        sent = {f"answer-{name}": value for name, value in given.items()}
        assert browser.post(f"{page}/contact/answers", data=sent).headers["Location"] == page
    booked = {"day": clock.today().isoformat(), "at": "13:00", "minutes": "40", "place": "office", "version": "0"}
    assert browser.post(f"{page}/booking", data=booked).headers["Location"] == page
    assert (
        browser.post(f"{page}/reflection", data={"text": "Det gick bra.", "version": "0"}).headers["Location"] == page
    )


def test_a_page_of_an_interview_leads_back_to_that_child(two: Two, signed_in: SignIn) -> None:
    browser = signed_in(two.worker)
    for page in ("guide", "contact", "contact/details", "booking", "reflection", "names"):
        text = browser.get(f"/interviews/{two.due.id}/{page}").text
        assert f'href="/interviews/{two.due.id}"' in text, page
        assert f"/interviews/{two.next.id}" not in text, page


def test_after_a_no_the_worker_goes_on_with_the_child_drawn_instead(app: Flask, two: Two, signed_in: SignIn) -> None:
    handler = make.a_person(two.worker.unit, Role.SOCIAL_WORKER)
    make.a_child(two.due.cycle, handlers=(handler,))
    answer = signed_in(two.worker).post(f"/interviews/{two.due.id}/contact/unreachable")
    instead = going(app, two)
    assert len(instead) == 2 and two.due.id not in instead  # noqa: PT018
    new = next(each for each in instead if each != two.next.id)
    assert answer.headers["Location"] == f"/interviews/{new}"


def test_after_a_no_with_nobody_to_draw_the_worker_sees_what_is_left(two: Two, signed_in: SignIn) -> None:
    answer = signed_in(two.worker).post(f"/interviews/{two.due.id}/contact/unreachable")
    assert answer.headers["Location"] == "/my-interview"


def test_nobody_elses_interview_is_shown(two: Two, signed_in: SignIn) -> None:
    colleague = make.a_person(two.worker.unit, Role.SOCIAL_WORKER)
    browser = signed_in(colleague)
    assert browser.get(f"/interviews/{two.due.id}").status_code == 404
    assert f"{two.due.id}" not in browser.get("/my-interview").text


def test_finished_interviews_have_pages_and_another_year_asks_no_more_of_the_database(
    app: Flask, signed_in: SignIn
) -> None:
    unit = make.a_unit()
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    browser = signed_in(worker)
    asks = []
    for year in (2021, 2022, 2023):
        cycle = make.a_cycle(db.session.get_one(Unit, unit.id), worker)
        cycle.year, cycle.state = year, CycleState.REPORTED
        many_interviews(cycle, [worker], [], many=18, is_past=True)
        db.session.commit()
        with counted() as asked:
            first = browser.get("/my-interview")
        asks.append(len(asked))
    assert asks[1] == asks[2]
    second = browser.get("/my-interview?page=2")
    assert [page.text.count('<div class="rows__name"><a href="/interviews/') for page in (first, second)] == [50, 4]
    inspect_page(second.text, second.headers)
