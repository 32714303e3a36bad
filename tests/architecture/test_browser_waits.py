"""A browser test waits for what it expects: the modules of a page begin when they have come, sooner or later."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import expect_none
from toolkit.config import ROOT

# Each of them answers for this moment; `expect(…)` of Playwright has a twin that waits.
ASKS_ONCE = frozenset({
    "is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "is_editable", "inner_text", "text_content",
    "input_value", "get_attribute", "all_inner_texts", "all_text_contents",
})  # fmt: skip


def asks_once(name: str, text: str) -> Iterator[str]:
    """What in a test's text asks a page once, in an assertion."""
    if "playwright" not in text:
        return
    for claim in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Assert)):
        for node in ast.walk(claim):
            if isinstance(node, ast.Attribute) and node.attr in ASKS_ONCE:
                yield f"{name}:{node.lineno} asks {node.attr} once: expect(…) waits for it"
            if isinstance(node, ast.Constant) and "activeElement" in str(node.value):
                yield f"{name}:{node.lineno} asks once where the focus is: expect(…).to_be_focused() waits for it"


def test_an_assertion_never_asks_a_page_once() -> None:
    files = sorted(path for path in (ROOT / "tests").rglob("*.py") if path.name != "test_browser_waits.py")
    expect_none(problem for path in files for problem in asks_once(path.name, path.read_text("utf-8")))


@pytest.mark.parametrize(
    "claim",
    [
        'assert page.locator("p").is_visible()',
        'assert not page.locator("p").is_visible()',
        'assert page.locator("p").inner_text() == "x"',
        'assert page.locator("p").evaluate("one => one === document.activeElement")',
    ],
)
def test_the_law_sees_it(claim: str) -> None:
    assert list(asks_once("a", f"from playwright.sync_api import Page\n{claim}"))
    assert not list(asks_once("a", claim))


def test_the_law_lets_pass_what_waits() -> None:
    assert not list(asks_once("a", 'import playwright\nexpect(page.locator("p")).to_be_visible()\nassert page.url'))
