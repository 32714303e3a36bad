"""One interview through an installation's front door, in a browser: handed in, written out by a worker, played back."""

import re
import time

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import FLAGS, find_or_install
from tests.deployed.fill import USERNAME
from tests.factories import PASSWORD
from transcription.speech_models import practice

PATIENCE_MS = 120_000
DRAFT_MS = 300_000
WORDS = "ingen sa något"


def hold(root: str, path: str, *, at: str = "127.0.0.1") -> float:
    """Hold the interview that `path` leads to, at the site that answers on `at` under the name in `root`.

    Returns where the sound is, in seconds, when a line in the middle is played. Raises when a step fails.
    """
    name = re.sub(r"^https?://([^/:]+).*", r"\1", root)
    resolving = f"--host-resolver-rules=MAP {name} {at}, MAP * ~NOTFOUND, EXCLUDE {at}"
    with sync_playwright() as driver:
        flags = [*FLAGS[:-1], resolving, "--ignore-certificate-errors"]
        browser = driver.chromium.launch(executable_path=find_or_install(driver), args=flags)
        try:
            page = browser.new_context(locale="sv-SE", ignore_https_errors=True).new_page()
            page.set_default_timeout(PATIENCE_MS)
            return _walk(page, root, path)
        finally:
            browser.close()


def _walk(page: Page, root: str, path: str) -> float:
    page.goto(f"{root}/sign-in")
    page.get_by_label("Användarnamn", exact=True).fill(USERNAME)
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page).not_to_have_url(re.compile("sign-in"))
    page.goto(f"{root}{path}/recording")
    page.locator("input[type=file]").set_input_files(practice.DEMO_INTERVIEW)
    page.get_by_role("button", name="Skicka inspelningen", exact=True).click()
    expect(page.locator(".recording").last).to_contain_text("Inspelningen är sparad", timeout=DRAFT_MS)
    _until_written(page, f"{root}{path}/transcript")
    line = page.locator(".segment", has_text=WORDS).first
    line.locator("[data-play]").click()
    page.wait_for_function("(document.querySelector('audio')?.currentTime ?? 0) > 0.1")
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def _until_written(page: Page, address: str) -> None:
    until = time.monotonic() + DRAFT_MS / 1000
    while time.monotonic() < until:
        page.goto(address)
        if page.get_by_role("heading", name="Utkastet är klart").count():
            page.get_by_role("link", name="Lyssna och rätta").first.click()
        if page.locator(".segment [data-play]").count():
            return
        time.sleep(2)
    raise AssertionError(page.locator("main").inner_text())
