"""The projector's page: what is shown, and nothing else; each text is one look of whoever shows it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.leading import spotlight
from seminar.leading.spotlight import Target
from seminar.proposals import proposing
from seminar.seminars import planning
from seminar.seminars.models import Seminar
from seminar.themes.models import Area
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
WORDS = making.LINES[1][1]


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar((13, "girl"), (9, "boy"))


@pytest.fixture
def day(material: Material) -> Seminar:
    planned = days.a_day(material, material.facilitator)
    return planning.open_seminar(material.leads, material.cycle.id, planned.id)


def seen(browser: FlaskClient, material: Material) -> str:
    page = browser.get(f"/cycles/{material.cycle.id}/seminar/projector")
    inspect_page(page.text, page.headers)
    return page.text


def show(material: Material, **target: object) -> None:
    spotlight.show(material.leads, material.cycle.id, Target(**target))  # type: ignore[arg-type]
    db.session.commit()


def test_what_is_shown_stands_on_the_wall(material: Material, day: Seminar, signed_in: SignIn) -> None:
    browser, theme = signed_in(material.facilitator), making.a_theme(material)
    making.an_excerpt(material, theme)
    making.read_all(material)
    voices.write(material.leads, material.cycle.id, theme.id, text="Vi ringer för sent.")
    proposing.write(material.leads, material.cycle.id, theme.id, text="Vi ringer före mötet.", responsible="Grupperna")
    db.session.commit()
    assert "Seminariet är öppet" in seen(browser, material)
    show(material, transcript_id=material.transcripts[0].id, line=1)
    page = seen(browser, material)
    assert WORDS.split(".")[0] in page
    assert "Flicka, 13–14 år" in page
    assert 'class="wall__themes"' in page
    show(material, transcript_id=material.transcripts[1].id)
    assert "Intervju 2" in seen(browser, material)
    show(material, theme_id=theme.id)
    page = seen(browser, material)
    for words in (
        "Tillit",
        "1 av 2 barn",
        "Vi ringer för sent.",
        "Vi ringer före mötet.",
        "Grupperna",
        "skickat ett sms",
    ):
        assert words in page
    show(material, area=Area.CONTACT)
    assert "1 av 2 barn" in seen(browser, material)
    show(material, area=Area.KNOWLEDGE)
    assert "1 av 2 barn" not in seen(browser, material)


def test_a_text_that_hangs_there_is_one_look(material: Material, day: Seminar, signed_in: SignIn) -> None:
    browser, text = signed_in(material.facilitator), material.transcripts[0]
    page = seen(browser, material)
    address = page.partition('data-now="')[2].partition('"')[0].replace("&amp;", "&")
    root, text_id = f"/cycles/{material.cycle.id}/seminar", text.id
    assert browser.post(f"{root}/spotlight", data={"shown_text": text_id}).status_code == 303
    looks = making.events_of(text_id)
    assert looks, "whoever shows a text has looked at it"
    for _ in range(3):
        assert WORDS.split(".")[0] in browser.get(address).text
    assert making.events_of(text_id) == looks
    assert browser.get(address.partition("?")[0]).status_code == 200
    assert len(making.events_of(text_id)) == len(looks) + 1, "without the proof it is a look of its own"


def test_nothing_is_left_on_the_wall_of_what_is_withdrawn(material: Material, day: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(material.facilitator)
    spotlight.show(material.leads, material.cycle.id, Target(transcript_id=material.transcripts[0].id, line=1))
    db.session.commit()
    withdrawal.withdraw(material.leads, material.transcripts[0].assignment)
    db.session.commit()
    page = seen(browser, material)
    assert WORDS.split(".")[0] not in page
    assert "Flicka" not in page


def test_without_an_open_seminar_the_wall_says_so(material: Material, signed_in: SignIn) -> None:
    assert "Inget seminarium är öppet" in seen(signed_in(material.facilitator), material)
