"""Writing on the trail: with the change or not at all, one after the other, and nothing but ids, codes and counts."""

import threading
import uuid
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from tests import factories as make
from toolkit.access import Role
from toolkit.audit import chain, facts, trail, verifying
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db, writing

pytestmark = pytest.mark.usefixtures("app")


def entries() -> list[AuditEntry]:
    return list(db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq)))


def test_an_act_commits_with_its_change_and_is_chained_to_the_one_before() -> None:
    person = make.actor(make.a_person(make.a_unit(), Role.ADMINISTRATOR))
    ref = uuid.uuid4()
    trail.record(person, Event.UNIT_CREATED, ref)
    trail.record(None, Event.CHILDREN_IMPORTED, ref, rows=12, refused=2, source="csv")
    assert entries() == []
    assert trail.pending()[1] == ("cycles:children:imported", {"rows": 12, "refused": 2, "source": "csv"})
    db.session.commit()
    first, second = entries()
    assert (first.seq, first.actor_id, first.event, first.object_id) == (1, person.id, "people:unit:created", ref)
    assert (second.previous_hash, second.facts["rows"], second.actor_id) == (first.hash, 12, None)
    assert verifying.verify().is_whole


def test_a_change_that_is_rolled_back_leaves_no_line() -> None:
    trail.record(None, Event.TEAM_CREATED)
    db.session.rollback()
    db.session.commit()
    assert entries() == []


def test_only_what_was_inside_a_rolled_back_savepoint_is_forgotten() -> None:
    trail.record(None, Event.TEAM_CREATED)
    with db.session.begin_nested():
        trail.record(None, Event.TEAM_REMOVED)
    undone = db.session.begin_nested()
    with db.session.begin_nested():
        trail.record(None, Event.TEAM_REMOVED)
    undone.rollback()
    trail.record(None, Event.UNIT_CHANGED)
    db.session.commit()
    assert [entry.event for entry in entries()] == [Event.TEAM_CREATED, Event.TEAM_REMOVED, Event.UNIT_CHANGED]


def test_a_short_transaction_of_its_own_keeps_its_line_although_the_request_fails() -> None:
    with writing() as session:
        trail.record(None, Event.SIGN_IN_FAILED, within=session)
    db.session.rollback()
    assert [entry.event for entry in entries()] == [Event.SIGN_IN_FAILED]


def test_many_writers_at_once_make_one_unbroken_chain(app: Flask) -> None:
    def write(kind: int) -> None:
        with app.app_context():
            for number in range(5):
                trail.record(None, Event.UNIT_CHANGED, kind_number=kind, number=number)
                db.session.commit()

    db.session.rollback()
    writers = [threading.Thread(target=write, args=(kind,)) for kind in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert verifying.verify().entries == 30
    assert verifying.verify().is_whole
    assert sorted((entry.facts["kind_number"], entry.facts["number"]) for entry in entries()) == [
        (kind, number) for kind in range(6) for number in range(5)
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET event = 'x'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE seq = 2",
        "INSERT INTO audit_entry SELECT seq + 1, at, actor_id, event, object_id, facts, hash, previous_hash"
        " FROM audit_entry WHERE seq = 1",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(statement: str) -> None:
    for _ in range(3):
        trail.record(None, Event.UNIT_CHANGED)
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(sa.text(statement))
    db.session.rollback()
    assert verifying.verify().is_whole


def test_replacing_a_row_or_emptying_the_table_is_refused_too() -> None:
    trail.record(None, Event.UNIT_CHANGED)
    db.session.commit()
    sqlite = db.engine.dialect.name == "sqlite"
    trick = "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry" if sqlite else "TRUNCATE audit_entry"
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(sa.text(trick))


@pytest.mark.parametrize(
    "fact",
    [
        {"reason": "Hon vill inte"}, {"reason": make.CANARY}, {"note": "vera"}, {"code": "b017"}, {"name": "anna"},
        {"count": 1.5}, {"reason": b"x"}, {"rows": [1]}, {"rows": {"a": 1}}, {"at": datetime(2026, 11, 28, tzinfo=UTC)},
        {"reason": ""}, {"reason": "x" * 65}, {"Reason": 1}, {"a b": 1}, {"reason": "two words"}, {"who": "vera\n"},
    ],
)  # fmt: skip
def test_free_text_cannot_slip_in_and_is_not_repeated_in_the_refusal(fact: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="fact") as refused:
        trail.record(None, Event.CONSENT_RECORDED, **fact)  # type: ignore[arg-type]  # any wrong thing
    assert not any(str(value) in str(refused.value) for value in fact.values() if len(str(value)) > 3)
    assert trail.pending() == []


@given(st.text())
def test_no_text_with_a_capital_a_space_or_a_swedish_letter_is_a_code(text: str) -> None:
    try:
        facts.checked({"reason": text})
    except ValueError:
        return
    assert text.isascii()
    assert text == text.lower()
    assert not any(letter.isspace() for letter in text)


def test_ids_dates_codes_and_counts_are_kept() -> None:
    ref = uuid.uuid4()
    kept = facts.checked({"cycle": ref, "on": date(2026, 11, 28), "role": Role.FACILITATOR, "yes": True, "left": None})
    assert kept == {"cycle": str(ref), "on": "2026-11-28", "role": "facilitator", "yes": True}


def test_the_seal_does_not_depend_on_the_order_of_facts_or_on_the_zone_of_the_clock() -> None:
    at = datetime(2026, 11, 28, 12, 0, 0, 5, UTC)
    other = at.astimezone(timezone(timedelta(hours=1)))
    same = {"actor_id": None, "event": "a:b:c", "object_id": None}
    one = chain.seal(chain.Head(), at=at, facts={"a": 1, "b": 2}, **same)  # type: ignore[arg-type]  # plain values
    two = chain.seal(chain.Head(), at=other, facts={"b": 2, "a": 1}, **same)  # type: ignore[arg-type]  # plain values
    assert one == two
    assert chain.Head.parse(f" {one}\n") == one
