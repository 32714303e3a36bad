"""What was written in a form that an error page answers is given back to whoever wrote it; secrets are not."""

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
from toolkit.people.models import Person

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
    gone = "/interviews/00000000-0000-4000-8000-000000000000/reflection"
    page = signed_in(worker).post(gone, data={"text": WORDS})
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
