"""The phases of a request: who may write when, what is undone, and what is looked at again after a pause."""

import threading
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any, cast

import pytest
import sqlalchemy as sa
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from tests import factories as make
from tests.write_lock import LOCK
from toolkit import clock, transactions
from toolkit.access import Role, allow, allow_anyone
from toolkit.db import db, writing
from toolkit.errors import WrongState
from toolkit.people import sessions
from toolkit.people.models import Person, SignInThrottle
from toolkit.transactions import Phase, paused, prepares

Views = Callable[..., FlaskClient]


def put(key: str) -> None:
    db.session.add(SignInThrottle(key=key, failures=1, latest_at=clock.now()))
    db.session.flush()


def kept() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(SignInThrottle.key).order_by(SignInThrottle.key)))


def phase() -> Phase:
    found = transactions.find_current()
    assert found
    return found.phase


@pytest.fixture
def view(app: Flask) -> Views:
    """`view(act)` is a browser before a program in which POST /try and GET /try do this."""

    def add(act: Callable[[], Any], *marks: Callable[..., Any]) -> FlaskClient:
        def tried() -> Any:
            return act() or "done"

        for mark in (allow_anyone, *marks):
            tried = mark(tried)
        app.add_url_rule("/try", "try", tried, methods=["GET", "POST"])
        db.session.rollback()
        return app.test_client()

    return add


def test_a_get_reads_and_cannot_be_made_to_write(view: Views) -> None:
    def act() -> str:
        with pytest.raises(RuntimeError, match="GET"), paused():
            pass
        return phase().value

    assert view(act).get("/try").data == b"reading"


def test_a_form_writes_and_is_kept(view: Views) -> None:
    assert view(lambda: put(phase().value)).post("/try").status_code == 200
    assert kept() == ["writing"]


def test_a_view_that_prepares_reads_pauses_and_writes(view: Views) -> None:
    seen: list[str] = []

    def act() -> None:
        seen.append(phase())
        db.session.scalar(sa.select(sa.func.count()).select_from(SignInThrottle))
        with paused():
            seen.append(phase())
            assert not db.session().in_transaction()
        put(phase())

    assert view(act, prepares).post("/try").status_code == 200
    assert seen == ["reading", "paused"]
    assert kept() == ["writing"]


def test_whatever_is_written_before_the_pause_is_refused_by_the_database(view: Views, app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert view(lambda: put("early"), prepares).post("/try").status_code == 500
    assert kept() == []


def test_a_pause_that_would_lose_what_was_written_is_an_error(view: Views) -> None:
    def act() -> None:
        put("first")
        with pytest.raises(RuntimeError, match="@prepares"), paused():
            pass

    view(act).post("/try")
    assert kept() == ["first"]


def test_an_error_in_the_pause_leaves_the_request_reading(view: Views) -> None:
    def act() -> str:
        with pytest.raises(WrongState), paused():
            raise WrongState("no")
        return phase().value

    assert view(act, prepares).post("/try").data == b"reading"


def test_what_is_refused_is_undone_and_its_page_only_reads(view: Views) -> None:
    def act() -> str:
        put("refused")
        transactions.refuse()
        return render_template_string("{{ phase }}", phase=phase().value)

    assert view(act).post("/try").data == b"reading"
    assert kept() == []


def test_a_page_after_a_write_is_made_of_what_is_committed(view: Views) -> None:
    def act() -> str:
        put("shown")
        return render_template_string("{{ phase }}", phase=transactions.find_current().phase)  # type: ignore[union-attr]

    answer = view(lambda: (act(), phase().value)[1]).post("/try")
    assert answer.data == b"reading"
    assert kept() == ["shown"]


def test_an_error_page_is_made_when_the_lock_is_gone(view: Views) -> None:
    def act() -> None:
        put("refused")
        raise WrongState("no")

    assert view(act).post("/try").status_code == 409  # rendering it under the lock would fail this test
    assert kept() == []


def test_a_transaction_of_its_own_stays_although_the_request_fails(view: Views) -> None:
    def act() -> None:
        with writing() as session:
            session.add(SignInThrottle(key="counted", failures=1, latest_at=clock.now()))
        raise WrongState("no")

    assert view(act, prepares).post("/try").status_code == 409
    assert kept() == ["counted"]


def test_a_transaction_of_its_own_does_not_wait_for_the_one_that_asks(view: Views) -> None:
    def act() -> None:
        put("first")
        begun = time.monotonic()
        with pytest.raises(RuntimeError, match="wait for itself"), writing():
            pass
        assert time.monotonic() - begun < 5

    view(act).post("/try")
    assert kept() == ["first"]


def test_outside_of_a_request_a_pause_ends_nothing_that_was_written(app: Flask) -> None:
    put("by the caller")
    with paused():
        pass
    db.session.commit()
    assert kept() == ["by the caller"]


def test_outside_of_a_request_a_pause_lets_go_of_what_was_only_read(app: Flask) -> None:
    db.session.scalar(sa.select(sa.func.count()).select_from(SignInThrottle))
    with paused(), writing() as session:
        session.add(SignInThrottle(key="meanwhile", failures=1, latest_at=clock.now()))
    assert kept() == ["meanwhile"]


@pytest.mark.parametrize(("change", "status"), [
    (lambda person: setattr(person, "is_active", False), 401),
    (lambda person: person.role_rows.clear(), 404),
])  # fmt: skip
def test_whoever_was_let_go_of_during_the_pause_writes_nothing(
    view: Views, signed_in: Callable[[Person], FlaskClient], change: Callable[[Person], None], status: int
) -> None:
    person = make.a_person(make.a_unit(), Role.FACILITATOR)
    cookie = signed_in(person).get_cookie(sessions.cookie_name(secure=False))
    person_id = person.id

    def act() -> None:
        with paused(), writing() as session:
            change(session.get_one(Person, person_id))
        put("too late")

    assert cookie
    client = view(act, prepares, allow(Role.FACILITATOR))
    client.set_cookie(cookie.key, cookie.value)
    assert client.post("/try").status_code == status
    assert kept() == []


class Dribbling(BytesIO):
    """A body that comes byte by byte, and waits in its middle until it is told to go on."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.arriving, self.go_on = threading.Event(), threading.Event()

    def read(self, _size: int | None = -1) -> bytes:
        self.arriving.set()
        assert self.go_on.wait(30)
        return super().read(1)

    def readinto(self, buffer: Any) -> int:
        part = self.read()
        buffer[: len(part)] = part
        return len(part)


def test_a_client_that_dribbles_stops_nobody_from_writing(app: Flask) -> None:
    person = make.a_person(make.a_unit(), Role.FACILITATOR)
    token = sessions.begin(person)
    db.session.commit()
    body = Dribbling(b"submit=1")
    slow, quick = app.test_client(), app.test_client()
    for client in (slow, quick):
        client.set_cookie(sessions.cookie_name(secure=False), token)
    statuses: list[int] = []

    def dribble() -> None:
        answer = slow.post("/account/sign-out-elsewhere", input_stream=cast(Any, body), content_length=8,
                           content_type="application/x-www-form-urlencoded")  # fmt: skip
        statuses.append(answer.status_code)

    thread = threading.Thread(target=dribble)
    thread.start()
    assert body.arriving.wait(30)
    assert quick.post("/account/sign-out-elsewhere").status_code == 303
    body.go_on.set()
    thread.join()
    assert statuses == [303]


def test_the_watch_over_the_lock_sees_what_takes_time(view: Views) -> None:
    def act() -> None:
        if transactions.find_current().may_write:  # type: ignore[union-attr]
            put("written")
        time.sleep(0)

    client = view(act)
    client.get("/try")
    assert not LOCK.broken
    client.post("/try")
    assert LOCK.broken
    LOCK.broken.clear()
