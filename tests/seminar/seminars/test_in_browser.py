"""Marking in a real browser: words by hand with a note, and a whole line from the keyboard."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from tests.inspection import axe
from tests.seminar import making
from tests.seminar.seminars import days
from toolkit.db import db
from toolkit.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]


@pytest.fixture
def text(app: Flask, page: Page, signed_in: Callable[[Person], FlaskClient]) -> Page:
    """An interview that a colleague is to read, open before them."""
    material = making.a_seminar()
    reader = days.readers_of(material, 1)[0]
    day = days.a_day(material, reader)
    days.give(material, day, [(reader, material.transcripts[0])])
    way = f"/cycles/{material.cycle.id}/seminars/{day.id}/mine/{material.transcripts[0].assignment_id}"
    db.session.commit()
    carry(page, signed_in(reader))
    page.goto(f"http://127.0.0.1{way}")
    return page


def carry(page: Page, client: FlaskClient) -> None:
    """Let the browser's requests be answered by the app, as whoever is signed in with the client."""
    db.session.remove()

    def answer(route: Route) -> None:
        asked = route.request
        parts = urlsplit(asked.url)
        answered: Any = client.open(
            f"{parts.path}?{parts.query}", method=asked.method, data=asked.post_data or b"", follow_redirects=True,
            content_type=asked.headers.get("content-type"),
        )  # fmt: skip
        headers = {name: value for name, value in answered.headers.items() if name != "Set-Cookie"}
        route.fulfill(status=answered.status_code, body=answered.data, headers=headers)

    page.route("**/*", answer)


def test_words_are_marked_by_hand_with_a_note_and_taken_back(text: Page) -> None:
    errors: list[str] = []
    text.on("pageerror", lambda error: errors.append(str(error)))
    line = text.locator(".segment--child .segment__text").first
    line.click(click_count=3)
    bar = text.locator("[data-selection-bar]")
    expect(bar).to_be_visible()
    expect(bar.locator("[data-said]")).not_to_be_empty()
    assert not errors
    words, box = line.bounding_box(), bar.bounding_box()
    assert words
    assert box
    gap = box["y"] - words["y"] - words["height"]
    assert -4 <= gap < 40 or box["y"] + box["height"] <= words["y"] + 4, "the box stands beside the words"
    note = bar.locator("input[name=note]")
    note.press_sequentially("Stora Ord")  # a capital is typed with Shift, which also marks words in the text
    expect(bar).to_be_visible()
    bar.get_by_role("button", name="Markera orden").click()
    expect(text.locator("mark.struck--own")).to_contain_text("🙂 Eller skickat ett sms.")
    expect(text.locator("#marks")).to_contain_text("Stora Ord")
    axe(text)
    assert not errors
    text.get_by_role("button", name="Ta bort").click()
    expect(text.locator("mark.struck")).to_have_count(0)
    text.get_by_role("button", name="Lägg tillbaka").click()
    expect(text.locator("mark.struck--own")).to_have_count(1)


def test_a_line_is_marked_from_the_keyboard(text: Page) -> None:
    summary = text.locator("summary", has_text="Markera utan mus")
    summary.focus()
    text.keyboard.press("Enter")
    text.keyboard.press("Tab")
    expect(text.locator("#mark select")).to_be_focused()
    text.keyboard.type("4")
    text.keyboard.press("Tab")
    text.keyboard.type("Med tangenter")
    text.keyboard.press("Tab")
    text.keyboard.press("Enter")
    expect(text.locator("mark.struck--own")).to_have_text("Man orkar inte säga allt igen. Åsså slapp jag börja om.")
    expect(text.locator("#marks")).to_contain_text("Med tangenter")


def test_a_long_word_for_the_place_wraps_on_a_phone(
    app: Flask, page: Page, signed_in: Callable[[Person], FlaskClient]
) -> None:
    material = making.a_seminar()
    day = days.a_day(material, material.facilitator, place="Ö" * 110)
    way = f"http://127.0.0.1/cycles/{material.cycle.id}/seminars"
    pages = [way, f"{way}/{day.id}", f"{way}/{day.id}/mine"]
    db.session.commit()
    carry(page, signed_in(material.facilitator))
    page.set_viewport_size({"width": 390, "height": 800})
    for address in pages:
        page.goto(address)
        expect(page.get_by_text("Ö" * 110)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
