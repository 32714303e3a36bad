"""Every page that a person can walk to from the top bar, with the practice year in it, as a browser shows it.

In Swedish, light, on a laptop, and in English, dark, on a telephone: axe finds nothing, nothing scrolls sideways, no
script fails. The second time axe tries what colours and width can change; the first time everything. What axe has
already judged, in the same place and dress, is not judged again: a page in which nothing else stands is passed over,
and of another only the new parts are looked at for what colours and width can change.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
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
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/guides/)\w+|(?<=/cards/)\w+|(?<=/areas/)\w+|(?<=/versions/)\d+")
NOT_PAGES = re.compile(r"\.(docx|csv|pdf|svg)$|/sound$|/sign-out")
# Every element as its way from the root, each step with what a style or a reader of screens can tell it by.
ELEMENTS = """() => {
    window.waysOfTheTest = Map.groupBy(document.querySelectorAll('*'), (one) => {
    const TELLING = /^(role|aria-|tabindex|lang|type|hidden|disabled|open|href)/;
    const ONLY_THAT_IT_IS_THERE = /^(href|aria-(label|desc|control|own|detail))/;
    const told = (at, name) => ONLY_THAT_IT_IS_THERE.test(name) ? name : `${name}=${at.getAttribute(name)}`;
    const step = (at) => [at.tagName, at.className.baseVal ?? at.className,
        ...at.getAttributeNames().filter((name) => TELLING.test(name)).map((name) => told(at, name))].join(' ');
    const way = [];
    for (let at = one; at; at = at.parentElement) way.push(step(at));
    return way.join(' < ');
    });
    return [...window.waysOfTheTest.keys()];
}"""
# The elements of some ways; what lies in one of them comes with it. When a script has taken them away: everything.
PARTS = """(ways) => {
    const found = new Set(ways.flatMap((way) => window.waysOfTheTest.get(way)));
    const there = [...found].filter((one) => one.isConnected && !found.has(one.parentElement));
    return there.length ? there : [document.documentElement];
}"""


@dataclass
class Look:
    """What somebody has chosen to see, and every element that axe has judged in it so far."""

    language: str
    theme: str
    width: int
    is_second: bool = False
    judged: set[str] = field(default_factory=set)

    def problems_of(self, page: Page) -> Iterator[str]:
        kind = ID.sub("<id>", urlsplit(page.url).path)
        if page.evaluate(SIDEWAYS) > 0:
            yield f"scrolls sideways: {kind}"
        shown = page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme ?? '']")
        if shown != [self.language, self.theme]:
            yield f"is shown in {shown}: {kind}"
        elements = set(page.evaluate(ELEMENTS))
        if elements <= self.judged:
            return
        try:
            axe(page, rules=OF_THE_LOOK, within=page.evaluate_handle(PARTS, list(elements - self.judged)))
            if not self.is_second:
                axe(page, without=OF_THE_LOOK)
            self.judged |= elements
        except AssertionError as error:
            yield f"{str(error).partition(chr(10))[2]}: {kind}"


LOOKS = [Look("sv", "light", 1280), Look("en", "dark", 390, is_second=True)]
LEAST_PAGES = {"karin": 12, "sara": 8, "eva": 6, "mona": 4, "admin": 5}


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
def test_every_page(installation: Installation, browser: Browser, username: str, look: Look) -> None:
    context = browser.new_context(viewport={"width": look.width, "height": 900}, timezone_id="Europe/Stockholm")
    context.add_cookies(
        [
            {"name": name, "value": value, "url": installation.root}
            for name, value in (("language", look.language), ("theme", look.theme))
        ]
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"script: {error}: {urlsplit(page.url).path}"))
    page.goto(f"{installation.root}/sign-in")
    problems += look.problems_of(page)
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(starting.PRACTICE_PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
    seen = _walk(page, installation.root, problems, look)
    context.close()
    expect_none(_each_once(problems))
    assert len(seen) >= LEAST_PAGES[username], sorted(seen)


def _walk(page: Page, root: str, problems: list[str], look: Look) -> set[str]:
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
        problems += look.problems_of(page)
        links = page.evaluate("[...document.querySelectorAll('a[href]:not([download])')].map((one) => one.href)")
        waiting += [one for one in links if one.startswith(root) and not NOT_PAGES.search(urlsplit(one).path)]
    return seen


def _each_once(problems: list[str]) -> list[str]:
    """Each problem with the pages that it stands on."""
    pages: dict[str, list[str]] = {}
    for problem in problems:
        what, _, where = problem.rpartition(": ")
        pages.setdefault(what, []).append(where)
    return [f"{what}\n    on {', '.join(where)}" for what, where in pages.items()]
