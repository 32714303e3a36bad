"""A child has said no to recording: nobody asks again, and nothing leads to a recording."""

import pytest
from sqlalchemy import select

from tests.toolkit.interviews.conftest import Talk
from toolkit import clock
from toolkit.db import db
from toolkit.participation.models import Consent

ASKS = "Är det okej att jag spelar in?"


@pytest.fixture
def unrecorded(talk: Talk) -> Talk:
    """Everybody has said yes to the talk, and the child no to recording."""
    for answer in db.session.scalars(select(Consent)):
        answer.to_recording = False
    db.session.commit()
    return talk


def test_the_step_neither_asks_nor_offers(unrecorded: Talk) -> None:
    unrecorded.client.post(f"{unrecorded.url}/guide")
    booking = {"day": clock.today().isoformat(), "at": "10:00", "minutes": "40", "place": "office", "version": "0"}
    unrecorded.client.post(f"{unrecorded.url}/booking", data=booking)
    page = unrecorded.client.get(unrecorded.url).text
    assert "Svaret om inspelning var nej" in page
    for word in (ASKS, "Öppna inspelningen", "Öppna intervjurummet", "Skicka en fil"):
        assert word not in page
    assert f"{unrecorded.url}/notes" in page


def test_the_room_does_not_ask_either_and_ends_at_the_notes(unrecorded: Talk) -> None:
    page = unrecorded.client.get(f"{unrecorded.url}/room").text
    assert ASKS not in page
    assert "data-start hidden" not in page
    assert f'href="{unrecorded.url}/notes" data-last' in page


def test_with_a_yes_both_ask(talk: Talk) -> None:
    assert ASKS in talk.client.get(f"{talk.url}/room").text
    assert f'href="{talk.url}/recording" data-last' in talk.client.get(f"{talk.url}/room").text
