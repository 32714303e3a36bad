"""Every page that a person can walk to from the top bar, with the practice year in it, as a browser shows it.

In Swedish, light, on a laptop, and in English, dark, on a telephone: axe finds nothing, nothing scrolls sideways, no
script fails. The second time axe tries what colours and width can change; the first time everything.
"""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.architecture.source import expect_none
from tests.inspection import OF_THE_LOOK, axe
from tests.journeys.installation import Installation
from tests.seminar.demo import town
from toolkit import starting

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1200)]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/guides/)\w+|(?<=/cards/)\w+|(?<=/versions/)\d+")
NOT_PAGES = re.compile(r"\.(docx|csv|pdf|svg)$|/sound$|/sign-out")
LOOKS = [("sv", "light", 1280), ("en", "dark", 390)]
LEAST_PAGES = {"karin": 12, "sara": 8, "eva": 6, "admin": 5}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A throwaway installation with the practice year; the worker need not run."""
    made = Installation(tmp_path_factory.mktemp("site"), hire=town.tell)
    try:
        made.start("web")
        yield made
    finally:
        made.kill()


@pytest.mark.parametrize("look", LOOKS, ids=["swedish, light, laptop", "english, dark, telephone"])
@pytest.mark.parametrize("username", LEAST_PAGES)
def test_every_page(installation: Installation, browser: Browser, username: str, look: tuple[str, str, int]) -> None:
    code, theme, width = look
    context = browser.new_context(viewport={"width": width, "height": 900}, timezone_id="Europe/Stockholm")
    context.add_cookies(
        [
            {"name": name, "value": value, "url": installation.root}
            for name, value in (("language", code), ("theme", theme))
        ]
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"script: {error}: {urlsplit(page.url).path}"))
    page.goto(f"{installation.root}/sign-in")
    problems += _look(page, code, theme)
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(starting.PRACTICE_PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
    seen = _walk(page, installation.root, problems, code, theme)
    context.close()
    expect_none(_each_once(problems))
    assert len(seen) >= LEAST_PAGES[username], sorted(seen)


def _walk(page: Page, root: str, problems: list[str], code: str, theme: str) -> set[str]:
    """Follow every link, one page of each kind, and look at it."""
    seen: set[str] = set()
    waiting = deque([page.url])
    while waiting:
        address = waiting.popleft()
        kind = ID.sub("<id>", urlsplit(address).path)
        if kind in seen:
            continue
        seen.add(kind)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{kind} answers {answer.status}"
        problems += _look(page, code, theme)
        links = page.evaluate("[...document.querySelectorAll('a[href]:not([download])')].map((one) => one.href)")
        waiting += [one for one in links if one.startswith(root) and not NOT_PAGES.search(urlsplit(one).path)]
    return seen


def _look(page: Page, code: str, theme: str) -> Iterator[str]:
    kind = ID.sub("<id>", urlsplit(page.url).path)
    if page.evaluate(SIDEWAYS) > 0:
        yield f"scrolls sideways: {kind}"
    shown = page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme ?? '']")
    if shown != [code, theme]:
        yield f"is shown in {shown}: {kind}"
    try:
        axe(page, rules=OF_THE_LOOK if theme == "dark" else ())
    except AssertionError as error:
        yield f"{str(error).partition(chr(10))[2]}: {kind}"


def _each_once(problems: list[str]) -> list[str]:
    """Each problem with the pages that it stands on."""
    pages: dict[str, list[str]] = {}
    for problem in problems:
        what, _, where = problem.rpartition(": ")
        pages.setdefault(what, []).append(where)
    return [f"{what}\n    on {', '.join(where)}" for what, where in pages.items()]
