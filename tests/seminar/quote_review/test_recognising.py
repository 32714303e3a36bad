"""Handlers tick blind to each other; nothing tells who, or when; what was ticked is held once the check is closed."""

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from seminar.quote_review import recognising
from seminar.quote_review.models import RecognitionCheck
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar.making import Seminar
from tests.seminar.quote_review.test_deciding import seminar, shown
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.cycles import states
from toolkit.db import Base, db
from toolkit.disposal import withdrawal
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person

__all__ = ["seminar"]
SignedIn = Callable[[Person], FlaskClient]


def check(seminar: Seminar) -> str:
    recognising.open_check(seminar.leads, seminar.cycle.id)
    db.session.commit()
    return f"/cycles/{seminar.cycle.id}/quotes/check"


def a_worker(seminar: Seminar) -> Person:
    return make.a_person(seminar.unit, Role.SOCIAL_WORKER)


def test_the_page_shows_the_quotes_as_the_report_would_and_never_what_was_ticked(
    seminar: Seminar, signed_in: SignedIn
) -> None:
    address, first, second = check(seminar), signed_in(a_worker(seminar)), signed_in(a_worker(seminar))
    page = first.get(address)
    inspect_page(page.text, page.headers)
    assert page.text.count('name="quote"') == 2
    assert "Tillit" not in page.text
    key = page.text.split('name="quote" value="')[1].split('"')[0]
    assert first.post(address, data={"quote": key}).status_code == 303
    before, after = page.text, second.get(address).text
    assert "checked" not in after
    assert after.count('name="quote"') == before.count('name="quote"')


def test_what_was_ticked_is_shown_to_nobody_before_the_check_is_closed_and_is_then_held(
    seminar: Seminar, signed_in: SignedIn
) -> None:
    check(seminar)
    worker = make.actor(a_worker(seminar))
    (one, other) = recognising.list_to_check(worker, seminar.cycle.id)
    recognising.tick(worker, seminar.cycle.id, [one.key])
    db.session.commit()
    leader = signed_in(seminar.facilitator)
    assert "Någon känner igen någon" not in leader.get(f"/cycles/{seminar.cycle.id}/quotes").text
    assert len(shown(seminar)) == 2
    assert recognising.close(seminar.leads, seminar.cycle.id) == 1
    db.session.commit()
    assert shown(seminar) == [other.quote.words]
    assert "Någon känner igen någon" in leader.get(f"/cycles/{seminar.cycle.id}/quotes").text


def test_a_tick_leaves_no_row_no_line_and_counts_once_however_often(seminar: Seminar) -> None:
    check(seminar)
    people = [make.actor(a_worker(seminar)) for _ in range(3)]
    keys = [one.key for one in recognising.list_to_check(people[0], seminar.cycle.id)]
    db.session.commit()
    before = {name: _count(table) for name, table in Base.metadata.tables.items()}
    for person in people:
        recognising.tick(person, seminar.cycle.id, keys[:1])
    recognising.tick(people[0], seminar.cycle.id, [])
    db.session.commit()
    assert {name: _count(table) for name, table in Base.metadata.tables.items()} == before
    (row,) = db.session.scalars(sa.select(RecognitionCheck)).all()
    assert json.loads(row.ticked) == [str(keys[0])]
    assert {column.name for column in RecognitionCheck.__table__.c} == {"cycle_id", "is_open", "ticked"}
    assert recognising.close(seminar.leads, seminar.cycle.id) == 1
    db.session.commit()
    lines = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.RECOGNITION_CLOSED)).all()
    assert [line.actor_id for line in lines] == [seminar.facilitator.id]
    assert row.ticked == "[]"


def test_only_social_workers_tick_only_while_it_is_open_and_only_quotes_that_are_shown(seminar: Seminar) -> None:
    worker, foreign = make.actor(a_worker(seminar)), make.actor(make.a_person(make.a_unit(), Role.SOCIAL_WORKER))
    with pytest.raises(WrongState):
        recognising.tick(worker, seminar.cycle.id, [])
    check(seminar)
    with pytest.raises(NotFound):
        recognising.tick(foreign, seminar.cycle.id, [])
    with pytest.raises(NotFound):
        recognising.tick(seminar.leads, seminar.cycle.id, [])
    recognising.tick(worker, seminar.cycle.id, [seminar.cycle.id])
    assert recognising.close(seminar.leads, seminar.cycle.id) == 0
    assert recognising.close(seminar.leads, seminar.cycle.id) == 0
    with pytest.raises(WrongState):
        recognising.tick(worker, seminar.cycle.id, [])
    assert recognising.list_to_check(worker, seminar.cycle.id) == []


def test_a_withdrawal_takes_its_passages_out_of_what_was_ticked(seminar: Seminar) -> None:
    check(seminar)
    worker = make.actor(a_worker(seminar))
    recognising.tick(worker, seminar.cycle.id, [one.key for one in recognising.list_to_check(worker, seminar.cycle.id)])
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    assert db.session.scalars(sa.select(RecognitionCheck.ticked)).all() == ["[]"]


def test_the_report_does_not_stand_while_the_check_is_open(seminar: Seminar) -> None:
    check(seminar)
    with pytest.raises(WrongState):
        states.finish(seminar.leads, seminar.cycle.id)
    recognising.close(seminar.leads, seminar.cycle.id)
    assert not states.finish(seminar.leads, seminar.cycle.id).is_open


def _count(table: sa.Table) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
