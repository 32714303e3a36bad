"""A person who is quicker than the net marks words before the scripts have come: nothing of it is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import held_back
from tests.seminar import making
from tests.seminar.live.room import Room
from toolkit.people import sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.one_database]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("before"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def fresh(browser: Browser, room: Room) -> Iterator[Page]:
    """A page that has opened nothing yet, of somebody who has signed in."""
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    cookie = {"name": sessions.cookie_name(secure=False), "value": room.tokens["first"], "url": room.root}
    context.add_cookies([cookie])  # type: ignore[list-item]  # as Playwright wants it
    yield context.new_page()
    context.close()


def address(room: Room) -> str:
    return f"{room.root}{room.address}/transcripts/{room.texts[0]}"


@pytest.mark.parametrize("late", ["coding/selection", "coding/themes", "main"])
def test_words_that_were_marked_before_the_scripts_came_are_taken_up(fresh: Page, room: Room, late: str) -> None:
    with held_back(fresh, late):
        fresh.goto(address(room), wait_until="commit")
        fresh.locator("[data-segment='1']").click(click_count=3)
        expect(fresh.locator("[role=option]")).to_have_count(0)
    expect(fresh.locator("[data-selection-bar] [data-said]")).to_have_text("11 ord markerade")
    expect(fresh.get_by_role("option").first).to_be_visible()
    fresh.get_by_role("option").first.click()
    expect(fresh.locator("#line-1 mark")).to_have_count(1)
    fresh.locator("#latest").get_by_role("button", name="Ångra").click()
    expect(fresh.locator("#line-1 mark")).to_have_count(0)


def test_a_redraw_takes_no_words_away_that_were_marked_before_the_scripts_came(fresh: Page, room: Room) -> None:
    with held_back(fresh, "coding/selection"):
        fresh.goto(address(room), wait_until="commit")
        fresh.locator("[data-segment='1']").click(click_count=3)
        assert room.mark() == 204
        expect(fresh.locator("#picks button").first).to_contain_text("1 barn")
        assert fresh.evaluate("document.getSelection().toString()").strip() == making.LINES[1][1]
    expect(fresh.locator("[data-selection-bar] [data-said]")).to_have_text("11 ord markerade")
    expect(fresh.locator("#line-1 mark")).to_have_count(0)
    fresh.locator("[data-close]").click()
    expect(fresh.locator("#line-1 mark")).to_have_count(1)
