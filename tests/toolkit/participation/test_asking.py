"""What follows from an answer: yes from everybody opens the way, a no ends it kindly."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from toolkit import clock
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import InvalidInput, WrongState
from toolkit.participation import asking, consent
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


def a_scene(*, age: int = 13, children: int = 2, **unit: int) -> tuple[Person, Assignment]:
    """A worker who is to meet the first of some children whom a colleague handles."""
    home = make.a_unit(**unit)
    worker, colleague = make.a_person(home, Role.SOCIAL_WORKER), make.a_person(home, Role.SOCIAL_WORKER)
    cycle = make.a_cycle(home, worker, interviewers=(worker,))
    first, *_rest = [make.a_child(cycle, age=age, handlers=(colleague,)) for _ in range(children)]
    return worker, make.an_assignment(first, worker)


def says(worker: Person, assignment: Assignment, who: str, answer: str, **more: str) -> asking.Outcome:
    """Write an answer in."""
    sent = {"how": "spoken", "reason": "ej_angett", "note": "", **more}
    return asking.answer(make.actor(worker), assignment, who=who, answer=answer, given_at=clock.now(), **sent)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("age", "guardians", "needed"),
    [
        (15, 2, ("child",)),
        (14, 1, ("guardian_1", "child")),
        (14, 2, ("guardian_1", "guardian_2", "child")),
    ],
)
def test_who_must_say_yes(age: int, guardians: int, needed: tuple[str, ...]) -> None:
    worker, assignment = a_scene(age=age, guardians_required=guardians)
    for who in needed:
        assert not consent.standing(assignment).may_interview
        says(worker, assignment, who, "yes")
    assert consent.standing(assignment).needed == needed
    assert consent.standing(assignment).may_record


@pytest.mark.usefixtures("app")
def test_a_yes_without_recording_means_notes() -> None:
    worker, assignment = a_scene(age=16)
    says(worker, assignment, "child", "notes")
    consent.require_yes(assignment)
    with pytest.raises(WrongState):
        consent.require_yes(assignment, to_recording=True)


@pytest.mark.usefixtures("app")
def test_a_no_gives_another_child_and_never_the_same() -> None:
    worker, assignment = a_scene()
    outcome = says(worker, assignment, "child", "no", reason="barn_nej")
    assert outcome.ended
    assert outcome.replacement
    going = db.session.scalars(select(Assignment).where(Assignment.ended_at.is_(None))).one()
    assert going.child_id != assignment.child_id


@pytest.mark.usefixtures("app")
def test_a_no_with_nobody_left_says_so() -> None:
    worker, assignment = a_scene(children=1)
    assert not says(worker, assignment, "child", "no").replacement


@pytest.mark.usefixtures("app")
def test_some_reasons_need_words() -> None:
    worker, assignment = a_scene()
    with pytest.raises(InvalidInput) as refused:
        says(worker, assignment, "guardian_1", "no", reason="annat")
    assert refused.value.field == "note"


@pytest.mark.usefixtures("app")
def test_a_later_answer_replaces_the_earlier_one_and_both_are_kept() -> None:
    worker, assignment = a_scene(age=16)
    says(worker, assignment, "child", "notes")
    says(worker, assignment, "child", "yes")
    assert consent.standing(assignment).may_record
    assert len(consent.standing(assignment).answers) == 1


@pytest.mark.usefixtures("app")
def test_an_answer_cannot_come_from_tomorrow() -> None:
    _worker, assignment = a_scene(age=16)
    tomorrow = clock.now() + timedelta(days=1)
    with pytest.raises(InvalidInput):
        consent.record_yes(
            make.actor(_worker), assignment, who="child", to_recording=True, how="spoken", given_at=tomorrow
        )


def test_the_pages_lead_from_answer_to_booking(app: Flask, signed_in: SignIn) -> None:
    worker, assignment = a_scene(age=16)
    browser = signed_in(worker)
    way = f"/interviews/{assignment.id}"
    assert "Fråga barnet" in browser.get("/my-interview").text or "Förbered" in browser.get("/my-interview").text
    assert browser.post(f"{way}/guide").status_code == 303
    too_early = {"day": clock.today().isoformat(), "at": "15:00", "minutes": "40", "place": "office", "version": "0"}
    assert browser.post(f"{way}/booking", data=too_early).status_code == 409
    sent = {
        "answer-who": "child",
        "answer-answer": "yes",
        "answer-how": "spoken",
        "answer-reason": "ej_angett",
        "answer-given_on": clock.today().isoformat(),
    }
    answered = browser.post(f"{way}/contact/answers", data=sent)
    assert answered.status_code == 303, answered.text
    assert browser.post(f"{way}/booking", data=too_early).status_code == 303
    assert browser.get(f"{way}/booking").status_code == 200
    for page in ("contact", "contact/details", "letters/child", "guide", "reflection"):
        assert browser.get(f"{way}/{page}").status_code == 200, page


def test_a_colleague_cannot_open_them(signed_in: SignIn) -> None:
    worker, assignment = a_scene()
    browser = signed_in(make.a_person(worker.unit, Role.SOCIAL_WORKER))
    for page in ("contact", "contact/details", "letters/child", "guide", "reflection", "booking"):
        assert browser.get(f"/interviews/{assignment.id}/{page}").status_code == 404, page


def test_contact_details_are_sealed_and_shown_only_to_the_interviewer(app: Flask, signed_in: SignIn) -> None:
    worker, assignment = a_scene()
    browser = signed_in(worker)
    sent = {"child_name": make.CANARY, "guardian_names": "", "phone": "", "other": "", "version": "0"}
    assert browser.post(f"/interviews/{assignment.id}/contact/details", data=sent).status_code == 303
    assert make.CANARY in browser.get(f"/interviews/{assignment.id}/contact/details").text
    assert browser.post(f"/interviews/{assignment.id}/contact/details", data=sent).status_code == 409


def test_a_look_in_a_refused_form_stands_on_the_trail(signed_in: SignIn) -> None:
    worker, assignment = a_scene()
    browser = signed_in(worker)
    too_long = {"child_name": "x" * 500, "guardian_names": "", "phone": "", "other": "", "version": "0"}
    assert browser.post(f"/interviews/{assignment.id}/contact/details", data=too_long).status_code == 422
    looks = db.session.scalars(select(AuditEntry).where(AuditEntry.event == Event.CONTACT_DETAILS_READ)).all()
    assert [look.object_id for look in looks] == [assignment.id]
