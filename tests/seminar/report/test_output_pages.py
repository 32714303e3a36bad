"""The page with everything that comes of the report, and each paper on the screen: what to mend is said there."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from interview_guides import loader
from seminar.proposals.models import Decision
from seminar.report import output_list
from seminar.report.output_naming import output_names, output_uses
from seminar.report.outputs import OUTPUTS, SHEETS
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar import promising as deciding
from tests.seminar.making import Seminar
from tests.seminar.report.test_poster import promising
from toolkit import clock
from toolkit.db import db
from toolkit.errors import WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
SV = loader.load(language="sv")
HARD = "Vi ska under året införa en rutin för handläggare så att alla barn får veta vem de ska träffa."


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    seminar = making.a_seminar((13, "girl"), (10, "boy"))
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    making.read_all(seminar)
    deciding.an_action(seminar, HARD, due=clock.today() + timedelta(days=30))
    refused = deciding.propose(seminar, "Ett eget rum.")
    deciding.decide(seminar, refused, Decision.NO, words="Det finns inget ledigt rum i huset.")
    return seminar


@pytest.mark.usefixtures("app")
def test_everything_has_a_name_and_a_use() -> None:
    names = {one.name for one in OUTPUTS}
    assert output_names().keys() == output_uses().keys() == names
    assert {*SHEETS, *output_list.POSTERS} <= names


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_shows_all_of_it_with_pictures_and_what_is_hard(
    language: str, seminar: Seminar, signed_in: SignIn
) -> None:
    for person in (seminar.facilitator, seminar.leader, seminar.worker):
        browser = signed_in(person)
        browser.set_cookie("language", language)
        page = browser.get(f"/cycles/{seminar.cycle.id}/report/outputs")
        inspect_page(page.text, page.headers)
        for one in OUTPUTS:
            assert f"/report/outputs/{one.name}.{one.extension}" in page.text
        assert page.text.count("data:image/png;base64,") == len(SHEETS) + 2
        assert "handläggare" in page.text
        assert ("En lång mening" if language == "sv" else "A long sentence") in page.text


@pytest.mark.parametrize("name", [*SHEETS, *output_list.POSTERS])
def test_each_paper_can_be_read_on_the_screen(name: str, seminar: Seminar, signed_in: SignIn) -> None:
    page = signed_in(seminar.leader).get(f"/cycles/{seminar.cycle.id}/report/papers/{name}")
    inspect_page(page.text, page.headers)
    assert HARD in page.text
    assert "Utkast" in page.text
    if name.startswith(("letter", "board", "easy")):
        assert "Det finns inget ledigt rum i huset." in page.text
    assert re.search(rf"/report/outputs/{name}\.pdf", page.text)
    if name.startswith(("letter", "poster", "easy")):
        assert making.LINES[1][1] not in page.text, "no quote"


def test_a_paper_that_is_none_and_another_unit_s_are_missing(seminar: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(seminar.leader)
    assert browser.get(f"/cycles/{seminar.cycle.id}/report/papers/annual-report").status_code == 404
    stranger = signed_in(making.a_seminar().leader)
    for page in ("outputs", "papers/poster-a4"):
        assert stranger.get(f"/cycles/{seminar.cycle.id}/report/{page}").status_code == 404


def test_the_report_leads_there(seminar: Seminar, signed_in: SignIn) -> None:
    page = signed_in(seminar.facilitator).get(f"/cycles/{seminar.cycle.id}/report").text
    assert f"/cycles/{seminar.cycle.id}/report/outputs" in page
    db.session.expire_all()


def cards_of(*texts: str, **more: Any) -> dict[str, output_list.Card]:
    return {card.name: card for card in output_list.list_cards(promising(*texts, **more), SV)}


@pytest.mark.usefixtures("words")
def test_what_takes_more_paper_than_it_should_says_so() -> None:
    few = cards_of("Ett sms.")
    assert not [card for card in few.values() if card.pages or card.refusal]
    many = cards_of(*[f"Du får veta vem du ska träffa i god tid, gång {number}." for number in range(60)])
    for name, most in output_list.MOST_PAGES.items():
        assert many[name].pages > most, name
    assert many["poster-a4"].to_shorten
    assert not many["easy-to-read"].pages, "as long as it needs"


@pytest.mark.usefixtures("words")
def test_a_sign_that_cannot_be_printed_refuses_its_paper_alone() -> None:
    cards = cards_of("Ett sms. 😀", due=date(2026, 4, 1))
    assert isinstance(cards["poster-a4"].refusal, WrongState)
    assert cards["open-data"].refusal is None
    assert replace(cards["poster-a4"], refusal=None).has_page
