"""A text from a file in a real browser: looked at, kept, taken out again; and a reflection that saves itself."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.inspection import axe
from tests.journeys.site import Site
from tests.transcription.exchange.files import a_document

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

TALK = ("[00:01] Karin: Hur var det?", "[00:09] Barn: Bra, men jag ville inte gå dit igen.", "[00:14] Karin: Varför?")


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """The worker's browser, on a telephone."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 390, "height": 844}, accept_downloads=True)
    context.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
    yield context
    context.close()


def look(page: Page, title: str) -> None:
    """The page is the right one, and fits. Those that a link leads to are held to axe by test_every_page."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{title} scrolls sideways"


def test_a_text_comes_in_and_goes_out(site: Site, context: BrowserContext, tmp_path: Path) -> None:
    page, interview = context.new_page(), f"{site.root}/interviews/{site.assignment_id}"
    page.goto(f"{interview}/transcript/from-file")
    look(page, "Ta in en färdig text")
    content = {"name": "Alva.docx", "mimeType": "application/octet-stream", "buffer": a_document(*TALK, heading="Alva")}
    page.locator("[name=file]").set_input_files(content)  # type: ignore[arg-type]  # a name, a kind and the bytes
    page.get_by_role("button", name="Visa hur den läses").click()
    look(page, "Så läses filen")
    axe(page)
    expect(page.get_by_label(re.compile("^Karin"))).to_have_value("interviewer")
    page.get_by_label(re.compile("^Barn")).select_option("child")
    page.get_by_role("button", name="Spara den som utkast").click()
    expect(page.locator("#s1")).to_contain_text("jag ville inte gå dit igen")

    page.get_by_role("link", name="Jämför med filen").click()
    look(page, "Texten och filen")
    expect(page.locator("del").filter(has_text="Alva")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Visa bara det som skiljer").click()
    expect(page.get_by_role("link", name="Visa allt")).to_be_visible()
    expect(page.locator(".compare__pair--differs")).to_have_count(1)

    page.goto(f"{interview}/how-it-went")
    look(page, "Så gick samtalet")
    for one in page.locator("main summary").all():
        one.click()
    axe(page)

    page.goto(f"{interview}/transcript")
    page.get_by_role("link", name="Spara texten som fil").click()
    look(page, "Spara texten som fil")
    page.get_by_label(re.compile("Jag vet att filen visar")).check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Spara filen").click()
    assert re.fullmatch(r"utskrift-med-namn-20\d\d\.docx", waiting.value.suggested_filename)
    waiting.value.save_as(tmp_path / "out.docx")
    text = "\n".join(one.text for one in docx.Document(io.BytesIO((tmp_path / "out.docx").read_bytes())).paragraphs)
    assert "jag ville inte gå dit igen" in text
    assert "Alva" not in text


def test_a_reflection_saves_itself_while_it_is_written(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.root}/interviews/{site.assignment_id}/reflection")
    look(page, "Reflektera, bara för dig")
    page.locator('[data-prompt="Vad överraskade mig?"]').click()
    page.keyboard.type("Att tystnaden hjälpte.")
    expect(page.locator("[name=text]")).to_have_value("Vad överraskade mig?\nAtt tystnaden hjälpte.")
    expect(page.locator("[data-said]")).to_have_text(re.compile(r"^Sparat \d\d[.:]\d\d"), timeout=15_000)
    page.reload()
    expect(page.locator("[name=text]")).to_have_value("Vad överraskade mig?\nAtt tystnaden hjälpte.")
