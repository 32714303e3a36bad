"""Quotes and templates of the report, its release and what is decided, in a real browser: phone, laptop, projector."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from seminar.editions.models import Side
from seminar.proposals import proposing
from seminar.report import compiling, outputs
from tests.inspection import axe
from tests.seminar import making, promising
from tests.seminar.editions.conftest import say
from tests.seminar.making import Seminar
from tests.seminar.seminars.test_in_browser import carry
from toolkit import clock, paging
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.jobs.models import WorkerBeat
from toolkit.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]
SignIn = Callable[[Person], FlaskClient]
SCREENS = ((390, 844, "dark"), (1280, 800, "light"), (1920, 1080, "light"))


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """One quote more under a theme than a page of the list shows."""
    found = making.a_seminar((13, "girl"), (10, "boy"))
    found.cycle.state = CycleState.RUNNING
    for number in range(paging.SIZE // 2 + 1):
        theme = making.a_theme(found, f"Tema {number}")
        for child in range(2):
            making.an_excerpt(found, theme, transcript=child)
    making.read_all(found)
    promising.an_action(found, "Ett sms dagen innan.", theme="Tema 0", due=clock.today() + timedelta(days=30))
    compiling.choose(found.decides, found.cycle.id, person_id=found.facilitator.id, version=0)
    db.session.commit()
    return found


def looked_at(page: Page, address: str) -> Iterator[tuple[int, int]]:
    """The page on each screen: nothing lies beside it, and axe has nothing to say."""
    for width, height, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
        axe(page)
        yield width, height


def test_quotes_are_chosen_and_trimmed_page_by_page(seminar: Seminar, page: Page, signed_in: SignIn) -> None:
    address = f"http://127.0.0.1/cycles/{seminar.cycle.id}/report/quotes"
    carry(page, signed_in(seminar.facilitator))
    assert list(looked_at(page, address))
    pages = page.get_by_role("navigation", name="Sidor med citat")
    pages.get_by_role("link", name="Nästa sida").click()
    page.wait_for_url("**page=2")
    last = page.locator("main li").filter(has=page.get_by_role("button", name="Använd citatet")).last
    last.get_by_role("button", name="Använd citatet").click()
    expect(page.get_by_text("Valt av er")).to_be_visible()
    page.get_by_role("link", name="Korta").last.click()
    page.get_by_role("textbox").fill("Något helt annat.")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator(".error-summary a")).to_be_visible()
    axe(page)


def test_a_template_is_asked_for_in_words(seminar: Seminar, page: Page, signed_in: SignIn) -> None:
    address = f"http://127.0.0.1/units/{seminar.unit.id}/report-template"
    carry(page, signed_in(seminar.leader))
    assert list(looked_at(page, address))
    page.get_by_role("button", name="Använd den här mallen").click()
    expect(page.locator(".error-summary a")).to_have_text("Välj en fil först.")
    axe(page)


def test_a_release_shows_how_far_its_files_are(
    seminar: Seminar, page: Page, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outputs, "OUTPUTS", outputs.OUTPUTS[:2])
    say(seminar, Side.COMPILER)
    say(seminar, Side.LEADER)
    db.session.add(WorkerBeat(owner="a:1:2", seen_at=clock.now()))
    db.session.commit()
    address = f"http://127.0.0.1/cycles/{seminar.cycle.id}/report/editions"
    carry(page, signed_in(seminar.leader))
    for _ in looked_at(page, address):
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")
        expect(page.get_by_text("Filerna görs om ett ögonblick")).to_be_visible()


def test_a_yes_is_said_to_the_children_in_other_words(seminar: Seminar, page: Page, signed_in: SignIn) -> None:
    [proposal] = [one.id for one in proposing.list_proposals(seminar.decides, seminar.cycle.id)]
    address = f"http://127.0.0.1/cycles/{seminar.cycle.id}/proposals/{proposal}"
    carry(page, signed_in(seminar.leader))
    assert list(looked_at(page, f"{address}/for-children"))
    page.get_by_label("Så säger vi det till barnen").fill("Du får ett sms dagen innan.")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("”Du får ett sms dagen innan.”")).to_be_visible()
    page.get_by_role("link", name="Säg det till barnen med andra ord").click()
    expect(page.get_by_role("heading", name="Så sades det förut")).to_be_visible()
    axe(page)


def test_the_calendar_of_ones_own(seminar: Seminar, page: Page, signed_in: SignIn) -> None:
    carry(page, signed_in(seminar.leader))
    assert list(looked_at(page, "http://127.0.0.1/account/calendar"))
