"""The cells of the board: each opens as a form, is saved without a page, and shows both texts when two were at it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import summaries, voices
from seminar.proposals import proposing
from tests.inspection import inspect_fragment, inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
QUIET = {"X-Fragment": "true", "Accept": "application/json"}


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    theme = making.a_theme(found)
    making.an_excerpt(found, theme)
    summaries.write(found.leads, found.cycle.id, theme.id, text="De vill veta.", version=0)
    voices.write(found.leads, found.cycle.id, theme.id, text="Vi byter fort.")
    proposing.write(found.leads, found.cycle.id, theme.id, text="Ett sms.")
    return found


@pytest.fixture
def browser(seminar: Seminar, signed_in: SignIn) -> FlaskClient:
    return signed_in(seminar.facilitator)


def cells(seminar: Seminar) -> dict[str, str]:
    """The address of every cell, and the words that stand in it."""
    row = voices.list_voices(seminar.leads, seminar.cycle.id)[0]
    begin = f"/cycles/{seminar.cycle.id}/board/cells"
    proposal = proposing.list_proposals(seminar.leads, seminar.cycle.id)[0]
    return {
        f"{begin}/themes/{row.theme.id}/summary": "De vill veta.",
        f"{begin}/voices/{row.staff[0].id}": "Vi byter fort.",
        f"{begin}/proposals/{proposal.id}": "Ett sms.",
        f"{begin}/themes/{row.theme.id}/voice": "",
        f"{begin}/themes/{row.theme.id}/proposal": "",
        f"{begin}/themes/{row.theme.id}/responsible": "",
        f"{begin}/themes/{row.theme.id}/responsible?of={proposal.id}": "",
    }


def sent(form: str, **values: Any) -> dict[str, Any]:
    """What the open cell sends back, with these words."""
    version = re.search(r'name="version"[^>]* value="(\d*)"', form)
    return {"version": version.group(1) if version else "", "of": "", **values}


def board(browser: FlaskClient, seminar: Seminar) -> str:
    db.session.expire_all()
    page = browser.get(f"/cycles/{seminar.cycle.id}/board/contact")
    inspect_page(page.text, page.headers)
    return page.text


def test_each_opens_as_a_form_with_what_stands_in_it(seminar: Seminar, browser: FlaskClient) -> None:
    page = board(browser, seminar)
    for address, words in cells(seminar).items():
        answer = browser.get(address, headers=QUIET)
        assert answer.status_code == 200
        inspect_fragment(answer.text)
        assert words in answer.text
        assert address in page or "of=" in address, "the board leads to it"
    inspect_fragment("".join(browser.get(address, headers=QUIET).text for address in cells(seminar)))  # no id twice


def test_each_is_saved_without_a_page(seminar: Seminar, browser: FlaskClient) -> None:
    for number, address in enumerate(cells(seminar)):
        form = browser.get(address, headers=QUIET).text
        words = {"responsible": f"Grupp {number}"} if "responsible" in address else {"text": f"Nya ord {number}."}
        assert browser.post(address, data=sent(form, **words), headers=QUIET).status_code == 204
    page = board(browser, seminar)
    for said in ("Nya ord 0.", "Nya ord 1.", "Nya ord 2.", "Nya ord 3.", "Nya ord 4.", "Grupp 6"):
        assert said in page
    for gone in ("De vill veta.", "Vi byter fort.", "Ett sms."):
        assert gone not in page


def test_both_texts_stand_in_the_cell_when_two_were_at_it(seminar: Seminar, browser: FlaskClient) -> None:
    for address, words in list(cells(seminar).items())[:3]:
        first, second = (browser.get(address, headers=QUIET).text for _ in range(2))
        assert browser.post(address, data=sent(first, text="Av den ena."), headers=QUIET).status_code == 204
        late = browser.post(address, data=sent(second, text="Av den andra."), headers=QUIET)
        assert late.status_code == 409, words
        inspect_fragment(late.text)
        assert "Av den ena." in late.text
        assert "Av den andra." in late.text
        assert browser.post(address, data=sent(late.text, text="Av båda."), headers=QUIET).status_code == 204
        assert "Av båda." in browser.get(address, headers=QUIET).text


def test_who_is_responsible_is_a_matter_of_its_own(seminar: Seminar, browser: FlaskClient) -> None:
    """Whoever words the proposal is not disturbed by whoever writes who is responsible; two who do that are."""
    addresses = list(cells(seminar))
    words, who = addresses[2], addresses[5]
    open_words, open_who, late_who = (browser.get(one, headers=QUIET).text for one in (words, who, who))
    task = {"responsible": "Grupperna själva", "due": ""}
    assert browser.post(who, data=sent(open_who, **task), headers=QUIET).status_code == 204
    assert browser.post(words, data=sent(open_words, text="Ett sms dagen innan."), headers=QUIET).status_code == 204
    late = browser.post(who, data=sent(late_who, responsible="Team Barn"), headers=QUIET)
    assert late.status_code == 409
    assert "Grupperna själva" in late.text
    assert 'value="Team Barn"' in late.text
    row = proposing.list_proposals(seminar.leads, seminar.cycle.id)[0]
    db.session.refresh(row)
    assert (row.text, row.responsible) == ("Ett sms dagen innan.", "Grupperna själva")


def test_one_responsible_for_all_and_each_one_s_own(seminar: Seminar, browser: FlaskClient) -> None:
    theme = making.a_theme(seminar)
    for text in ("Ett kort.", "Ett brev."):
        proposing.write(seminar.leads, seminar.cycle.id, theme.id, text=text)
    db.session.commit()
    every = list(cells(seminar))[5]
    browser.post(every, data=sent(browser.get(every, headers=QUIET).text, responsible="Alla team"), headers=QUIET)
    assert board(browser, seminar).count("Alla team") == 1
    first = proposing.list_proposals(seminar.leads, seminar.cycle.id)[0]
    form = browser.get(every, headers=QUIET).text
    browser.post(every, data=sent(form, responsible="Team Barn", of=first.id), headers=QUIET)
    page = board(browser, seminar)
    assert (page.count("<strong>Alla team"), page.count("<strong>Team Barn")) == (2, 1)


def test_what_is_removed_meanwhile_is_said_and_can_be_written_anew(seminar: Seminar, browser: FlaskClient) -> None:
    address = list(cells(seminar))[1]
    form = browser.get(address, headers=QUIET).text
    remove = re.search(r'formaction="([^"]+)"', form)
    again = re.search(r'data-again="([^"]+)"', form)
    assert remove
    assert again
    assert browser.post(remove.group(1), headers=QUIET).status_code == 204
    assert browser.post(address, data=sent(form, text="Mina ord."), headers=QUIET).status_code == 404
    assert browser.post(again.group(1), data=sent(form, text="Mina ord."), headers=QUIET).status_code == 204
    assert "Mina ord." in board(browser, seminar)


def test_nothing_written_is_said_in_the_cell(seminar: Seminar, browser: FlaskClient) -> None:
    for address in list(cells(seminar))[3:5]:
        answer = browser.post(address, data={"text": " "}, headers=QUIET)
        assert answer.status_code == 422
        inspect_fragment(answer.text)
    past = browser.post(list(cells(seminar))[5], data={"due": "2001-01-01", "of": ""}, headers=QUIET)
    assert past.status_code in {409, 422}


def test_without_script_the_summary_has_a_page(seminar: Seminar, browser: FlaskClient) -> None:
    theme = making.a_theme(seminar)
    address = f"/cycles/{seminar.cycle.id}/board/themes/{theme.id}/summary"
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert making.LINES[1][1] in page.text
    assert browser.post(address, data={"text": "Ny.", "version": 1}).status_code == 303
    late = browser.post(address, data={"text": "Annan.", "version": 1})
    assert late.status_code == 409
    assert "Ny." in late.text
    assert "Annan." in late.text
