"""The standing pages open for whom they should, in both languages; errors are kind and alike."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from toolkit import content
from toolkit.access import Role, allow_anyone
from toolkit.errors import NotFound, WrongState
from toolkit.people import sessions
from toolkit.people.models import Person


@pytest.mark.parametrize("address", ["/help", "/accessibility", "/protection"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_open_to_anybody_in_both_languages(client: FlaskClient, address: str, language: str) -> None:
    client.post("/language", data={"locale": language})
    answer = client.get(address)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert ("Hoppa till innehållet" in answer.text) is (language == "sv")
    assert answer.text.count("<h1>") == 1


def test_every_step_has_its_anchor_in_the_help(client: FlaskClient) -> None:
    page = client.get("/help").text
    for step in content.in_language("sv").steps:
        assert f'id="{step.id}"' in page
        assert f'href="#{step.id}"' in page


def test_components_are_for_those_who_have_signed_in(
    client: FlaskClient, signed_in: Callable[[Person], FlaskClient]
) -> None:
    assert client.get("/components").headers["Location"].startswith("/sign-in")
    worker = make.a_person(make.a_unit(), Role.SOCIAL_WORKER, name="Sara Lindgren")
    page = signed_in(worker).get("/components").text
    assert "Sara Lindgren" in page
    assert "Logga ut" in page


def test_the_theme_is_said_to_the_page(client: FlaskClient) -> None:
    assert "data-theme" not in client.get("/help").text
    client.post("/theme", data={"theme": "dark", "next": "/help"})
    assert '<html lang="sv" data-theme="dark"' in client.get("/help").text


def test_missing_and_forbidden_look_alike(app: Flask, signed_in: Callable[[Person], FlaskClient]) -> None:
    worker = make.a_person(make.a_unit(), Role.SOCIAL_WORKER)
    browser = signed_in(worker)
    missing, forbidden = browser.get("/no-such-page"), browser.get("/admin/people")
    assert missing.status_code == forbidden.status_code == 404
    assert "<h1>Vi hittar inte sidan</h1>" in missing.text
    without_id = [page.text.split("säg det här")[0] for page in (missing, forbidden)]
    assert without_id[0].split("</title>")[1][:400] == without_id[1].split("</title>")[1][:400]


def raising(app: Flask, error: Exception) -> str:
    """The address of a page that fails like this."""

    @allow_anyone
    def fail() -> str:
        raise error

    app.add_url_rule("/fails", "fails", fail)
    return "/fails"


@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [
        (NotFound(), 404, "Vi hittar inte sidan"),
        (WrongState("We cannot find the page."), 409, "Det går inte just nu"),
        (ZeroDivisionError("hemligt"), 500, "Något gick fel hos oss"),
    ],
)
def test_an_error_is_a_kind_page_with_a_way_out(app: Flask, error: Exception, status: int, heading: str) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = app.test_client().get(raising(app, error))
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in answer.text
    assert '<a class="button" href="/' in answer.text
    assert "hemligt" not in answer.text
    assert "Traceback" not in answer.text


def test_the_page_of_last_resort_stands_on_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a session or a person the error page is still a page: it asks for neither."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def gone() -> None:
        raise OSError

    monkeypatch.setattr(sessions, "find_actor", lambda _token: gone())
    answer = app.test_client().get("/help")
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.text
    assert "csrf" not in answer.text
