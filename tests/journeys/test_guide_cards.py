"""The cards of the unit's guide by keyboard alone: one added, moved, taken out and put back, and a version restored."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories as make
from tests.inspection import axe
from tests.journeys.installation import in_app_of
from tests.journeys.site import Site
from toolkit.access import Role
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.people import sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

OURS = "Berätta om en gång när du fick välja själv."
MOST_TABS = 300


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A unit leader's page; each of the two has a unit and a guide of its own."""

    def hire() -> str:
        unit = db.session.query(Cycle).one().unit if request.param else make.a_unit()
        token = sessions.begin(make.a_person(unit, Role.UNIT_LEADER))
        db.session.commit()
        return token

    context = browser.new_context(locale="sv-SE", java_script_enabled=request.param)
    context.add_cookies(
        [{"name": sessions.cookie_name(secure=False), "value": in_app_of(site.settings, hire), "url": site.root}]
    )
    yield context.new_page()
    context.close()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until something with these words has the focus."""
    wanted = page.locator("a, button, input, textarea, summary").filter(has_text=words).first
    expect(wanted).to_be_attached()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.locator(":focus").filter(has_text=words).count():
            return
    raise AssertionError(f"the keyboard does not reach {words}")


def press(page: Page, words: str) -> None:
    """Go there by keyboard, and in."""
    tab_to(page, words)
    page.keyboard.press("Enter")


def focus_is_on(page: Page, words: str) -> None:
    expect(page.locator(":focus")).to_have_text(re.compile(words))


def cards(page: Page) -> list[str]:
    """The questions about participation, in their order."""
    area = page.locator(".ruled__row").filter(has=page.get_by_role("heading", name="Delaktighet"))
    return area.locator("li > .voice:first-child").all_inner_texts()


def test_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(f"{site.root}/guides/guide_9_12")
    shipped = cards(page)
    press(page, "Lägg till ett kort om delaktighet")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ett nytt kort om delaktighet")
    page.get_by_label("Frågan").press_sequentially(OURS)
    press(page, "Lägg till kortet")
    last = len(shipped) + 1
    focus_is_on(page, rf"^Upp kort {last} av {last}, {re.escape(OURS)}$")
    assert cards(page) == [*shipped, OURS]
    for place in (last - 1, last - 2):
        page.keyboard.press("Enter")
        focus_is_on(page, f"^Upp kort {place} av {last},")
    moved = [*shipped[:-2], OURS, *shipped[-2:]]
    assert cards(page) == moved
    press(page, f"Ta bort kort {last - 2} av {last}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ta bort kortet?")
    press(page, "Ta bort kortet")
    focus_is_on(page, f"^Lägg tillbaka {re.escape(OURS)}$")
    assert cards(page) == shipped
    page.keyboard.press("Enter")
    focus_is_on(page, f"^Upp kort {last - 2} av {last},")
    assert cards(page) == moved
    press(page, "Version 1")
    press(page, "Använd den här versionen igen")
    expect(page.get_by_role("status").filter(has_text="Guiden är som den var då.")).to_be_visible()
    assert cards(page) == [*shipped, OURS]
    press(page, "Gå tillbaka till programmets guide")
    expect(page.get_by_role("heading", name="Borttagna kort")).to_be_visible()
    assert cards(page) == shipped


def test_the_pages_are_for_everybody(browser: Browser, site: Site) -> None:
    """What `test_every_page` does not come by: advice of the lint, a loss, a refusal."""

    def hire() -> str:
        token = sessions.begin(make.a_person(make.a_unit(), Role.FACILITATOR))
        db.session.commit()
        return token

    context = browser.new_context(locale="sv-SE")
    token = in_app_of(site.settings, hire)
    context.add_cookies([{"name": sessions.cookie_name(secure=False), "value": token, "url": site.root}])
    page, other = context.new_page(), context.new_page()
    page.goto(f"{site.root}/guides/guide_9_12/cards/deciding/remove")
    axe(page)
    other.goto(f"{site.root}/guides/guide_9_12")
    page.get_by_role("button", name="Ta bort kortet").click()
    expect(page.get_by_role("heading", name="Borttagna kort")).to_be_visible()
    axe(page)
    other.get_by_role("button", name="Ner kort 1 av").first.click()
    expect(other.get_by_text("Någon annan har ändrat guiden.").first).to_be_visible()
    axe(other)
    page.goto(f"{site.root}/guides/guide_9_12/areas/participation/new-card")
    page.get_by_label("Frågan").fill("Får du bestämma något? Vad?")
    page.get_by_role("button", name="Lägg till kortet").click()
    expect(page.get_by_role("heading", name="Läs det som ett barn skulle göra")).to_be_visible()
    axe(page)
    context.close()
