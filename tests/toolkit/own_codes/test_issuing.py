"""The interviewer asks the child, notes a no, gives a code, and a new one when it was lost."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from tests import factories as make
from tests.toolkit.own_codes.conftest import Met, open_with
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import Base, db
from toolkit.disposal import withdrawal
from toolkit.errors import NotFound, WrongState
from toolkit.own_codes import issuing, opening
from toolkit.own_codes.models import OwnCode
from toolkit.people.models import Person
from toolkit.surveys import answering, offering
from toolkit.surveys.models import ChildAnswer, ChildResponse, SurveyOffer

SignedIn = Callable[[Person], FlaskClient]


def test_the_code_is_kept_as_a_hash_and_stands_on_no_trail(met: Met) -> None:
    code = met.give()
    row = db.session.scalars(sa.select(OwnCode)).one()
    assert code.replace("-", "") not in str(row.code_hash)
    assert len(code.replace("-", "")) == issuing.LENGTH
    lines = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.OWN_CODE_ISSUED)).all()
    assert [line.object_id for line in lines] == [met.assignment.id]
    assert code not in str(lines[0].facts)


def test_a_no_is_noted_and_can_be_changed_into_a_yes_and_back(met: Met) -> None:
    issuing.note_unwanted(met.actor, met.assignment.id)
    found = issuing.find(met.assignment)
    assert found is not None
    assert (found.is_wanted, found.code_hash, found.valid_until) == (False, None, None)
    code = met.give()
    assert open_with(code)
    issuing.note_unwanted(met.actor, met.assignment.id)
    with pytest.raises(NotFound):
        open_with(code)


def test_a_new_code_kills_the_old_one_and_the_visit_that_was_open(met: Met) -> None:
    old = met.give()
    visit = open_with(old)
    new = met.give()
    assert not opening.is_open(visit)
    with pytest.raises(NotFound):
        open_with(old)
    assert opening.get_assignment(open_with(new)).id == met.assignment.id


def test_it_works_to_the_end_of_the_year_in_which_the_promises_are_followed_up() -> None:
    assert issuing.last_day(2026) == date(2027, 12, 31)


def test_without_a_yes_to_the_interview_there_is_no_code(met: Met) -> None:
    other = make.an_assignment(make.a_child(met.assignment.cycle), make.a_person(met.unit, Role.SOCIAL_WORKER))
    with pytest.raises(WrongState):
        issuing.give(make.actor(other.interviewer), other.id)


def test_nobody_but_the_interviewer_asks_gives_or_sees(met: Met, signed_in: SignedIn) -> None:
    address = f"/interviews/{met.assignment.id}/own-code"
    for person in (make.a_person(met.unit, Role.SOCIAL_WORKER), met.facilitator):
        browser = signed_in(person)
        assert browser.get(address).status_code == 404
        assert browser.post(f"{address}/code").status_code == 404
        assert browser.post(f"{address}/unwanted").status_code == 404
    assert issuing.find(met.assignment) is None


def test_nothing_links_the_own_code_to_the_survey(met: Met) -> None:
    """No key, no column, no hash: the tables cannot be joined, and one code opens nothing of the other."""
    tables = Base.metadata.tables
    own, survey = tables[OwnCode.__tablename__], [tables[each.__tablename__] for each in (ChildResponse, ChildAnswer)]
    reached = {own.name}
    while more := {key.column.table.name for name in reached for key in tables[name].foreign_keys} - reached:
        reached |= more
    assert not reached & {table.name for table in survey}
    assert {column.name for column in own.c} & {column.name for table in survey for column in table.c} == {
        "code_hash",
        "visit_hash",
    }
    code = met.give()
    assert issuing.digest(code) != offering.digest(code)
    with pytest.raises(NotFound):
        answering.begin(offering.digest(code))
    with pytest.raises(NotFound):
        open_with(offering.offer(met.actor, met.assignment.id))


def test_a_withdrawal_takes_the_code_along_and_the_answers_of_the_survey_stay(met: Met) -> None:
    code = met.give()
    visit = open_with(code)
    offering.offer(met.actor, met.assignment.id)
    withdrawal.withdraw(met.actor, met.assignment)
    assert db.session.scalars(sa.select(OwnCode)).all() == []
    assert db.session.scalars(sa.select(SurveyOffer)).all() == []
    assert len(db.session.scalars(sa.select(ChildResponse)).all()) == 1
    with pytest.raises(NotFound):
        opening.get_assignment(visit)
    with pytest.raises(NotFound):
        open_with(code)
