"""A refusal that names a page leads there, as an error page and above a form."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.architecture.source import modules
from tests.inspection import inspect_page
from toolkit import clock
from toolkit.access import Role
from toolkit.config import ROOT
from toolkit.people.models import Person

pytestmark = pytest.mark.one_database

SignIn = Callable[[Person], FlaskClient]
MACRO = Path(ROOT, "templates", "components", "way_out.html")


@pytest.fixture
def way(app: Flask, signed_in: SignIn) -> tuple[FlaskClient, str]:
    unit = make.a_unit()
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    assignment = make.an_assignment(make.a_child(make.a_cycle(unit, worker, interviewers=(worker,))), worker)
    return signed_in(worker), f"/interviews/{assignment.id}"


def test_a_form_that_comes_too_early_leads_to_the_step_before(way: tuple[FlaskClient, str]) -> None:
    browser, address = way
    sent = {"day": clock.today().isoformat(), "at": "15:00", "minutes": "40", "place": "office", "version": "0"}
    answer = browser.post(f"{address}/booking", data=sent)
    assert answer.status_code == 409
    inspect_page(answer.text, answer.headers)
    assert f'<a class="button button--quiet" href="{address}/contact">Gå till svaren</a>' in answer.text


def test_an_error_page_leads_there_first_and_to_the_start_page_beside(way: tuple[FlaskClient, str]) -> None:
    browser, address = way
    answer = browser.get(f"{address}/hand-over")
    assert answer.status_code == 409
    inspect_page(answer.text, answer.headers)
    assert f'<a class="button" href="{address}/transcript">Gå till Lyssna och rätta</a>' in answer.text
    assert '<a class="button button--quiet" href="/">' in answer.text


def test_a_refusal_that_names_no_page_leads_to_the_start_page(way: tuple[FlaskClient, str]) -> None:
    answer = way[0].get("/interviews/unknown")
    assert answer.status_code == 404
    assert '<a class="button" href="/">' in answer.text


def test_every_page_that_a_refusal_names_is_known_and_none_is_left_over(app: Flask) -> None:
    ways = dict(re.findall(r'^  "(\w+)": \("([\w.]+)"', MACRO.read_text(encoding="utf-8"), re.MULTILINE))
    named = {word for module in modules() for word in re.findall(r'page="(\w+)"', module.text)}
    assert named == set(ways)
    assert set(ways.values()) <= set(app.view_functions)
