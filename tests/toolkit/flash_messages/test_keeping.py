"""What a view flashes waits on the server, sealed, and is told once by the next page."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask, flash, redirect, render_template_string
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from tests.cookies import read_signed
from tests.factories import CANARY, a_person, a_unit
from tests.sealed import raw
from toolkit import clock
from toolkit.access import allow_anyone
from toolkit.db import Base, db
from toolkit.flash_messages import keeping
from toolkit.flash_messages.models import FlashMessage
from toolkit.people.models import Person

TABLE = raw(Base.metadata.tables["flash_message"])
SPOKEN = f"{CANARY} har blivit ombedd att läsa."


@pytest.fixture
def speaking(app: Flask) -> Flask:
    """The program, with one view that names a child and one page that anybody may see."""

    @allow_anyone
    def speak() -> Response:
        flash(SPOKEN, "warn")
        return redirect("/shown", 303)

    @allow_anyone
    def show() -> str:
        return render_template_string("{% include 'layout/flashes.html' %}")

    @allow_anyone
    def refuse() -> tuple[str, int]:
        flash(SPOKEN)
        return "", 422

    app.add_url_rule("/speak", "speak", speak, methods=["GET", "POST"])
    app.add_url_rule("/shown", "shown", show)
    app.add_url_rule("/refused", "refused", refuse, methods=["POST"])
    return app


def kept_in(answer: TestResponse) -> str:
    """The form session's cookie, opened as anybody can."""
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("form="))
    return str(read_signed(cookie.partition("=")[2].partition(";")[0]))


def rows() -> list[bytes]:
    found = list(db.session.scalars(sa.select(raw(FlashMessage.__table__).c.told)))
    db.session.rollback()
    return [bytes(one) for one in found]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("is_visitor", [True, False])
def test_what_is_told_names_nobody_in_a_cookie_and_is_told_once(
    speaking: Flask, signed_in: Callable[[Person], FlaskClient], method: str, *, is_visitor: bool
) -> None:
    browser = speaking.test_client() if is_visitor else signed_in(a_person(a_unit()))
    answer = browser.open("/speak", method=method)
    assert answer.status_code == 303
    assert CANARY not in kept_in(answer)
    (row,) = rows()
    assert CANARY.encode() not in row
    shown = browser.get("/shown")
    assert SPOKEN in shown.text
    assert 'class="notice notice--warn"' in shown.text or "warn" in shown.text
    assert rows() == [], "it is gone once it has been shown"
    assert SPOKEN not in browser.get("/shown").text


def test_two_things_that_nobody_has_shown_are_told_in_their_order(speaking: Flask, client: FlaskClient) -> None:
    for _ in range(2):
        client.post("/speak")
    assert client.get("/shown").text.count(SPOKEN) == 2
    assert rows() == []


def test_a_stolen_token_or_an_invented_one_tells_nothing(speaking: Flask, client: FlaskClient) -> None:
    client.post("/speak")
    with client.session_transaction() as held:
        held[keeping.KEY] = "x" * 43
    assert SPOKEN not in client.get("/shown").text


def test_what_was_refused_has_nothing_to_tell_afterwards(speaking: Flask, client: FlaskClient) -> None:
    assert client.post("/refused").status_code == 422
    assert rows() == []
    assert SPOKEN not in client.get("/shown").text


def test_after_an_hour_it_is_told_no_more_and_the_day_takes_it_away(speaking: Flask, client: FlaskClient) -> None:
    client.post("/speak")
    db.session.execute(sa.update(FlashMessage).values(created_at=clock.now() - keeping.MEMORY))
    db.session.commit()
    assert SPOKEN not in client.get("/shown").text
    keeping.sweep()
    db.session.commit()
    assert rows() == []


def test_a_message_that_cannot_be_opened_costs_no_page(speaking: Flask, client: FlaskClient) -> None:
    client.post("/speak")
    db.session.execute(sa.update(TABLE).values(told=b"not sealed by us"))
    db.session.commit()
    answer = client.get("/shown")
    assert answer.status_code == 200
    assert SPOKEN not in answer.text


def test_whoever_gets_the_browser_is_not_told_what_was_done_before(speaking: Flask) -> None:
    with speaking.test_request_context("/"):
        flash(SPOKEN)
        keeping.forget()
        assert keeping.list_once() == []
