"""A child on a telephone, with nothing but keys: the code, its quotes one at a time, and later the unit's answer."""

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from seminar.proposals.models import Decision
from tests.inspection import axe
from tests.seminar.own_pages.conftest import Asked
from tests.seminar.own_pages.test_replying import decide
from tests.seminar.seminars.test_in_browser import carry
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]
PHONE = {"width": 360, "height": 740}
VOICE = """
window.speechSynthesis.getVoices = () => [{localService: true, lang: 'sv-SE', name: 'a voice of the device'}];
window.said = []; window.speechSynthesis.speak = (words) => window.said.push(words.text);
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(15):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("the keyboard never comes there")


def press(page: Page, wanted: Locator) -> None:
    expect(wanted).to_be_visible()
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def look(page: Page) -> None:
    """No fault that a program can find, and nothing to scroll sideways."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_child_answers_with_keys_on_a_telephone_and_later_is_told_what_came_of_it(
    app: Flask, asked: Asked, page: Page
) -> None:
    decide(asked, "skriva sms före mötet", Decision.YES)
    decide(asked, "öppet på söndagar", Decision.NO, "vi har inte personal till det")
    code, cycle_id = asked.code, asked.seminar.cycle.id
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.add_init_script(VOICE)
    carry(page, app.test_client())
    page.goto("http://127.0.0.1/mine")
    look(page)
    tab_to(page, page.get_by_label("Din kod"))
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")
    press(page, page.get_by_role("link", name="Börja"))
    expect(page.locator("#own-words")).to_contain_text("skickat ett sms")
    look(page)
    press(page, page.get_by_role("button", name="Läs upp"))
    assert "skickat ett sms" in page.evaluate("window.said[0]")
    press(page, page.get_by_role("button", name="Inte riktigt"))
    tab_to(page, page.get_by_label("Hur ska det vara i stället?"))
    look(page)
    page.keyboard.type("Det var ett mejl.")
    press(page, page.get_by_role("button", name="Klar", exact=True))
    expect(page.locator("#own-words")).to_contain_text("Man orkar inte")
    press(page, page.get_by_role("button", name="Ta bort citatet"))
    expect(page.get_by_role("heading", name="Nu gör vi som du har sagt")).to_be_visible()
    look(page)

    db.session.get_one(Cycle, cycle_id).state = CycleState.REPORTED
    db.session.commit()
    db.session.remove()
    page.goto("http://127.0.0.1/mine/page")
    expect(page.get_by_role("heading", name="Det här blir det inget av")).to_be_visible()
    look(page)
    press(page, page.get_by_role("button", name="Läs upp"))
    assert "vi har inte personal till det" in page.evaluate("window.said.at(-1)")
    press(page, page.get_by_role("button", name="Jag är klar"))
    expect(page.get_by_label("Din kod")).to_be_visible()
