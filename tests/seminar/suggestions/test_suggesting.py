"""Suggestions are blind until one has read, never of the interviewer's words, and one's own coding by a press."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from seminar.coding import marked_texts, marking, readings
from seminar.seminars import reading
from seminar.suggestions import suggesting
from seminar.suggestions.models import PassedSuggestion
from seminar.suggestions.suggesting import Offer
from seminar.themes import codebook, retiring
from seminar.themes.models import Theme
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import NotFound
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
LINES = (
    ("interviewer", "Hur är väntrummet?"),
    ("child", "Väntrummet är trångt."),
    ("child", "Jag har en katt."),
    ("child", "Det luktar konstigt i väntrummen."),
)


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    made = making.a_seminar()
    texts = [making.a_handed_over(made.cycle, made.unit, lines=LINES) for _ in range(2)]
    return Seminar(made.unit, made.cycle, made.facilitator, made.leader, made.worker, tuple(texts))


@pytest.fixture
def theme(seminar: Seminar) -> Theme:
    return codebook.create(
        seminar.leads, seminar.cycle.id, name="Rum", area="contact", definition="Väntrum och lokaler"
    )


def offers(seminar: Seminar, actor: Actor | None = None) -> list[Offer]:
    return list(suggesting.list_offers(actor or seminar.leads, seminar.cycle.id).shown)


def places(found: list[Offer]) -> list[tuple[object, int]]:
    return [(offer.text.transcript.id, offer.position) for offer in found]


def test_nothing_is_suggested_before_one_has_read(seminar: Seminar, theme: Theme) -> None:
    first, second = (text.id for text in seminar.transcripts)
    assert offers(seminar) == []
    assert not suggesting.list_offers(seminar.leads, seminar.cycle.id).is_read
    for act in (suggesting.accept, suggesting.pass_over):
        with pytest.raises(NotFound):
            act(seminar.leads, seminar.cycle.id, first, theme_id=theme.id, position=1)
    readings.mark_read(seminar.leads, seminar.cycle.id, first, is_read=True)
    assert places(offers(seminar)) == [(first, 1), (first, 3)]
    colleague = make.actor(make.a_person(seminar.unit, Role.FACILITATOR))
    marking.mark_segment(colleague, seminar.cycle.id, second, theme_id=making.a_theme(seminar, "Djur").id, position=2)
    assert {of for of, _ in places(offers(seminar))} == {first}
    assert {of for of, _ in places(offers(seminar, colleague))} == {first, second}


def test_whoever_read_it_before_the_seminar_has_read_it(seminar: Seminar, theme: Theme) -> None:
    day = days.a_day(seminar, seminar.facilitator)
    text = seminar.transcripts[1]
    days.give(seminar, day, [(seminar.facilitator, text)])
    reading.say_read(seminar.leads, seminar.cycle.id, day.id, assignment_id=text.assignment_id, is_read=True)
    assert places(offers(seminar)) == [(text.id, 1), (text.id, 3)]


def test_a_press_makes_it_ones_own_coding_and_a_no_is_remembered_for_oneself(seminar: Seminar, theme: Theme) -> None:
    text = seminar.transcripts[0]
    readings.mark_read(seminar.leads, seminar.cycle.id, text.id, is_read=True)
    row = suggesting.accept(seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, position=1)
    assert (row.coded_by_id, row.excerpt.quote) == (seminar.facilitator.id, "Väntrummet är trångt.")
    assert places(offers(seminar)) == [(text.id, 3)]
    for _ in range(2):
        suggesting.pass_over(seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, position=3)
    assert offers(seminar) == []
    colleague = make.actor(make.a_person(seminar.unit, Role.FACILITATOR))
    assert places(offers(seminar, colleague)) == [(text.id, 3)]
    marking.remove(seminar.leads, seminar.cycle.id, row.id)
    assert places(offers(seminar)) == [(text.id, 1)]
    with pytest.raises(NotFound):
        suggesting.pass_over(seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, position=99)


def test_the_interviewers_words_and_retired_themes_are_never_suggested(seminar: Seminar, theme: Theme) -> None:
    readings.mark_read(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, is_read=True)
    assert 0 not in {offer.position for offer in offers(seminar)}
    retiring.retire(seminar.leads, seminar.cycle.id, theme.id)
    assert offers(seminar) == []


def test_a_look_is_on_the_trail_only_where_something_is_shown(seminar: Seminar, theme: Theme) -> None:
    for text in seminar.transcripts:
        readings.mark_read(seminar.leads, seminar.cycle.id, text.id, is_read=True)
    offers(seminar)
    assert making.events_of(seminar.transcripts[0].id)[-1] == "transcription:deidentified:read"


def test_a_withdrawn_interview_takes_its_suggestions_along(seminar: Seminar, theme: Theme) -> None:
    text = seminar.transcripts[0]
    readings.mark_read(seminar.leads, seminar.cycle.id, text.id, is_read=True)
    suggesting.pass_over(seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, position=1)
    withdrawal.withdraw(seminar.leads, text.assignment)
    db.session.commit()
    assert db.session.scalars(sa.select(PassedSuggestion)).all() == []
    assert offers(seminar) == []


def test_only_who_follows_and_only_texts_that_they_open(seminar: Seminar, theme: Theme) -> None:
    for text in seminar.transcripts:
        readings.mark_read(seminar.leads, seminar.cycle.id, text.id, is_read=True)
    for person in (seminar.worker, seminar.leader, making.a_seminar().facilitator):
        with pytest.raises(NotFound):
            offers(seminar, make.actor(person))


def test_many_texts_are_a_few_questions(seminar: Seminar, theme: Theme) -> None:
    def questions() -> int:
        db.session.commit()
        asked: list[str] = []
        listen = lambda *args: asked.append(args[2])  # noqa: E731
        sa.event.listen(db.engine, "before_cursor_execute", listen)
        offers(seminar)
        sa.event.remove(db.engine, "before_cursor_execute", listen)
        return len(asked)

    readings.mark_read(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, is_read=True)
    one = questions()
    for _ in range(4):
        text = making.a_handed_over(seminar.cycle, seminar.unit, lines=LINES)
        readings.mark_read(seminar.leads, seminar.cycle.id, text.id, is_read=True)
    assert questions() <= one + 4  # each text that is shown has its line on the trail


def test_the_pages_say_the_reason_and_answer(seminar: Seminar, theme: Theme, signed_in: SignIn) -> None:
    text = seminar.transcripts[0]
    browser, room = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminar"
    of_text, of_theme = f"{room}/transcripts/{text.id}/suggestions", f"{room}/themes/{theme.id}/suggestions"
    blind = browser.get(of_text)
    inspect_page(blind.text, blind.headers)
    assert "Läs först" in blind.text
    assert "trångt" not in blind.text
    assert browser.post(f"{of_text}/answer", data={"theme_id": str(theme.id), "position": 1}).status_code == 404
    browser.post(f"{room}/transcripts/{text.id}/read")
    for address in (of_text, of_theme):
        page = browser.get(address)
        inspect_page(page.text, page.headers)
        assert "Väntrummet är trångt." in page.text
        assert "för att ordet ”Väntrummet” finns i temats beskrivning" in page.text
    answer = browser.post(f"{of_text}/answer", data={"theme_id": str(theme.id), "position": 1, "accept": "1"})
    assert answer.headers["Location"].endswith(of_text)
    sent = {"theme_id": str(theme.id), "position": 3, "of_theme": "1"}
    assert browser.post(f"{of_text}/answer", data=sent).headers["Location"].endswith(of_theme)
    db.session.expire_all()
    assert [row.excerpt.quote for row in marked_texts.list_codings(text)] == ["Väntrummet är trångt."]
    assert "Inga förslag" in browser.get(of_text).text
    for wrong in ({}, {"theme_id": "x", "position": 1}, {"theme_id": str(theme.id), "position": "-1"}):
        assert browser.post(f"{of_text}/answer", data=wrong).status_code in {400, 422}
