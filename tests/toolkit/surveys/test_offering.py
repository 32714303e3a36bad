"""The interviewer offers the survey; nothing leads from the answers back to the child."""

from collections.abc import Callable
from datetime import date

import sqlalchemy as sa
from flask.testing import FlaskClient

from tests import factories as make
from tests.toolkit.surveys.conftest import Year, begin
from toolkit import clock
from toolkit.access import Role
from toolkit.db import db
from toolkit.people.models import Person
from toolkit.surveys import offering
from toolkit.surveys.models import ChildAnswer, ChildResponse, SurveyOffer

SignedIn = Callable[[Person], FlaskClient]


def test_the_code_is_shown_once_with_a_qr_and_stored_as_a_hash(
    client: FlaskClient, year: Year, signed_in: SignedIn
) -> None:
    browser = signed_in(year.worker)
    page = browser.post(f"/interviews/{year.assignment.id}/child-survey/code").text
    code = page.split('class="code-large">')[1].split("<")[0]
    assert "<svg" in page
    assert " style=" not in page
    stored = db.session.scalars(sa.select(ChildResponse)).one()
    assert code not in stored.code_hash
    assert code not in browser.get(f"/interviews/{year.assignment.id}/child-survey").text
    assert begin(client, code) == "/s/1"


def test_the_paper_has_the_same_questions_and_a_code_of_its_own(
    client: FlaskClient, year: Year, signed_in: SignedIn
) -> None:
    page = signed_in(year.worker).post(f"/interviews/{year.assignment.id}/child-survey/paper").text
    assert page.count('class="paper-question"') == 5
    assert page.count("face__skin") == 9
    code = page.split("med koden ")[1][:9]
    assert begin(client, code) == "/s/1"
    assert db.session.scalars(sa.select(SurveyOffer)).one().on_paper


def test_the_answers_point_at_nobody() -> None:
    """The tables themselves: no column or key leads to the child, the assignment, a person or a moment."""
    columns = {column.name: column for table in (ChildResponse, ChildAnswer) for column in table.__table__.columns}
    pointing = {key.column.table.name for column in columns.values() for key in column.foreign_keys}
    assert pointing == {"cycle", "child_response"}
    assert not [name for name, column in columns.items() if isinstance(column.type, sa.DateTime)]
    assert not {"created_at", "assignment_id", "child_id", "person_id", "age"} & set(columns)


def test_sqlite_keeps_no_order_of_the_codes(year: Year) -> None:
    sql = db.session.connection().exec_driver_sql
    if db.engine.dialect.name == "sqlite":
        made = sql("SELECT sql FROM sqlite_master WHERE name = 'child_response'").scalar_one()
        assert "WITHOUT ROWID" in made


def test_the_closing_day_does_not_tell_the_day_of_the_offer() -> None:
    assert offering.closing_day(date(2026, 11, 1)) == offering.closing_day(date(2026, 11, 30)) == date(2026, 12, 31)
    assert offering.closing_day(date(2026, 12, 31)) == date(2027, 1, 31)
    assert offering.closing_day(date(2027, 1, 31)) == date(2027, 2, 28)


def test_only_the_own_interviewer_can_offer_it(year: Year, signed_in: SignedIn) -> None:
    colleague = make.a_person(year.unit, Role.SOCIAL_WORKER)
    for browser in (signed_in(colleague), signed_in(year.facilitator)):
        assert browser.get(f"/interviews/{year.assignment.id}/child-survey").status_code == 404
        assert browser.post(f"/interviews/{year.assignment.id}/child-survey/code").status_code == 404
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ChildResponse)) == 0


def test_the_step_says_whether_the_child_was_offered_it(year: Year, signed_in: SignedIn) -> None:
    actor = make.actor(year.worker)
    assert offering.list_offers(year.assignment) == []
    offering.offer(actor, year.assignment.id)
    (offer,) = offering.list_offers(year.assignment)
    assert offer.created_at <= clock.now()
