"""What every page is held to: `inspect_page` reads HTML and headers, `axe` asks a browser.

Parse errors come from html5lib, which is older than the standard: an `hr` in a `select` has been valid since
2023, so that one report is passed over. It does not know `template` and reports its content; no page has one.
It does not say which element may stand in which; the checks below cover what harms a person.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from playwright.sync_api import JSHandle, Page
from werkzeug.datastructures import Headers

from tests.headers import problems_of_headers
from tests.page_words import english_in_swedish, needed_though_optional

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
OF_THE_LOOK = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""The rules whose verdict changes with colours and width alone."""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HARMLESS_PARSE_ERRORS = {("unexpected-start-tag-in-select", "hr")}

CONTROLS = {"input", "select", "textarea"}
NEEDS_NO_LABEL = {"hidden", "submit", "reset", "button", "image"}
INTERACTIVE = {"a", "button", "input", "select", "textarea", "summary", "label"}
REFERENCES = (
    *(
        "aria-labelledby",
        "aria-describedby",
        "aria-controls",
        "aria-owns",
        "aria-details",
        "aria-errormessage",
    ),
    *("aria-activedescendant", "aria-flowto", "for", "form", "headers", "list", "popovertarget"),
)
LOADS = {
    "script", "link", "img", "audio", "video", "source", "track", "iframe", "embed", "object", "use", "form"
}  # fmt: skip
ADDRESSES = ("src", "href", "srcset", "data", "action", "poster")
INLINE = re.compile(r"style$|on[a-z]+$|hx-(on|vars)", re.IGNORECASE)
SOUGHT_FOR = {"all", "event", "person", "from_on", "interview", "kind", "page", "responsible", "state", "to_on", "year"}
"""What may be looked for by a form that stands in the address, in histories and in logs: never words."""
OUTSIDE = re.compile(r"^\s*([a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


def inspect_page(html: str, headers: Mapping[str, str] | Headers) -> None:
    """Raise `AssertionError` with a readable list of all that is wrong with a whole page and its headers."""
    document, problems = _parse(html)
    problems += [problem for check in (*OF_PAGES, *OF_ANYTHING) for problem in check(document)]
    _raise_for("page", [*problems, *problems_of_headers(headers)])


def inspect_fragment(html: str) -> None:
    """Raise `AssertionError` with a readable list of all that is wrong with a piece of a page.

    References may point out of the piece, so only those within it are known; they are not looked at.
    """
    document, problems = _parse(f"<!DOCTYPE html><title>-</title><body>{html}</body>")
    checks = [check for check in OF_ANYTHING if check is not references]
    _raise_for("fragment", problems + [problem for check in checks for problem in check(document)])


SETTLED = """Promise.all(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime < Infinity)
    .map((one) => one.finished.catch(() => null)))"""


def axe(
    page: Page,
    *,
    leave_out: Iterable[str] = (),
    rules: Sequence[str] = (),
    without: Sequence[str] = (),
    within: JSHandle | None = None,
) -> None:
    """Raise `AssertionError` with what axe-core finds on the open page: WCAG 2.2 A and AA, and best practice.

    `leave_out` are CSS selectors of parts that are not ours to judge; `rules`, when given, are the only ones that are
    tried, and those in `without` are not; `within` are the elements to judge, when it is not the whole page. It works
    under a strict content policy, and waits for colours that are on their way to another.
    """
    page.evaluate(SETTLED)
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_axe_source())
    context: dict[str, Any] | None = {"exclude": [[selector] for selector in leave_out]} if leave_out else None
    if within is not None:
        context = {**(context or {}), "include": within}
    only = {"type": "rule", "values": list(rules)} if rules else AXE_TAGS
    options: dict[str, Any] = {"runOnly": only, "resultTypes": ["violations"], "preload": False}
    options["rules"] = {rule: {"enabled": False} for rule in without}
    run = "([context, options]) => axe.run(context ?? document, options)"
    found = page.evaluate(run, [context, options])
    _raise_for(page.url, [_in_words(violation) for violation in found["violations"]])


@cache
def _axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


def _in_words(violation: dict[str, Any]) -> str:
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        why = node["failureSummary"].replace("\n", "\n        ")
        lines.append(f"    {json.dumps(node['target'])[1:-1]}  {node['html'][:160]}\n        {why}")
    return "\n".join(lines)


def _raise_for(what: str, problems: list[str]) -> None:
    if problems:
        lines = "\n".join(f"  - {problem}" for problem in problems)
        message = f"{len(problems)} to mend in the {what}:\n{lines}"
        raise AssertionError(message)


def _parse(html: str) -> tuple[Element, list[str]]:
    """Return the document, and what is wrong with its syntax, with line numbers."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document: Element = parser.parse(html)
    lines = html.splitlines() or [""]
    problems = []
    for (line, column), code, facts in parser.errors:
        if (code, facts.get("name")) not in HARMLESS_PARSE_ERRORS:
            text = lines[min(line, len(lines)) - 1][max(0, column - 60) : column + 20].strip()
            problems.append(f"invalid HTML, line {line}: {code} {facts or ''} near {text!r}")
    return document, problems


def title_and_language(document: Element) -> Iterator[str]:
    """A page says what it is called and which language it is in."""
    title = document.find("head/title")
    if title is None or not _text(title):
        yield "no title"
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)*", document.get("lang", "")):
        yield f"no language: lang={document.get('lang')!r}"


def landmarks(document: Element) -> Iterator[str]:
    """A page has one main part and one first heading, which says something."""
    for name in ("main", "h1"):
        kept = {one for template in document.iter("template") for one in template.iter(name)}  # in no page yet
        count = sum(one not in kept for one in document.iter(name))
        if count != 1:
            yield f"{count} <{name}>, should be one"
    headings = _all(document, "h1", "h2", "h3", "h4", "h5", "h6")
    yield from (f"empty heading {show(one)}" for one in headings if not _name(one, document))


def controls(document: Element) -> Iterator[str]:
    """Each field has a label that can be read."""
    parents = _parents(document)
    labels = {one.get("for"): one for one in document.iter("label") if _text(one)}
    for field in _all(document, *CONTROLS):
        if field.tag == "input" and field.get("type", "").lower() in NEEDS_NO_LABEL:
            continue
        around = (one for one in _above(field, parents) if one.tag == "label" and _text(one))
        by_label = (field.get("id") and field.get("id") in labels) or next(around, None) is not None
        if not by_label and not _aria_name(field, document):
            yield f"field without a label: {show(field)}"


def buttons_and_links(document: Element) -> Iterator[str]:
    """Each button and link says where it leads, and none lies within another."""
    parents = _parents(document)
    for one in _all(document, "button", "a", "summary", "input"):
        if one.tag == "a" and "href" not in one.attrib:
            continue
        if one.tag == "input":
            empty = one.get("type", "").lower() in {"submit", "button", "reset"} and not one.get("value")
        else:
            empty = not _name(one, document)
        if empty:
            yield f"without words: {show(one)}"
        within = next((above for above in _above(one, parents) if above.tag in INTERACTIVE - {"label"}), None)
        if within is not None:
            yield f"{show(one)} lies within {show(within)}"


def images(document: Element) -> Iterator[str]:
    """A picture has words, or is marked as ornament."""
    yield from (f"picture without alt: {show(one)}" for one in document.iter("img") if one.get("alt") is None)
    for one in document.iter("{http://www.w3.org/2000/svg}svg"):
        if one.get("aria-hidden") != "true" and not (one.get("role") == "img" and _name(one, document)):
            yield f"svg neither hidden nor named: {show(one)}"


def unique_ids(document: Element) -> Iterator[str]:
    """No id is used twice."""
    count = Counter(one.get("id") for one in document.iter() if one.get("id") is not None)
    yield from (f"id {name!r} is used {times} times" for name, times in count.items() if times > 1)
    if "" in count:
        yield "an id is empty"


def references(document: Element) -> Iterator[str]:
    """What points at an id points at one that is there."""
    ids = {one.get("id") for one in document.iter()}
    for one in _elements(document):
        pointed = [(name, target) for name in REFERENCES for target in one.get(name, "").split()]
        if one.get("href", "").startswith("#") and one.get("href") not in {"#", "#top"}:
            pointed.append(("href", one.get("href", "")[1:]))
        yield from (f"{name} points at nothing: {show(one)}" for name, target in pointed if target not in ids)


def inline_code(document: Element) -> Iterator[str]:
    """Scripts and styles are files: the content policy would block anything else."""
    for one in _elements(document):
        if one.tag == "style" or (one.tag == "script" and not one.get("src")):
            yield f"inline <{one.tag}>"
        for name, value in one.attrib.items():
            if INLINE.match(name) or value.strip().lower().startswith(("javascript:", "js:")):
                yield f"inline code or style in {name}=: {show(one)}"


def outside(document: Element) -> Iterator[str]:
    """Nothing that a page loads, or sends, goes to another machine. A link may lead there."""
    for one in _elements(document):
        if _bare(one) in LOADS:
            for name in ADDRESSES:
                if OUTSIDE.match(one.get(name, "")):
                    yield f"{name}= leaves the machine: {show(one)}"


def search_forms(document: Element) -> Iterator[str]:
    """What a form sends by GET stands in the address too: it asks for nothing sensitive."""
    for form in document.iter("form"):
        if form.get("method", "get").lower() == "get":
            asked = {one.get("name", "") for one in _all(form, *CONTROLS, "button")} - {""}
            yield from (f"{name!r} would stand in the address: {show(form)}" for name in sorted(asked - SOUGHT_FOR))


Check = Callable[[Element], Iterator[str]]
OF_PAGES: tuple[Check, ...] = (title_and_language, landmarks, english_in_swedish)
OF_ANYTHING: tuple[Check, ...] = (
    controls,
    buttons_and_links,
    images,
    unique_ids,
    references,
    inline_code,
    outside,
    search_forms,
    needed_though_optional,
)


def show(one: Element) -> str:
    """Return an element's start tag, shortened, so that a person finds it."""
    facts = "".join(f' {name}="{value[:40]}"' for name, value in one.attrib.items())
    return f"<{_bare(one)}{facts}>"[:160]


def _bare(one: Element) -> str:
    return str(one.tag).rpartition("}")[2]


def _elements(document: Element) -> Iterator[Element]:
    return (one for one in document.iter() if isinstance(one.tag, str))  # comments have no name


def _all(document: Element, *names: str) -> Iterator[Element]:
    return (one for one in _elements(document) if one.tag in names)


def _parents(document: Element) -> dict[Element, Element]:
    return {child: parent for parent in document.iter() for child in parent}


def _above(one: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    while (above := parents.get(one)) is not None:
        yield above
        one = above


def _text(one: Element) -> str:
    """Return the words in an element that are read aloud: not the hidden ones, and a picture's alt."""
    if not isinstance(one.tag, str) or one.get("aria-hidden") == "true":
        return ""
    words = [one.get("alt", ""), one.get("aria-label", ""), one.text or ""]
    for child in one:
        words += [_text(child), child.tail or ""]
    return " ".join(" ".join(words).split())


def _aria_name(one: Element, document: Element) -> str:
    named_by = one.get("aria-labelledby", "").split()
    words = [_text(other) for other in document.iter() if other.get("id") in named_by]
    return " ".join([*words, one.get("aria-label", "")]).strip()


def _name(one: Element, document: Element) -> str:
    return _text(one) or _aria_name(one, document)
