"""Nothing of a person lies in a cookie: who gives a browser one is named here, and what is told waits on the server.

`tests/cookies.py` looks into every cookie that the program sets in any test; here it is tried itself.
"""

import ast

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from tests.architecture.source import expect_none, modules
from tests.cookies import problems
from toolkit.access import allow_anyone

GIVES_A_COOKIE = {
    "toolkit.oidc.views": "the question that a browser is on its way with",
    "toolkit.pages": "the language and the light that somebody chose",
    "toolkit.people.devices": "that a browser is known",
    "toolkit.people.entering": "a session's token",
    "toolkit.people.lock_marks": "that a child has the browser",
}
READS_FLASKS_MESSAGES = {"toolkit.flash_messages.keeping"}


def test_whoever_gives_a_browser_a_cookie_is_named_here() -> None:
    found = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "set_cookie"
    }
    assert found == GIVES_A_COOKIE.keys()


def test_nobody_reads_flasks_own_messages_past_the_room_that_keeps_them() -> None:
    expect_none(
        f"{module} asks Flask for its messages: ask toolkit.flash_messages"
        for module in modules()
        for each in module.imports
        if each.name == "flask.get_flashed_messages" and module.name not in READS_FLASKS_MESSAGES
    )


@pytest.mark.parametrize(
    ("held", "fault"),
    [
        ({"_flashes": [["message", "Lina har läst."]]}, "_flashes"),
        ({"messages": "Lina"}, "messages holds"),
        ({"came_from": "/find?name=Lina"}, "came_from holds"),
        ({"child_survey": {"key": "Lina Berg", "token": "x" * 43, "at": "2026-01-01T00:00:00+00:00"}}, "key holds"),
        ({"own_code": {"name": "Lina"}}, "own_code holds"),
        ({"ended": ["Lina"]}, "ended holds"),
    ],
)
def test_a_word_in_the_form_session_is_found(held: dict[str, object], fault: str) -> None:
    assert fault in " ".join(problems("form", str(URLSafeTimedSerializer("key").dumps(held))))


def test_words_in_other_cookies_are_found_and_ours_are_none() -> None:
    assert list(problems("who", "Lina"))
    assert list(problems("__Host-theme", "Lina"))
    assert list(problems("new", "1"))
    signed = URLSafeTimedSerializer("key")
    assert list(problems("known", str(signed.dumps({"a" * 32: "Lina"}))))
    assert list(problems("provider", str(signed.dumps(["s" * 32, 1, "/find?name=Lina", ""]))))
    assert not list(problems("provider", str(signed.dumps(["s" * 32, 1, "/interviews", "a" * 32]))))
    assert not list(problems("form", str(signed.dumps({"csrf_token": "a" * 40, "messages": "m" * 43}))))
    assert not list(problems("__Host-locked", "1"))


def test_every_answer_of_every_test_is_looked_into(app: Flask, client: FlaskClient) -> None:
    @allow_anyone
    def careless() -> str:
        session["name"] = "Lina"
        return ""

    app.add_url_rule("/careless", "careless", careless)
    with pytest.raises(AssertionError, match="the form session holds name"):
        client.get("/careless")
