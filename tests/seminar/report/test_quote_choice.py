"""Which quotes stand in the report is what a person chose, in the child's words, as far as they may be shown."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.quotable import reviewing
from seminar.quotable.models import ChildAnswer
from seminar.report import drafting, matrix_chapter, quote_choice
from seminar.report.models import ChosenQuote
from seminar.report.outline import ThemeRow
from seminar.report.quote_choice import Candidate
from seminar.themes.models import Theme
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.report.conftest import SV
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
MOST = quote_choice.MOST


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """Six children under one theme, a quote of each."""
    found = making.a_seminar(*[(13, "girl")] * 6)
    found.cycle.state = CycleState.RUNNING
    theme = making.a_theme(found)
    for number in range(6):
        making.an_excerpt(found, theme, transcript=number)
    making.read_all(found)
    db.session.commit()
    return found


def candidates(seminar: Seminar) -> tuple[Candidate, ...]:
    [under] = quote_choice.list_themes(seminar.leads, seminar.cycle.id)
    return under.candidates


def choose(seminar: Seminar, *places: int, is_chosen: bool = True) -> None:
    for at in places:
        one = candidates(seminar)[at]
        quote_choice.choose(seminar.leads, seminar.cycle.id, one.coding_id, is_chosen=is_chosen)


def trim(seminar: Seminar, at: int, words: str, *, version: int | None = None) -> None:
    one = candidates(seminar)[at]
    known = one.version if version is None else version
    quote_choice.trim(seminar.leads, seminar.cycle.id, one.coding_id, words=words, version=known)


def row_of(seminar: Seminar) -> ThemeRow:
    [row] = drafting.collect(seminar.leads, seminar.cycle.id).rows
    return row


def test_until_somebody_chooses_the_program_takes_some(seminar: Seminar) -> None:
    assert [one.is_taken for one in candidates(seminar)].count(True) == MOST
    assert not row_of(seminar).has_chosen_voices


def test_those_that_are_chosen_stand_in_the_report_and_no_other(seminar: Seminar) -> None:
    choose(seminar, 4, 5)
    choose(seminar, 4)
    row = row_of(seminar)
    assert (len(row.voices), row.has_chosen_voices) == (2, True)
    choose(seminar, 4, 5, is_chosen=False)
    assert not row_of(seminar).has_chosen_voices


@pytest.mark.usefixtures("words")
def test_all_that_are_chosen_are_shown_where_the_program_would_show_two(seminar: Seminar) -> None:
    by_program = matrix_chapter.theme(row_of(seminar), SV.columns, level=3)
    choose(seminar, 0, 1, 2, 3)
    by_hand = matrix_chapter.theme(row_of(seminar), SV.columns, level=3)
    assert len(by_hand) - len(by_program) == MOST - matrix_chapter.FEW_QUOTES


def test_a_fifth_is_refused_in_words(seminar: Seminar) -> None:
    choose(seminar, 0, 1, 2, 3)
    with pytest.raises(WrongState, match="Four quotes"):
        choose(seminar, 4)
    with pytest.raises(WrongState, match="Four quotes"):
        trim(seminar, 4, "")
    assert db.session.query(ChosenQuote).count() == MOST


def test_a_trimmed_quote_stands_trimmed(seminar: Seminar) -> None:
    whole = candidates(seminar)[0].quote.words
    first, *_others, last = whole.split()
    trim(seminar, 0, f"{first} // {last}")
    assert [voice.text for voice in row_of(seminar).voices] == [f"{first} // {last}"]
    trim(seminar, 0, whole)
    assert [voice.text for voice in row_of(seminar).voices] == [whole]


def test_other_words_are_refused_beside_the_field_and_nothing_is_lost(seminar: Seminar) -> None:
    trim(seminar, 0, "")
    with pytest.raises(InvalidInput) as refused:
        trim(seminar, 0, "Något helt annat.")
    assert refused.value.field == "words"
    assert candidates(seminar)[0].is_chosen


def test_who_comes_second_overwrites_nothing(seminar: Seminar) -> None:
    trim(seminar, 0, "", version=0)
    with pytest.raises(WrongState):
        trim(seminar, 0, candidates(seminar)[0].quote.words.split()[0], version=0)


def test_what_a_child_takes_back_is_out_though_it_was_chosen(seminar: Seminar) -> None:
    choose(seminar, 0, 1)
    reviewing.answer(candidates(seminar)[0].quote, said=ChildAnswer.REMOVE, words="")
    assert len(row_of(seminar).voices) == 1


def test_trimmed_words_that_are_reworded_since_are_not_shown_until_somebody_looks(seminar: Seminar) -> None:
    one = candidates(seminar)[0]
    trim(seminar, 0, one.quote.words.split()[0])
    choose(seminar, 1)
    reviewing.reword(one.quote, wording="Sagt på ett annat sätt.", is_unsigned=False)
    assert candidates(seminar)[0].words is None
    assert len(row_of(seminar).voices) == 1


def test_only_the_facilitator_while_the_report_is_open(seminar: Seminar) -> None:
    one = candidates(seminar)[0]
    with pytest.raises(NotFound):
        quote_choice.choose(seminar.decides, seminar.cycle.id, one.coding_id, is_chosen=True)
    seminar.cycle.state = CycleState.REPORTED
    db.session.flush()
    with pytest.raises(WrongState):
        choose(seminar, 0)


def test_the_pages_choose_trim_and_say_what_waits(seminar: Seminar, signed_in: SignIn) -> None:
    karin, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/report/quotes"
    one, other = candidates(seminar)[:2]
    reviewing.answer(other.quote, said=ChildAnswer.NOT_QUITE, words="")
    db.session.commit()
    assert address in karin.get(f"/cycles/{seminar.cycle.id}/report").text
    assert karin.post(f"{address}/{one.coding_id}/chosen", data={"chosen": "1"}).status_code == 303
    page = karin.get(address)
    inspect_page(page.text, page.headers)
    assert "1 citat väntar på dig" in page.text
    assert "Välj ett till" in page.text
    form = karin.get(f"{address}/{one.coding_id}")
    inspect_page(form.text, form.headers)
    refused = karin.post(f"{address}/{one.coding_id}", data={"words": "Något annat.", "version": "1"})
    inspect_page(refused.text, refused.headers)
    assert refused.status_code == 422
    assert "Något annat." in refused.text
    kept = karin.post(f"{address}/{one.coding_id}", data={"words": one.quote.words.split()[0], "version": "1"})
    assert kept.status_code == 303
    checks = karin.get(f"/cycles/{seminar.cycle.id}/report/checks")
    inspect_page(checks.text, checks.headers)
    assert "/quotes" in checks.text


def test_a_choice_goes_with_its_theme(seminar: Seminar) -> None:
    """A theme is merged into another: the coding moves, and the choice with it."""
    choose(seminar, 0, 1)
    other = making.a_theme(seminar, "Ett annat")
    for row in db.session.query(ChosenQuote):
        row.coding.theme_id = other.id
    db.session.flush()
    db.session.expire_all()
    found = {under.theme.name: under.chosen for under in quote_choice.list_themes(seminar.leads, seminar.cycle.id)}
    assert found[db.session.get_one(Theme, other.id).name] == 2


def test_once_the_report_is_released_nobody_is_told_to_choose_more(seminar: Seminar, signed_in: SignIn) -> None:
    choose(seminar, 0)
    db.session.commit()
    address, client = f"/cycles/{seminar.cycle.id}/report/quotes", signed_in(seminar.facilitator)
    assert "Välj ett till" in client.get(address).text
    seminar.cycle.state = CycleState.REPORTED
    db.session.commit()
    page = client.get(address)
    inspect_page(page.text, page.headers)
    assert "Välj ett till" not in page.text
    assert "Rapporten är utgiven" in page.text
    assert "1 står i rapporten" in page.text
