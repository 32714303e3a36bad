"""Whoever has an app is let in by password and code, and by neither alone; each code counts once."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.sealed import raw
from tests.toolkit.second_factor.conftest import CODE, first_step, give_app, shown
from tests.wall_clock import ahead
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import Base, db
from toolkit.people import sessions, signin
from toolkit.people.models import Person
from toolkit.second_factor import recovery
from toolkit.second_factor.models import RecoveryCode

BEGAN = datetime(2026, 11, 16, 9, tzinfo=UTC)
STEP = "/sign-in/second-step"

pytestmark = pytest.mark.clock(BEGAN)


def second_step(client: FlaskClient, code: str) -> int:
    return client.post(STEP, data={"code": code}).status_code


def events() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(AuditEntry.event).order_by(AuditEntry.seq)))


def test_the_password_alone_opens_nothing(client: FlaskClient, careful: Person) -> None:
    assert first_step(client, careful, to="/account").startswith(STEP)
    for page in ("/account", "/my-interview", "/account/mail"):
        answer = client.get(page)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in?next=")
    assert client.get("/sign-in").headers["Location"].startswith(STEP)
    assert client.get("/account/second-factor").headers["Location"] == "/sign-in", "nor the pages that set one up"
    assert client.post("/account/second-factor/app/remove").status_code == 401
    assert Event.SIGNED_IN not in events()
    assert client.get_cookie("known") is None, "a browser is known by who has signed in on it"


def test_the_code_of_the_app_does_with_a_new_session_and_leads_where_one_was_going(
    client: FlaskClient, careful: Person
) -> None:
    first_step(client, careful)
    half = client.get_cookie("who")
    answer = client.post(f"{STEP}?next=/account/mail", data={"code": shown()})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/mail")
    whole = client.get_cookie("who")
    assert half
    assert whole
    assert half.value != whole.value
    assert client.get("/account").status_code == 200
    client.set_cookie("who", half.value)
    assert client.get("/account").status_code == 303
    assert [event for event in events() if event.startswith("people:")] == [Event.PASSWORD_SHOWN, Event.SIGNED_IN]


def test_a_code_counts_once(app: Flask, client: FlaskClient, careful: Person) -> None:
    code = shown()
    first_step(client, careful)
    assert second_step(client, code) == 303
    other = app.test_client()
    first_step(other, careful)
    assert second_step(other, code) == 422
    with ahead(timedelta(seconds=30)):
        assert second_step(other, shown()) == 303


def test_the_code_before_one_that_was_used_is_dead_too(app: Flask, client: FlaskClient, careful: Person) -> None:
    early = shown()
    with ahead(timedelta(seconds=30)):
        first_step(client, careful)
        assert second_step(client, shown()) == 303
        other = app.test_client()
        first_step(other, careful)
        assert second_step(other, early) == 422


@pytest.mark.parametrize("typed", [CODE, "1234567890123456", " 1234 5678 9012 3456 "])
def test_a_recovery_code_opens_once_however_it_is_grouped(
    app: Flask, client: FlaskClient, careful: Person, typed: str
) -> None:
    first_step(client, careful)
    assert second_step(client, typed) == 303
    assert Event.RECOVERY_CODE_USED in events()
    other = app.test_client()
    first_step(other, careful)
    answer = other.post(STEP, data={"code": typed})
    assert answer.status_code == 422
    assert "har den använts" in answer.text


@pytest.mark.usefixtures("slow_hashes")
def test_recovery_codes_lie_there_as_slow_hashes(worker: Person) -> None:
    give_app(worker)
    kept = db.session.scalars(sa.select(RecoveryCode.code_hash)).one()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$"), "OWASP's least for argon2id"
    assert recovery.is_right(kept, CODE)
    assert not recovery.is_right(kept, CODE[:-1] + "7")


def test_a_hash_of_a_recovery_code_is_sealed_too(careful: Person) -> None:
    bare = db.session.execute(sa.select(raw(Base.metadata.tables["recovery_code"]))).all()
    assert b"argon2" not in repr(bare).encode()


def test_two_persons_with_the_same_code_have_different_hashes() -> None:
    assert recovery.hashed(CODE) != recovery.hashed(CODE)


@pytest.mark.parametrize("typed", ["", CODE, "9999-5678-9012-3456", "x"])
def test_nothing_is_right_where_no_code_begins_like_that(typed: str) -> None:
    assert not recovery.is_right(None, typed)


def test_codes_begin_each_in_a_way_of_its_own() -> None:
    codes = recovery.make()
    assert len({recovery.first_group(code) for code in codes}) == recovery.MANY == len(codes)
    assert all(len(recovery.plain(code)) == recovery.LENGTH for code in codes)


@pytest.mark.parametrize("typed", ["", "000000", "abc", "1234-0000-0000-0000", "12345678901234567890", "１２３４５６"])
def test_what_is_wrong_is_said_beside_the_field(client: FlaskClient, careful: Person, typed: str) -> None:
    first_step(client, careful)
    answer = client.post(STEP, data={"code": typed})
    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text


def test_guessing_is_slowed_for_a_stranger_and_not_for_the_owner_on_a_known_browser(
    app: Flask, client: FlaskClient, careful: Person
) -> None:
    first_step(client, careful)
    assert second_step(client, shown()) == 303
    client.post("/sign-out")
    stranger, free = app.test_client(), signin.PER_NAME_AND_PLACE.free
    first_step(stranger, careful)
    assert [second_step(stranger, "000000") for _ in range(free + 1)] == [422] * free + [409]
    with ahead(timedelta(seconds=30)):
        assert second_step(stranger, shown()) == 409
        first_step(client, careful)
        assert second_step(client, shown()) == 303
    kinds = db.session.scalars(sa.select(AuditEntry.facts).where(AuditEntry.event == Event.SIGN_IN_FAILED)).all()
    assert {facts["kind"] for facts in kinds} == {"totp"}


def test_whoever_takes_too_long_begins_anew(client: FlaskClient, careful: Person) -> None:
    first_step(client, careful)
    with ahead(sessions.WAITING + timedelta(seconds=1)):
        answer = client.post(STEP, data={"code": shown()})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")


def test_one_can_stop_half_way(client: FlaskClient, careful: Person) -> None:
    first_step(client, careful)
    assert client.post("/sign-in/stop").headers["Location"] == "/sign-in"
    assert client.get("/sign-in").status_code == 200


def test_a_one_time_code_for_a_new_password_leads_to_the_second_step_too(client: FlaskClient, careful: Person) -> None:
    code = signin.issue_code(careful)
    db.session.commit()
    sent = {"username": careful.username, "code": code, "new": "en helt annan lång mening"}
    assert client.post("/first-password", data=sent).headers["Location"].startswith(STEP)
    assert client.get("/account").status_code == 303


def test_a_half_way_session_is_seen_and_ended_by_its_owner(app: Flask, client: FlaskClient, careful: Person) -> None:
    first_step(app.test_client(), careful)
    first_step(client, careful)
    second_step(client, shown())
    assert "Har inte gjort det andra steget" in client.get("/account").text


def test_without_an_app_the_password_does(client: FlaskClient, worker: Person) -> None:
    db.session.commit()
    assert first_step(client, worker) == "/"
    assert client.get(STEP).headers["Location"] == "/sign-in"
    assert client.post(STEP, data={"code": CODE}).headers["Location"] == "/sign-in"
    assert make.PASSWORD
