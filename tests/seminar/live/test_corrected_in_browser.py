"""The interviewer corrects a text while a colleague has words half marked in it: the new text stands there at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import modules_are_ready
from tests.inspection import axe
from tests.seminar.corrected import begin, with_line
from tests.seminar.live.room import Room
from tests.seminar.making import LINES
from toolkit.db import db
from toolkit.people import sessions
from transcription.transcripts.models import DeidentifiedTranscript

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("corrected"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def open_page(browser: Browser, room: Room, path: str, *, token: str) -> Page:
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    cookie = {"name": sessions.cookie_name(secure=False), "value": token, "url": room.root}
    context.add_cookies([cookie])  # type: ignore[list-item]  # as Playwright wants it
    page = context.new_page()
    page.goto(room.root + path)
    modules_are_ready(page)
    return page


def test_the_text_is_corrected_in_every_window(browser: Browser, room: Room) -> None:
    for line, begins, ends, theme in ((1, 38, 53, 0), (3, 0, 9, 1)):
        fields: dict[str, Any] = {
            "start_segment": line,
            "start_offset": begins,
            "end_segment": line,
            "end_offset": ends,
        }
        marked = room.post(f"{room.address}/transcripts/{room.texts[0]}", **fields, theme_id=room.themes[theme])
        assert marked == 204

    def begin_session() -> tuple[str, str]:
        copy = db.session.get_one(DeidentifiedTranscript, room.texts[0])
        return sessions.begin(copy.assignment.interviewer), str(copy.assignment_id)

    token, assignment_id = room.in_app(begin_session)
    window = open_page(browser, room, f"{room.address}/transcripts/{room.texts[0]}", token=room.tokens["second"])
    interviewer = open_page(browser, room, f"/interviews/{assignment_id}/hand-over", token=token)
    window.locator("[data-segment='3']").select_text()
    window.locator("[data-segment='3']").dispatch_event("pointerup")
    expect(window.locator("[data-selection-bar]")).to_be_visible()

    interviewer.get_by_role("button", name="Rätta texten").first.click()
    interviewer.locator("dialog[open]").get_by_role("button", name="Rätta texten").click()
    expect(interviewer.get_by_text("Nu kan du rätta texten.")).to_be_visible()
    lines = [*with_line(1, LINES[1][1].replace("ett sms", "ett kort brev"))[:3], ("child", "Jag slapp."), LINES[0]]
    room.in_app(lambda: begin(db.session.get_one(DeidentifiedTranscript, room.texts[0]), lines))
    interviewer.goto(f"{room.root}/interviews/{assignment_id}/hand-over")
    expect(interviewer.get_by_text("Överlämnad, rättas just nu")).to_be_visible()
    axe(interviewer)
    interviewer.get_by_role("checkbox").check()
    interviewer.get_by_role("button", name="Lämna över").click()

    expect(window.locator("#line-1 mark")).to_contain_text("ett kort brev")
    expect(window.locator("#line-4")).to_have_count(1)
    expect(window.locator("[data-selection-bar]")).to_be_hidden()
    expect(window.locator("#line-3")).not_to_contain_text("Man orkar")
    expect(window.locator("#lost")).to_contain_text("Tid")
    axe(window)
    window.locator("#lost").get_by_role("button", name="Ta bort från listan").click()
    expect(window.locator("#lost")).not_to_contain_text("Tid")
