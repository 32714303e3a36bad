"""A colleague's marks are drawn in a window that asks for nothing; what is older than it shows is asked for."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.seminar.live.room import Room, Window
from toolkit.people import sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("pushed"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def window(browser: Browser, room: Room, who: str) -> Page:
    """Somebody's window with the first text."""
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    cookie = {"name": sessions.cookie_name(secure=False), "value": room.tokens[who], "url": room.root}
    context.add_cookies([cookie])  # type: ignore[list-item]  # as Playwright wants it
    page = context.new_page()
    page.goto(f"{room.root}{room.address}/transcripts/{room.texts[0]}")
    expect(page.locator("html")).to_have_attribute("data-modules", "ready")
    return page


def test_a_colleagues_mark_is_drawn_without_a_question_and_its_buttons_work(browser: Browser, room: Room) -> None:
    page, asked = window(browser, room, "second"), list[str]()

    def note(request: Request) -> None:
        if "/now" in request.url:
            asked.append(request.url)

    page.on("request", note)
    assert room.mark(0, who="first") == 204
    expect(page.locator("#picks button").first).to_contain_text("1 barn")
    expect(page.locator("#line-1 mark").first).to_be_visible()
    assert asked == []
    assert "the token of whoever reads" not in page.content()

    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        page.get_by_role("button", name=re.compile("Vi har läst igenom den|Inte än")).click()  # a part that was pushed


def test_parts_older_than_what_stands_here_are_asked_for(browser: Browser, room: Room) -> None:
    """The server's parts are held back on their way, while the window asks after an act of its own."""
    page = window(browser, room, "second")
    page.evaluate("""() => {
        const parse = JSON.parse;
        window.late = [];
        JSON.parse = (text) => {
            const told = parse(text);
            if (told?.html) { told.at = 0; window.late.push(told.html); }
            return told;
        };
    }""")
    with page.expect_response(lambda answer: "/now" in answer.url):
        page.get_by_role("button", name=re.compile("Vi har läst igenom den|Inte än")).click()
    stripes = page.locator("#stripes-1 .stripe")
    before = stripes.count()
    with page.expect_request(lambda request: "/now" in request.url and "object=" in request.url):
        assert room.mark(3, who="first", theme=1) == 204
    expect(stripes).to_have_count(before + 1)
    assert page.evaluate("window.late.length") > 0


def test_a_stream_pushes_only_what_its_person_may_see(room: Room) -> None:
    seen = room.get(f"{room.address}/transcripts/{room.texts[0]}", "second")[1].decode()
    proof = seen.partition("seen=")[2].partition('"')[0]
    shown, blind = (
        Window(room, "second", after=0, shows=f"&transcript={room.texts[0]}&seen={one}") for one in (proof, "0" * 64)
    )
    for one in (shown, blind):
        one.wait(lambda each: each.beats > 0 or each.last > 0)
    assert room.mark(6, who="first") == 204
    shown.wait(lambda one: bool(one.parts))
    blind.wait(lambda one: one.last == shown.last)
    assert "line-1" in shown.parts[-1]["html"]
    assert blind.parts == []
    assert (shown.pushed[-1], blind.pushed[-1]) == (True, False)
    for one in (shown, blind):
        one.close()
