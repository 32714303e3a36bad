"""The child's letter read aloud in a real browser: part by part, with a voice of the device or plainly not at all."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.inspection import axe
from tests.toolkit.letters.test_writing import SignIn, a_scene
from toolkit.db import db

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

VOICES = {
    "sv": '{lang: "sv-SE", localService: true, name: "Alva"}',
    "far away": '{lang: "sv-SE", localService: false, name: "of a service"}',
    "fil": '{lang: "fil-PH", localService: true, name: "Filipino"}',
}
# A device that speaks: what is said lands in `spoken`, and `finish()` is the end of what is being said.
DEVICE = """
window.spoken = [];
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
Object.defineProperty(window, "speechSynthesis", {value: Object.assign(new EventTarget(), {
    getVoices: () => [VOICES],
    cancel() {},
    speak(words) {
        window.spoken.push([words.text, words.lang, words.voice.name]);
        window.finish = () => words.dispatchEvent(new Event("end"));
    },
})});
"""


@pytest.fixture
def letter(page: Page, signed_in: SignIn) -> Callable[[str], tuple[Page, list[str]]]:
    """The letter of a ten-year-old on a device with one voice, and the addresses that the page asks for."""
    worker, assignment = a_scene()
    client, way, asked = signed_in(worker), f"/interviews/{assignment.id}/letters/child", list[str]()
    db.session.remove()

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url)
        asked.append(route.request.url)
        answered: Any = client.get(f"{address.path}?{address.query}")
        headers = {name: value for name, value in answered.headers.items() if name != "Set-Cookie"}
        route.fulfill(status=answered.status_code, body=answered.data, headers=headers)

    def open_with(voice: str) -> tuple[Page, list[str]]:
        page.add_init_script(DEVICE.replace("VOICES", VOICES[voice]))
        page.route("**/*", answer)
        page.goto(f"http://127.0.0.1{way}")
        return page, asked

    return open_with


def test_a_letter_is_read_part_by_part_from_the_keyboard_and_nothing_is_sent(
    letter: Callable[[str], tuple[Page, list[str]]],
) -> None:
    page, asked = letter("sv")
    expect(page.get_by_text("har ingen egen röst")).to_be_hidden()
    page.get_by_role("button", name="Läs upp").press("Enter")
    before = len(asked)
    parts = page.locator("[data-read]")
    for number in range(parts.count()):
        expect(parts.nth(number)).to_have_attribute("data-reading", "")
        expect(page.locator("[data-reading]")).to_have_count(1)
        if number == 2:
            axe(page)
        page.evaluate("finish()")
    expect(page.get_by_role("button", name="Läs upp")).to_be_visible()
    expect(page.get_by_role("heading", name="Prata om brevet")).to_be_in_viewport()
    spoken, shown = page.evaluate("spoken"), [text.strip() for text in parts.all_inner_texts()]
    assert [words for words, _, _ in spoken] == shown
    assert {(language, name) for _, language, name in spoken} == {("sv", "Alva")}
    assert asked[before:] == [], "nothing leaves the device"


def test_reading_stops_when_one_says_so(letter: Callable[[str], tuple[Page, list[str]]]) -> None:
    page, _ = letter("sv")
    page.get_by_role("button", name="Läs upp").press("Space")
    page.get_by_role("button", name="Sluta läsa").press("Space")
    expect(page.get_by_role("button", name="Läs upp")).to_be_focused()
    page.evaluate("finish()")
    expect(page.locator("[data-reading]")).to_have_count(0)
    page.wait_for_function("spoken.length === 1")


@pytest.mark.parametrize("voice", ["far away", "fil"])
def test_a_device_without_a_voice_of_its_own_says_so(
    letter: Callable[[str], tuple[Page, list[str]]], voice: str
) -> None:
    page, _ = letter(voice)
    expect(page.get_by_text("Datorn eller telefonen har ingen egen röst på brevets språk")).to_be_visible()
    expect(page.get_by_role("button", name="Läs upp")).to_have_count(0)
