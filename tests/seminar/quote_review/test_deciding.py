"""Whoever leads sees what waits, without a name, and rewords, unsigns or leaves out."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.quotable import own_quotes, reviewing
from seminar.quotable.models import ChildAnswer
from seminar.quote_review import deciding
from seminar.report import quote_choice
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.people.models import Person

SignedIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar((13, "girl"))
    found.cycle.state = CycleState.RUNNING
    theme = making.a_theme(found)
    for position in (1, 3):
        making.an_excerpt(found, theme, position=position)
    making.read_all(found)
    db.session.commit()
    return found


def shown(seminar: Seminar) -> list[str]:
    rows = voices.list_voices(seminar.leads, seminar.cycle.id)
    return [quote.words for row in rows for quote in row.shown]


def not_quite(seminar: Seminar) -> str:
    one = own_quotes.list_own(seminar.transcripts[0].assignment)[0]
    reviewing.answer(one.quote, said=ChildAnswer.NOT_QUITE, words="Det var ett mejl.")
    db.session.commit()
    return f"/cycles/{seminar.cycle.id}/quotes/{one.key}"


def test_what_waits_stands_first_with_the_child_s_words_and_no_name(seminar: Seminar, signed_in: SignedIn) -> None:
    not_quite(seminar)
    page = signed_in(seminar.facilitator).get(f"/cycles/{seminar.cycle.id}/quotes")
    inspect_page(page.text, page.headers)
    assert "1 citat väntar på dig." in page.text
    assert "Det var ett mejl." in page.text
    assert seminar.transcripts[0].assignment.child.code not in page.text
    assert quote_choice.count_waiting(seminar.leads, seminar.cycle) == 1


def test_it_stands_again_in_other_words_and_whoever_comes_second_sees_what_stands(
    seminar: Seminar, signed_in: SignedIn
) -> None:
    address, browser = not_quite(seminar), signed_in(seminar.facilitator)
    opened = browser.get(address)
    inspect_page(opened.text, opened.headers)
    page = opened.text
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    form = {"version": version, "wording": "Att hon hade skickat ett mejl."}
    assert browser.post(address, data=form).status_code == 303
    assert "Att hon hade skickat ett mejl." in shown(seminar)
    late = browser.post(address, data={**form, "wording": "Annat."})
    assert late.status_code == 409
    assert "Annat." not in shown(seminar)


def test_it_is_left_out_or_not_asked_about(seminar: Seminar, signed_in: SignedIn) -> None:
    address, browser = not_quite(seminar), signed_in(seminar.facilitator)
    assignment = seminar.transcripts[0].assignment
    assert browser.post(f"{address}/for-child", data={"for_child": "0"}).status_code == 303
    assert len(own_quotes.list_own(assignment)) == 1
    assert browser.post(f"{address}/for-child", data={"for_child": "1"}).status_code == 303
    assert len(own_quotes.list_own(assignment)) == 2
    assert browser.post(f"{address}/left-out").status_code == 303
    assert len(shown(seminar)) == 1
    assert quote_choice.count_waiting(seminar.leads, seminar.cycle) == 0


def test_what_the_child_took_back_is_not_brought_back_by_somebody_else(seminar: Seminar) -> None:
    one = own_quotes.list_own(seminar.transcripts[0].assignment)[0]
    reviewing.answer(one.quote, said=ChildAnswer.REMOVE, words="")
    found = deciding.get_quote(seminar.leads, seminar.cycle.id, one.key)
    deciding.reword(
        seminar.leads, seminar.cycle.id, one.key, wording="Annat.", is_unsigned=False, version=found.version
    )
    assert "Annat." not in shown(seminar)
    assert len(shown(seminar)) == 1
