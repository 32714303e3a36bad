"""The page of a withdrawal: what goes, what stays, what is out of reach, and who may open it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.speakers import only
from toolkit import clock
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, CycleState, EndReason
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.people.models import Person
from transcription.transcripts.models import DeidentifiedTranscript

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    found.cycle.state = CycleState.RUNNING
    making.an_excerpt(found, making.a_theme(found))
    return found


@pytest.fixture
def assignment(seminar: Seminar) -> Assignment:
    return seminar.transcripts[0].assignment


def address_of(assignment: Assignment) -> str:
    return f"/interviews/{assignment.id}/withdrawal"


def has_text(assignment: Assignment) -> bool:
    db.session.expire_all()
    return db.session.query(DeidentifiedTranscript).filter_by(assignment_id=assignment.id).count() == 1


def test_the_page_says_what_goes_and_what_stays_and_changes_nothing(assignment: Assignment, signed_in: SignIn) -> None:
    page = signed_in(assignment.interviewer).get(address_of(assignment))
    inspect_page(page.text, page.headers)
    goes, stays, out_of_reach = (
        page.text.index(f"<h2>{head}</h2>") for head in ("Tas bort", "Finns kvar", "Når vi inte")
    )
    for where, words in {
        "inspelningen, så att": goes,
        "intervjuarens enkät om intervjun": goes,
        "intervjuns egen nyckel": goes,
        "att ett barn har tillfrågats": stays,
        "barnets egen enkät": stays,
        "en äldre kopia av nyckelmappen": out_of_reach,
    }.items():
        after = [each for each in (goes, stays, out_of_reach) if each < page.text.index(where)]
        assert after[-1] == words, where
    assert page.text.count(f'action="{address_of(assignment)}"') == 1
    assert has_text(assignment)


@pytest.mark.parametrize("who", ["interviewer", "facilitator"])
def test_the_interviewer_and_the_facilitator_take_it_back(
    seminar: Seminar, assignment: Assignment, signed_in: SignIn, who: str
) -> None:
    person = seminar.facilitator if who == "facilitator" else assignment.interviewer
    browser = signed_in(person)
    answer = browser.post(address_of(assignment))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert not has_text(assignment)
    assert assignment.end_reason is EndReason.WITHDRAWN
    assert "är borta" in browser.get("/", follow_redirects=True).text


def test_whoever_meets_the_child_is_led_to_it_from_where_a_regret_is_heard(
    seminar: Seminar, assignment: Assignment, signed_in: SignIn
) -> None:
    """From the interview, the page of contacts and what was handed over; and the facilitator from the child's page."""
    to_it = f'href="{address_of(assignment)}"'
    interviewer, facilitator = signed_in(assignment.interviewer), signed_in(seminar.facilitator)
    for page in ("", "/contact", "/hand-over"):
        assert to_it in interviewer.get(f"/interviews/{assignment.id}{page}").text, page
    of_child = f"/cycles/{seminar.cycle.id}/children/{assignment.child_id}"
    assert to_it in facilitator.get(of_child).text
    interviewer.post(address_of(assignment))
    assert to_it not in facilitator.get(of_child).text, "there is nothing to take back any more"


def test_afterwards_the_interviewer_finds_nothing_and_the_facilitator_no_word(
    seminar: Seminar, assignment: Assignment, signed_in: SignIn
) -> None:
    interviewer, facilitator = signed_in(assignment.interviewer), signed_in(seminar.facilitator)
    transcript = seminar.transcripts[0].id
    interviewer.post(address_of(assignment))
    assert interviewer.get(address_of(assignment)).status_code == 404
    assert interviewer.post(address_of(assignment)).status_code == 404
    assert facilitator.post(address_of(assignment)).status_code == 303
    assert facilitator.get(f"/cycles/{seminar.cycle.id}/seminar/transcripts/{transcript}").status_code == 404
    board = facilitator.get(f"/cycles/{seminar.cycle.id}/board/contact").text
    assert "0 av 0 barn" in board
    assert making.LINES[1][1] not in board


def test_when_a_report_is_released_the_page_says_what_it_does_not_reach(
    app: Flask, seminar: Seminar, assignment: Assignment, signed_in: SignIn
) -> None:
    day = clock.now()
    one = [withdrawal.Edition(1, day, is_destroyed=False), withdrawal.Edition(2, day, is_destroyed=True)]
    only(app, withdrawal.EDITIONS, editions=lambda _assignment: one)
    states.finish(seminar.leads, seminar.cycle.id)
    browser = signed_in(assignment.interviewer)
    page = browser.get(address_of(assignment))
    inspect_page(page.text, page.headers)
    reach = page.text.partition("<h2>Når vi inte</h2>")[2]
    for words in ("utgåva 1 av rapporten", "filerna är förstörda", "kan vi inte ta bort ur den", "Se utgåvorna"):
        assert words in reach, words
    assert browser.post(address_of(assignment)).status_code == 303
    assert not has_text(assignment)


def test_nobody_else_opens_or_sends_it(seminar: Seminar, assignment: Assignment, signed_in: SignIn) -> None:
    foreign = making.a_seminar()
    for person in (seminar.leader, seminar.worker, foreign.facilitator, foreign.transcripts[0].assignment.interviewer):
        browser = signed_in(person)
        assert browser.get(address_of(assignment)).status_code == 404
        assert browser.post(address_of(assignment)).status_code == 404
    assert has_text(assignment)
