"""The look in a real browser: axe in light and dark, no sideways scrolling, the menu with and without script."""

from io import BytesIO
from typing import Literal

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import held_back
from tests.inspection import axe
from tests.templates.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.one_database]  # the look is the same on every database


PATHS = (
    "/components",
    "/help",
    "/accessibility",
    "/protection",
    "/no-such-page",
    "/s",
    "/s#{code}",
    "/interviews/{assignment}/child-survey",
    "/interviews/{assignment}/own-survey",
    "/cycles/{cycle}/survey-answers",
    "/printables",
    "/printables/contact_card",
)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_pages_pass_axe_and_fit(opened: Open, width: int, scheme: Literal["light", "dark"]) -> None:
    for path in PATHS:  # one program for all of them: starting it takes longer than looking at a page
        page = opened(path, width=width, scheme=scheme, signed_in=not path.startswith("/s#"))
        if "#" in path:
            page.wait_for_url("**/s/1")
        page.evaluate("document.querySelectorAll('details:not(.menu)').forEach((one) => { one.open = true; })")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_page_that_fits_on_a_sheet_prints_no_blank_one_after_it(opened: Open) -> None:
    for path in ("/cycles/{cycle}/seminar", "/help/taking-part", "/accessibility"):
        sheets = PdfReader(BytesIO(opened(path).pdf(format="A4"))).pages
        assert sheets[-1].extract_text().strip(), path


def test_the_menu_by_keyboard(opened: Open) -> None:
    page = opened("/help")
    summary = page.locator(".menu:not(.cycles) summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mitt konto")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Mitt konto")).to_be_hidden()
    expect(summary).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_switch_between_cycles_by_keyboard(opened: Open, year: dict[str, str], width: int) -> None:
    page = opened("/cycles/{cycle}/board", width=width)
    page.locator(".cycles summary").focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("navigation", name="Omgångar")
    expect(sheet).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sheet.get_by_role("link", name=year["following"], exact=True).click()
    page.wait_for_url("**/board")
    assert year["cycle"] not in page.url


def test_theme_and_language_without_script(opened: Open) -> None:
    page = opened("/help", script=False)
    page.click(".menu:not(.cycles) summary")
    page.get_by_role("button", name="Mörkt").click()
    page.wait_for_url("**/help")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.click(".menu:not(.cycles) summary")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Help")


def test_theme_with_script_changes_at_once_and_stays(opened: Open) -> None:
    page = opened("/help")
    page.click(".menu:not(.cycles) summary")
    with page.expect_response("**/theme"):
        page.get_by_role("button", name="Mörkt").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_what_cannot_be_undone_is_asked_in_a_dialog(opened: Open) -> None:
    page = opened("/components")
    page.locator("#questions summary.button", has_text="Ta bort inspelningen").click()
    dialog = page.get_by_role("dialog", name="Ta bort inspelningen för alltid?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Inte än").click()
    expect(dialog).to_be_hidden()


def test_a_question_opened_by_key_is_read_out_and_lies_on_no_dangerous_button(opened: Open) -> None:
    page = opened("/components")
    opener = page.locator("#questions summary.button", has_text="Ta bort inspelningen")
    opener.press("Enter")
    expect(page.get_by_role("heading", name="Ta bort inspelningen för alltid?")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_a_question_that_was_opened_before_its_script_came_stays(opened: Open) -> None:
    page = opened("/components")
    with held_back(page, "confirm"):
        page.reload(wait_until="commit")
        page.locator("#questions summary.button", has_text="Ta bort inspelningen").click()
        expect(page.get_by_role("button", name="Ta bort den")).to_be_visible()
    dialog = page.get_by_role("dialog", name="Ta bort inspelningen för alltid?")
    dialog.get_by_role("button", name="Inte än").click()
    expect(page.get_by_role("button", name="Ta bort den")).to_be_hidden()


def test_a_button_that_was_pressed_before_its_script_came_is_not_pressed_in_vain(opened: Open) -> None:
    page = opened("/help/taking-part")
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    with held_back(page, "locked"):  # the last that is waited for: the button's own may come before it
        page.reload(wait_until="commit")
        page.get_by_role("button", name="Skriv ut").dblclick()
        page.wait_for_timeout(50)
        assert page.evaluate("window.printed") == 0
    page.wait_for_function("window.printed === 1")
    page.get_by_role("button", name="Skriv ut").click()
    assert page.evaluate("window.printed") == 2


def test_without_script_the_question_opens_in_place(opened: Open) -> None:
    page = opened("/components", script=False)
    page.locator("#questions summary.button", has_text="Ta bort inspelningen").click()
    expect(page.get_by_role("button", name="Ta bort den")).to_be_visible()
    expect(page.get_by_role("button", name="Inte än")).to_be_hidden()


def test_errors_take_the_focus_and_lead_to_the_field(opened: Open) -> None:
    page = opened("/components")
    page.get_by_role("button", name="Visa felen").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").first.click()
    expect(page.locator("#place")).to_be_focused()
    axe(page)


def test_a_child_answers_from_the_qr_and_the_code_leaves_the_address(opened: Open, year: dict[str, str]) -> None:
    page = opened("/s#{code}", width=390, signed_in=False)
    page.wait_for_url("**/s/1")
    assert year["code"] not in page.url
    page.get_by_label("Bra", exact=True).check()
    page.keyboard.press("Enter")  # the first button: on, never out
    page.wait_for_url("**/s/2")


def test_a_child_answers_without_script(opened: Open, year: dict[str, str]) -> None:
    page = opened("/s", width=390, signed_in=False, script=False)
    page.fill("[name=code]", year["code"])
    page.get_by_role("button", name="Börja").click()
    page.get_by_role("button", name="Hoppa över").click()
    page.get_by_role("button", name="Sluta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det är okej att sluta.")
