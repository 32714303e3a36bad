"""The unit leader's decision with the keyboard alone, and what comes of it: judged by axe, on a phone, in the dark."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from seminar.board import voices
from seminar.proposals import proposing
from seminar.proposals.models import Decision
from tests.inspection import axe
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.seminars.test_in_browser import carry
from toolkit.access import Actor
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]
SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """Two proposals that wait, with somebody responsible, under a theme with words of a child and of the staff."""
    seminar = making.a_seminar((13, "girl"), (10, "boy"))
    seminar.cycle.state = CycleState.RUNNING
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi byter ofta fort.")
    making.read_all(seminar)
    for text in ("Ett sms dagen innan.", "En egen kod till dörren."):
        proposing.write(seminar.leads, seminar.cycle.id, theme.id, text=text, responsible="Team Barn")
    db.session.commit()
    return seminar


def reach(page: Page, name: str, *, role: str = "link") -> None:
    """Go on with the tab key until something stands in focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.get_by_role(role, name=name).first.evaluate("node => node === document.activeElement"):  # type: ignore[arg-type]
            return
    pytest.fail(f"the keyboard does not reach {name!r}")


def fits(page: Page) -> None:
    """In the light, and on a phone in the dark, the page is for everybody, and nothing sticks out."""
    page.wait_for_load_state()
    axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")


def decisions(actor: Actor, cycle_id: uuid.UUID) -> dict[str, tuple[Decision | None, str]]:
    """What stands in the database about each proposal."""
    db.session.expire_all()
    proposals = proposing.list_proposals(actor, cycle_id)
    found = {each.text: (each.decision, each.decision_words) for each in proposals}
    db.session.rollback()  # so that the next request begins a transaction of its own
    return found


def test_a_decision_and_a_refusal_with_the_keyboard_alone(
    app: Flask, page: Page, seminar: Seminar, signed_in: SignIn
) -> None:
    known = seminar.decides, seminar.cycle.id
    carry(page, signed_in(seminar.leader))
    page.goto("http://127.0.0.1/waiting")
    reach(page, "Läs och besluta")
    page.keyboard.press("Enter")  # one
    expect(page.get_by_role("heading", name="Ett sms dagen innan.")).to_be_visible()
    for told in (making.LINES[1][1], "Vi byter ofta fort.", "Färre än 5 barn"):
        expect(page.get_by_text(told).first).to_be_visible()
    fits(page)
    reach(page, "Ja", role="radio")
    page.keyboard.press("Space")  # two
    reach(page, "Spara beslutet", role="button")
    page.keyboard.press("Enter")  # three
    expect(page.get_by_text("Det står nu bland åtgärderna").first).to_be_visible()
    assert decisions(*known)["Ett sms dagen innan."] == (Decision.YES, "")

    reach(page, "Läs och besluta")
    page.keyboard.press("Enter")
    reach(page, "Ja", role="radio")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Nej", exact=True)).to_be_checked()
    reach(page, "Vad det blir i stället, eller varför inte", role="textbox")
    page.keyboard.type("Verksamhetens delegationsordning medger inte individuella inpasseringskoder för klienter.")
    reach(page, "Spara beslutet", role="button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kan ett barn läsa det?")).to_be_visible()
    assert decisions(*known)["En egen kod till dörren."] == (None, "")
    fits(page)
    reach(page, "Vad det blir i stället, eller varför inte", role="textbox")
    page.keyboard.press("Control+a")
    page.keyboard.type("Huset är inte vårt. Vi får inte ge ut fler koder.")
    reach(page, "Spara beslutet", role="button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Det blev ett nej").first).to_be_visible()
    refused = (Decision.NO, "Huset är inte vårt. Vi får inte ge ut fler koder.")
    assert decisions(*known)["En egen kod till dörren."] == refused
