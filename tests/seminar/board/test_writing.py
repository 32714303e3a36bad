"""Writing on the board in the browser: the way without script, and two people at the same words."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.coding import marked_texts
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def quotes(seminar: Seminar) -> list[str]:
    db.session.expire_all()
    return [coding.excerpt.quote for coding in marked_texts.list_codings(seminar.transcripts[0])]


def test_without_script_a_line_and_a_theme_are_enough(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar)
    browser = signed_in(seminar.facilitator)
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    for _ in range(2):
        answer = browser.post(address, data={"start_segment": 1, "theme_id": theme.id})
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith("#line-1")
    assert quotes(seminar) == [making.LINES[1][1]]


def test_with_script_the_marked_words_are_sent(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar)
    sent = {"start_segment": 1, "start_offset": 0, "end_segment": 1, "end_offset": 7, "theme_id": theme.id}
    signed_in(seminar.facilitator).post(
        f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}", data=sent
    )
    assert quotes(seminar) == ["Att hon"]


def test_a_new_theme_can_be_written_while_reading(seminar: Seminar, signed_in: SignIn) -> None:
    sent = {"start_segment": 1, "theme_id": "", "new_theme": "Sms", "new_area": "contact"}
    signed_in(seminar.facilitator).post(
        f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}", data=sent
    )
    assert quotes(seminar) == [making.LINES[1][1]]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"start_segment": "", "theme_id": ""}, "Markera ord, eller välj en rad."),
        ({"start_segment": 1, "theme_id": ""}, "Välj ett tema, eller skriv ett nytt."),
        ({"start_segment": 1, "theme_id": "", "new_theme": "Sms"}, "Välj vart temat hör."),
    ],
)
def test_what_is_missing_is_said_on_the_page(
    seminar: Seminar, signed_in: SignIn, sent: dict[str, str], sentence: str
) -> None:
    answer = signed_in(seminar.facilitator).post(
        f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}", data=sent
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert quotes(seminar) == []


def test_two_people_at_the_same_words_lose_none_of_them(seminar: Seminar, signed_in: SignIn) -> None:
    voice = voices.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text="Vi byter fort.")
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/board/voices/{voice.id}"
    assert browser.post(address, data={"text": "Vi byter ofta.", "version": 1}).status_code == 303
    late = browser.post(address, data={"text": "Vi byter för ofta.", "version": 1})
    assert late.status_code == 409
    assert "Vi byter ofta." in late.text
    assert "Vi byter för ofta." in late.text
    assert 'value="2"' in late.text
    both = browser.post(address, data={"text": "Vi byter ofta, för ofta.", "version": 2})
    assert both.status_code == 303
    db.session.expire_all()
    assert voice.text == "Vi byter ofta, för ofta."


def test_the_same_voice_sent_twice_stands_once(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar)
    browser = signed_in(seminar.facilitator)
    for _ in range(2):
        browser.post(
            f"/cycles/{seminar.cycle.id}/board/themes/{theme.id}/voice", data={"text": "Vi byter fort.", "version": 0}
        )
    assert len(voices.get_theme_voices(seminar.leads, seminar.cycle.id, theme.id).staff) == 1
