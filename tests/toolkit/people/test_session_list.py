"""Everybody sees and ends their own sessions, the administrator anybody's, and a stranger nobody's."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.wall_clock import at
from toolkit.access import Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people import session_list, sessions
from toolkit.people.models import Person, SignInSession

SignIn = Callable[[Person], FlaskClient]
BEGAN = datetime(2026, 11, 16, 9, tzinfo=UTC)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)"

pytestmark = pytest.mark.clock(BEGAN)


@pytest.fixture
def boss(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.ADMINISTRATOR)


@pytest.fixture
def worker(boss: Person) -> Person:
    return make.a_person(make.a_unit(), Role.SOCIAL_WORKER, name="Sara Lind")


def test_the_own_list_names_devices_and_begins_with_the_browser_that_asks(
    app: Flask, client: FlaskClient, worker: Person
) -> None:
    db.session.commit()
    sent = {"username": worker.username, "password": make.PASSWORD}
    app.test_client().post("/sign-in", data=sent, headers={"User-Agent": PHONE})
    client.post("/sign-in", data=sent, headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0)"})
    shown = client.get("/account").text
    rows = db.session.scalars(sa.select(SignInSession)).all()
    assert {row.device for row in rows} == {"iphone", "windows"}
    assert shown.index("Windows") < shown.index("Iphone")
    assert shown.count('name="session"') == 1, "this browser has its own way out"


def test_whoever_lost_a_telephone_signs_out_there_and_stays_here(signed_in: SignIn, worker: Person) -> None:
    here, there = signed_in(worker), signed_in(worker)
    page = here.get("/account").text
    session_id = page.partition('name="session" value="')[2].partition('"')[0]
    assert here.post("/account/sessions/end", data={"session": session_id}).status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303


@pytest.mark.parametrize("sent", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_nobody_ends_what_is_not_theirs(signed_in: SignIn, worker: Person, boss: Person, sent: str) -> None:
    other = sessions.begin(boss)
    theirs = db.session.scalars(sa.select(SignInSession.id)).one()
    mine = signed_in(worker)
    assert mine.post("/account/sessions/end", data={"session": sent}).status_code in {404, 422}
    assert mine.post("/account/sessions/end", data={"session": str(theirs)}).status_code == 404
    with pytest.raises(NotFound):
        session_list.end_own(make.actor(worker), theirs)
    assert db.session.scalar(sa.select(SignInSession.ended_at).where(SignInSession.id == theirs)) is None
    assert other


def test_the_list_holds_what_lives_the_latest_used_first(worker: Person) -> None:
    tokens = [sessions.begin(worker) for _ in range(4)]
    sessions.end(tokens[0])
    for token, minutes in zip(tokens, (0, 30, 90, -60), strict=True):
        this = SignInSession.token_hash == sessions.digest(token)
        db.session.scalars(sa.select(SignInSession).where(this)).one().seen_at = BEGAN + timedelta(minutes=minutes)
    db.session.flush()
    with at(BEGAN + timedelta(minutes=100)):
        found = [row.token_hash for row in sessions.list_open(worker.id)]
        assert found == [sessions.digest(tokens[2]), sessions.digest(tokens[1])]
        mine = session_list.list_own(make.actor(worker), token=tokens[1])
        assert [one.is_this for one in mine] == [True, False]
    with at(BEGAN + sessions.LIFETIME):
        assert not sessions.list_open(worker.id)


def test_the_administrator_sees_and_ends_one_or_all(signed_in: SignIn, boss: Person, worker: Person) -> None:
    office, first, second = signed_in(boss), signed_in(worker), signed_in(worker)
    page = f"/admin/people/{worker.id}/sessions"
    shown = office.get(page)
    assert "Sara Lind" in shown.text
    row = db.session.scalars(sa.select(SignInSession).where(SignInSession.person_id == worker.id)).first()
    assert row
    assert office.post(f"{page}/{row.id}/end").status_code == 303
    assert sorted([first.get("/account").status_code, second.get("/account").status_code]) == [200, 303]
    assert office.post(f"{page}/end").status_code == 303
    assert [first.get("/account").status_code, second.get("/account").status_code] == [303, 303]
    assert office.get("/account").status_code == 200
    db.session.rollback()
    seen = db.session.scalars(sa.select(AuditEntry.event).where(AuditEntry.object_id == worker.id)).all()
    assert [event for event in seen if event != Event.PAGE_REFUSED] == [
        Event.SESSIONS_READ,
        *[Event.SESSIONS_ENDED] * 2,
    ]


def test_a_session_is_ended_under_its_own_person_only(boss: Person, worker: Person) -> None:
    sessions.begin(boss)
    row = db.session.scalars(sa.select(SignInSession)).one()
    with pytest.raises(NotFound):
        session_list.end_one_of(make.actor(boss), worker.id, session_id=row.id)
    with pytest.raises(NotFound):
        session_list.end_one_of(make.actor(boss), boss.id, session_id=uuid.uuid4())
    session_list.end_one_of(make.actor(boss), boss.id, session_id=row.id)
    assert trail.pending()[-1][0] == Event.SESSIONS_ENDED


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FACILITATOR, Role.UNIT_LEADER])
def test_it_is_for_administrators(boss: Person, role: Role) -> None:
    actor = make.actor(make.a_person(boss.unit, role))
    for act in (
        lambda: session_list.list_of(actor, boss.id),
        lambda: session_list.end_all_of(actor, boss.id),
        lambda: session_list.end_one_of(actor, boss.id, session_id=uuid.uuid4()),
    ):
        with pytest.raises(NotFound):
            act()
