"""A quote is never the interviewer's own words: refused, left out at the ends, and a sign where they come between."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions import followup
from seminar.board import voices
from seminar.coding import marked_texts, marking, quotes
from seminar.coding.models import Coding
from seminar.proposals import proposing
from seminar.report import drafting
from seminar.texts import anchors, passages
from seminar.texts.passages import Place
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from toolkit.db import db
from toolkit.errors import InvalidInput
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
ASKED, FIRST, MORE, SECOND = (text for _speaker, text in making.LINES)
BOTH = f"{FIRST}\n[…]\n{SECOND}"
ONLY_ASKED = "Här talar bara intervjuaren. Markera det som barnet säger."


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def mark(seminar: Seminar, start: Place, end: Place, *, text: int = 0) -> Coding:
    theme = making.a_theme(seminar)
    return marking.mark(
        seminar.leads, seminar.cycle.id, seminar.transcripts[text].id, theme_id=theme.id, start=start, end=end
    )


def units(words: str) -> int:
    return anchors.to_utf16(words, len(words))


@pytest.mark.parametrize(("start", "end"), [((0, 0), (0, 10)), ((2, 0), (2, 7)), ((0, 3), (1, 0)), ((2, 0), (3, 0))])
def test_words_of_the_interviewer_alone_are_refused_with_the_way_out(
    seminar: Seminar, start: Place, end: Place
) -> None:
    with pytest.raises(InvalidInput, match="Here only the interviewer speaks"):
        mark(seminar, start, end)
    assert db.session.query(Coding).all() == []


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        ((0, 0), (1, 7), "Att hon"),
        ((0, 5), (2, 8), FIRST),
        ((1, 4), (2, 19), FIRST[4:]),
        ((2, 19), (0, 0), FIRST),
        ((2, 0), (3, units(SECOND)), SECOND),
    ],
)
def test_the_interviewers_words_are_left_out_at_the_ends(
    seminar: Seminar, start: Place, end: Place, quote: str
) -> None:
    excerpt = mark(seminar, start, end).excerpt
    assert excerpt.quote == quotes.told(excerpt) == quote
    assert anchors.join(text for _speaker, text in making.LINES)[excerpt.start : excerpt.end] == quote


def test_a_question_between_answers_is_a_sign_wherever_the_quote_is_shown(seminar: Seminar, signed_in: SignIn) -> None:
    row = mark(seminar, (0, 0), (3, units(SECOND)))
    assert row.excerpt.quote == f"{FIRST}\n{MORE}\n{SECOND}", "the text's own words, to be found again"
    making.read_all(seminar)
    db.session.commit()
    assert [one.words for one in voices.list_voices(seminar.leads, seminar.cycle.id)[0].shown] == [BOTH]
    (area,) = (area for area in drafting.collect(seminar.leads, seminar.cycle.id).areas if area.rows)
    assert [voice.text for voice in area.rows[0].voices] == [BOTH]
    browser, of = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}"
    for page in (f"{of}/board/contact", f"{of}/board/themes/{row.theme_id}"):
        shown = browser.get(page).text
        assert MORE not in shown
        assert "[…]" in shown
    of_text = browser.get(f"{of}/seminar/transcripts/{seminar.transcripts[0].id}").text
    assert f"”{BOTH}”" in of_text


def test_passages_that_overlap_keep_their_signs(seminar: Seminar) -> None:
    mark(seminar, (1, 4), (3, 10))
    mark(seminar, (3, 4), (3, units(SECOND)))
    mark(seminar, (1, 0), (3, 3))
    (shown,) = voices.list_voices(seminar.leads, seminar.cycle.id)[0].shown
    assert shown.words == BOTH


def test_several_questions_in_a_row_are_one_sign_and_an_interpreter_is_not_the_interviewer(seminar: Seminar) -> None:
    lines = (
        ("interviewer", "Hej."), ("child", "Mm."), ("interviewer", "Hur då?"), ("interviewer", "Berätta."),
        ("interpreter", "Hon säger nej."), ("other", "Ja."), ("interviewer", "Tack."),
    )  # fmt: skip
    text = making.a_handed_over(seminar.cycle, seminar.unit, lines=lines)
    told = passages.read_told(text, (0, 0), (6, 5))
    assert anchors.leave_out(told.place.quote, told.asides) == "Mm.\n[…]\nHon säger nej.\nJa."


def test_the_sign_stays_where_it_was_in_a_text_that_was_corrected_elsewhere(seminar: Seminar) -> None:
    row, text = mark(seminar, (1, 0), (3, 10)), seminar.transcripts[0]
    text.segments[0].text, text.revision = "En helt ny fråga?", 2
    page = marked_texts.open_page(seminar.leads, seminar.cycle.id, text.id)
    assert page.lost == ()
    assert quotes.told(row.excerpt) == f"{FIRST}\n[…]\nMan orkar"


def test_a_promise_is_kept_because_of_the_childs_words(seminar: Seminar) -> None:
    row = mark(seminar, (1, 0), (3, units(SECOND)))
    proposal = proposing.write(seminar.leads, seminar.cycle.id, row.theme_id, text="Ett sms dagen innan.")
    promising.decide(seminar, proposal)
    (promise,) = followup.promises_of(seminar.decides, promising.actions_of(seminar, proposal))
    assert promise.because == BOTH


@pytest.mark.parametrize("redraws", [False, True])
def test_the_page_offers_no_question_and_says_why_it_refuses_one(
    seminar: Seminar, signed_in: SignIn, redraws: bool
) -> None:
    browser = signed_in(seminar.facilitator)
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    options = browser.get(address).text.partition("<select")[2].partition("</select>")[0]
    assert FIRST in options
    assert ASKED not in options
    theme, headers = making.a_theme(seminar), {"X-Fragment": "true"} if redraws else {}
    db.session.commit()
    for where in ({}, {"start_offset": 0, "end_segment": 0, "end_offset": 9}):
        answer = browser.post(address, data={"start_segment": 0, "theme_id": theme.id, **where}, headers=headers)
        assert answer.status_code == 422
        assert ONLY_ASKED in (answer.get_json()["error"] if redraws else answer.text)
    over = {"start_segment": 0, "start_offset": 0, "end_segment": 1, "end_offset": 7, "theme_id": theme.id}
    assert browser.post(address, data=over, headers=headers).status_code == (204 if redraws else 303)
    db.session.expire_all()
    assert [row.excerpt.quote for row in db.session.query(Coding)] == ["Att hon"]


def test_a_reader_may_mark_a_question_and_it_stands_with_who_asks(seminar: Seminar, signed_in: SignIn) -> None:
    reader = days.readers_of(seminar, 1)[0]
    day, text = days.a_day(seminar, reader), seminar.transcripts[0]
    days.give(seminar, day, [(reader, text)])
    days.a_mark(make.actor(reader), day, text, MORE, line=2)
    days.a_mark(make.actor(reader), day, text, "skickat")
    db.session.commit()
    page = signed_in(reader).get(f"/cycles/{seminar.cycle.id}/seminars/{day.id}/mine/{text.assignment_id}")
    inspect_page(page.text, page.headers)
    assert f"<b>Intervjuare:</b> {MORE}" in page.text
    assert "”skickat”" in page.text
    assert f"”{MORE}”" not in page.text
