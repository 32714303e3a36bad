"""A real browser for the tests: Debian's Chromium, or Google's Chrome, or the one that Playwright fetches.

`python -m tests.browser` finds or installs it. The browser itself cannot reach another machine either.
"""

import contextlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page, Playwright, Route, expect, sync_playwright

from tests.packages import NoMeansError, in_ci, install_debian_package

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What a browser without a window has no use for. Chromium reads one list only: Playwright's own stands here again, and
# after it the suggestions under the address field, for which every new context would load four hundred modules.
NOT_NEEDED = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup", "PreloadTopChromeWebUI",
)  # fmt: skip
FLAGS = (
    "--no-sandbox",  # Chromium's own sandbox refuses root, and containers refuse it
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NOT_NEEDED)}",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


expect.set_options(timeout=20_000)  # a page is slow on a busy machine, and a wait costs nothing where it is not


def find_program() -> Path | None:
    """Return a browser of this machine, or None."""
    return next((Path(found) for found in map(shutil.which, NAMES) if found), None)


def find_or_install(playwright: Playwright) -> Path:
    """Return a browser that can be started.

    In this order: the machine's own, one that Playwright fetched before, Debian's package, one that it
    fetches now. Raises `NoMeansError` with what to type when all fails.
    """
    found = find_program() or _fetched(playwright.chromium)
    if found:
        return found
    try:
        install_debian_package("chromium", why="the tests open every page in a real browser")
    except NoMeansError as problem:
        print(f"{problem}\nTrying the browser that Playwright fetches …", flush=True)
        fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
        if subprocess.run(fetch, check=False).returncode:
            raise
    installed = find_program() or _fetched(playwright.chromium)
    if installed is None:
        message = "No browser was found, even after installing one. Type:  sudo apt-get install chromium"
        raise NoMeansError(message)
    return installed


def _fetched(chromium: BrowserType) -> Path | None:
    program = Path(chromium.executable_path)
    return program if program.exists() else None


@contextlib.contextmanager
def launch(fake_audio: Path | None = None, *, playwright: Playwright | None = None) -> Iterator[Browser]:
    """Start a browser and yield it. Its microphone hears `fake_audio`, a wav file, over and over.

    Within a test, pass the session's `playwright`: two of them cannot live in one thread.
    """
    with contextlib.ExitStack() as stack:
        driver = playwright or stack.enter_context(sync_playwright())
        flags = [*FLAGS, *microphone_flags(fake_audio)] if fake_audio else [*FLAGS]
        browser = driver.chromium.launch(executable_path=find_or_install(driver), args=flags)
        stack.callback(browser.close)
        yield browser


def microphone_flags(fake_audio: Path) -> list[str]:
    """Return the flags that let a wav file speak into the browser's microphone, without a question."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={fake_audio.resolve()}",
    ]


def modules_are_ready(page: Page) -> None:
    """Wait until every module that the page came with has begun: a key that is pressed before that goes nowhere."""
    expect(page.locator("html")).to_have_attribute("data-modules", "ready")


@contextlib.contextmanager
def held_back(page: Page, script: str) -> Iterator[None]:
    """Let a script of the page's, such as `coding/selection`, come only at the end of the block, as over a slow net.

    Open the page with `wait_until="commit"`: it is not loaded before its scripts are.
    """
    address = re.compile(rf"/js/{re.escape(script)}\.js")
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function that it gets
    yield
    while not held:
        page.wait_for_timeout(20)
    page.unroute(address)  # lets what was held go on
    modules_are_ready(page)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Yield this worker's Playwright; where no browser can be had, skip aloud, or fail on a build server."""
    with sync_playwright() as driver:
        try:
            find_or_install(driver)
        except NoMeansError as problem:
            if in_ci():
                pytest.fail(str(problem), pytrace=False)
            pytest.skip(str(problem))
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Yield this worker's browser. Open a `browser.new_context()` for each person that signs in."""
    with launch(playwright=playwright) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page in a fresh context. An error in the page's own script fails the test."""
    with contextlib.closing(browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")) as context:
        opened = context.new_page()
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        yield opened
        assert not errors, "The page's script failed: " + "; ".join(errors)


def main() -> int:
    """Find a browser, or install one, before the tests start; say which. Return the exit status."""
    with sync_playwright() as driver:
        try:
            program = find_or_install(driver)
        except NoMeansError as problem:
            print(f"Browser: {problem}", file=sys.stderr)
            return 1 if in_ci() else 0
    print(f"Browser {program}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
