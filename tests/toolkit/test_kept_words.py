"""What was written in a form that an error page answers is given back to whoever wrote it; secrets are not."""

import io
from collections.abc import Callable

import pytest
from flask import Flask, Request
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from tests import factories as make
from tests.inspection import inspect_page
from toolkit import kept_words
from toolkit.access import Role
from toolkit.db import db
from toolkit.people import sessions
from toolkit.people.models import Person

GONE = "/interviews/00000000-0000-4000-8000-000000000000/reflection"
WORDS = "Mamma svarade att det går bra på torsdag."


def a_request(method: str = "POST", **form: str) -> Request:
    return Request(EnvironBuilder(method=method, data=form).get_environ())


def test_free_text_is_kept_and_secrets_and_choices_are_not() -> None:
    request = a_request(
        note=f"  {WORDS} ", channel="phone", password="mycket hemligt ord", new_password="också det", code="A B C",
        pin="1 2 3 4", csrf_token="x y",
    )  # fmt: skip
    assert request.form
    assert kept_words.of_form(request) == [WORDS]


def test_a_form_that_was_never_read_is_left_alone() -> None:
    assert kept_words.of_form(a_request(note=WORDS)) == []
    assert kept_words.of_form(a_request("GET")) == []


@pytest.fixture
def worker(app: Flask) -> Person:
    person = make.a_person(make.a_unit(), Role.SOCIAL_WORKER)
    db.session.commit()
    return person


def test_words_about_what_is_gone_come_back_with_the_truth(
    worker: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    page = signed_in(worker).post(GONE, data={"text": WORDS})
    assert page.status_code == 404
    inspect_page(page.text, page.headers)
    assert "Inget har gått förlorat" not in page.text
    assert "Det här skrev du" in page.text
    assert WORDS in page.text


def test_a_page_that_is_not_there_says_what_it_said(worker: Person, signed_in: Callable[[Person], FlaskClient]) -> None:
    page = signed_in(worker).get("/nowhere")
    assert page.status_code == 404
    assert "Inget har gått förlorat" in page.text
    assert "Det här skrev du" not in page.text


def test_whoever_was_signed_out_meanwhile_gets_their_words_back(
    app: Flask, worker: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    """The session was ended in another browser while they wrote."""
    browser = signed_in(worker)
    sessions.end_all(worker.id)
    db.session.commit()
    page = browser.post(GONE, data={"text": WORDS})
    assert page.status_code == 401
    inspect_page(page.text, page.headers)
    assert WORDS in page.text


@pytest.mark.parametrize(
    ("headers", "words"),
    [({"Sec-Fetch-Site": "cross-site"}, WORDS), ({}, WORDS * 10_000)],
)
def test_another_sites_words_and_a_body_without_measure_are_not_shown(
    client: FlaskClient, headers: dict[str, str], words: str
) -> None:
    page = client.post(GONE, data={"text": words}, headers=headers)
    assert page.status_code == 401
    assert WORDS not in page.text


def test_a_file_of_somebody_who_is_signed_out_is_not_read(client: FlaskClient) -> None:
    page = client.post(GONE, data={"text": WORDS, "file": (io.BytesIO(b"x"), "x.docx")})
    assert page.status_code == 401
    assert WORDS not in page.text
