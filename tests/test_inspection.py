"""The inspection itself: a good page passes, and each fault is found and named."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.inspection import OF_THE_LOOK, axe, inspect_fragment, inspect_page

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
GOOD = """<!DOCTYPE html>
<html lang="sv">
<head><meta charset="utf-8"><title>Min intervju</title>
<link rel="stylesheet" href="/assets/base.css"></head>
<body>
<header><a href="#innehall">Till innehållet</a></header>
<main id="innehall">
<h1>Min intervju</h1>
<!-- a comment -->
<svg aria-hidden="true" viewBox="0 0 24 24"><use href="#prick"/><path id="prick" d="M0 0"/></svg>
<svg role="img" viewBox="0 0 24 24"><title>Tre av fem</title></svg>
<form method="post" action="/intervju?steg=1&amp;ny=ja">
  <input type="hidden" name="token" value="x">
  <label for="ort">Ort</label> <input id="ort" name="ort" aria-describedby="hjalp">
  <p id="hjalp">Där ni ses.</p>
  <label><input type="checkbox" name="ja"> Ja</label>
  <select name="rum" aria-label="Rum"><option>Ett</option><hr><option>Två</option></select>
  <button hx-post="/spara" hx-vals='{"ny": 1}'><svg aria-hidden="true"></svg> Spara</button>
  <input type="submit" value="Spara och gå vidare">
</form>
<img src="/assets/bild.png" alt="">
<p>Läs mer på <a href="https://example.org/">en annan plats</a>.</p>
</main>
</body>
</html>
"""


def test_a_good_page_passes() -> None:
    inspect_page(GOOD, HEADERS)


def test_names_of_headers_may_be_in_any_case() -> None:
    inspect_page(GOOD, {name.lower(): value for name, value in HEADERS.items()})


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("<!DOCTYPE html>", "", "expected-doctype"),
        ("</p>\n</main>", "</i></main>", r"invalid HTML, line \d+"),
        ("&amp;ny=ja", "&copy=ja", "named-entity-without-semicolon"),
        ("<title>Min intervju</title>", "<title> </title>", "no title"),
        (' lang="sv"', "", "no language"),
        ("<h1>Min intervju</h1>", "<h2>Min intervju</h2>", "0 <h1>"),
        ("<h1>Min intervju</h1>", "<h1>Min</h1><h1>intervju</h1>", "2 <h1>"),
        ("<h1>Min intervju</h1>", '<h1><span aria-hidden="true">Min</span></h1>', "empty heading <h1>"),
        ('<main id="innehall">', '<main id="innehall"></main><main>', "2 <main>"),
        ('for="ort"', 'for="hjalp"', 'field without a label: <input id="ort"'),
        ("> Ja</label>", "></label>", 'field without a label: <input type="checkbox"'),
        (' aria-label="Rum"', ' aria-label=" "', "field without a label: <select"),
        ('<label for="ort">Ort', '<label for="ort">', "field without a label"),
        ("</svg> Spara</button>", "</svg></button>", "without words: <button"),
        (' value="Spara och gå vidare"', "", 'without words: <input type="submit"'),
        (">Till innehållet</a>", "></a>", "without words: <a"),
        ("en annan plats</a>", "en <button>annan</button></a>", "<button> lies within <a"),
        (' alt=""', "", "picture without alt"),
        ("<title>Tre av fem</title>", "", "svg neither hidden nor named"),
        ('<p id="hjalp">', '<p id="ort">', "id 'ort' is used 2 times"),
        ('<p id="hjalp">', "<p>", "aria-describedby points at nothing"),
        ('href="#innehall"', 'href="#borta"', "href points at nothing"),
        ("<h1>", '<h1 style="color: red">', "in style="),
        ("<h1>", '<h1 onclick="go()">', "in onclick="),
        ("hx-vals='{\"ny\": 1}'", 'hx-vals="js:{ny: go()}"', "in hx-vals="),
        ("<h1>", '<h1 hx-on:click="go()">', "in hx-on:click="),
        ('href="https://example.org/"', 'href="javascript:go()"', "in href="),
        ("</main>", "<script>go()</script></main>", "inline <script>"),
        ("</title>", "</title><style>h1 {}</style>", "inline <style>"),
        ('href="/assets/base.css"', 'href="//example.org/a.css"', "leaves the machine: <link"),
        ('src="/assets/bild.png"', 'src="https://example.org/a.png"', "leaves the machine: <img"),
        ('method="post" ', 'method="get" ', "'ort' would stand in the address"),
        ("Två</option>", "the day of the interview</option>", "English on a Swedish page: 'the day of the interview'"),
        (' alt=""', ' alt="the day of the interview"', "English on a Swedish page: 'the day of the interview' in <img"),
        (' method="post"', "", "'token' would stand in the address"),
        ('action="/intervju', 'action="https://example.org/intervju', "leaves the machine: <form"),
    ],
)
def test_each_fault_is_found(good: str, bad: str, fault: str) -> None:
    assert good in GOOD
    with pytest.raises(AssertionError, match=fault):
        inspect_page(GOOD.replace(good, bad, 1), HEADERS)


@pytest.mark.parametrize(
    ("header", "value", "fault"),
    [
        ("Content-Security-Policy", "", "no Content-Security-Policy"),
        ("Content-Security-Policy", "script-src 'self'", "no default-src"),
        (
            "Content-Security-Policy",
            "default-src 'self' 'unsafe-inline'",
            "lets in 'unsafe-inline' by default-src",
        ),
        ("Content-Security-Policy", "default-src 'self' data:", "lets code in from data: by script-src"),
        ("Content-Security-Policy", "default-src https://example.org", "lets in https://example.org"),
        ("Content-Security-Policy", "default-src 'self'; base-uri 'none'", "needs frame-ancestors 'none'"),
        ("X-Content-Type-Options", "", "X-Content-Type-Options is ''"),
        ("Referrer-Policy", "unsafe-url", "Referrer-Policy is 'unsafe-url'"),
        ("Cross-Origin-Opener-Policy", "unsafe-none", "Cross-Origin-Opener-Policy"),
        ("Cache-Control", "private, max-age=60", "Cache-Control"),
        ("Permissions-Policy", "camera=(), microphone=*, geolocation=()", "does not close microphone"),
    ],
)
def test_each_weak_header_is_found(header: str, value: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        inspect_page(GOOD, HEADERS | {header: value})


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(AssertionError, match="4 to mend in the page") as caught:
        inspect_page(
            GOOD.replace("</svg> Spara", "</svg>").replace(' alt=""', "").replace(' lang="sv"', ""),
            {
                **HEADERS,
                "Cache-Control": "public",
            },
        )
    assert "  - no language" in str(caught.value)


def test_a_fragment_is_read_as_a_piece() -> None:
    inspect_fragment('<li aria-describedby="elsewhere"><button>Ångra</button></li>')
    with pytest.raises(AssertionError, match="1 to mend in the fragment"):
        inspect_fragment("<li><button></button></li>")


REFUSED = """<div class="field field--error"><label for="manader">Månader{}</label>
<p class="error">Skriv ett antal månader.</p><input id="manader" value="{}"></div>"""


def test_a_field_that_is_refused_empty_is_not_called_optional() -> None:
    optional = ' <span class="optional">Frivilligt</span>'
    inspect_fragment(REFUSED.format("", ""))
    inspect_fragment(REFUSED.format(optional, "många"))
    with pytest.raises(AssertionError, match="is refused when it is empty, and called optional: Månader"):
        inspect_fragment(REFUSED.format(optional, ""))


def test_english_may_stand_where_the_page_says_so() -> None:
    english = "<p{}>the day of the interview</p></main>"
    inspect_page(GOOD.replace("</main>", english.format(' lang="en"')), HEADERS)
    inspect_page(GOOD.replace("</main>", english.format("")).replace('lang="sv"', 'lang="en"'), HEADERS)


@pytest.fixture
def opened(page: Page) -> Callable[[str], Page]:
    """Return a function that shows HTML in the browser under the strict content policy."""

    def show(html: str) -> Page:
        page.route(
            "**/*",
            lambda route: (
                route.fulfill(body=html, headers={**HEADERS, "Content-Type": "text/html; charset=utf-8"})
                if route.request.url.endswith("/page")
                else route.fulfill(status=204)
            ),
        )
        page.goto("http://127.0.0.1/page")
        return page

    return show


@pytest.mark.browser
def test_axe_passes_a_good_page_under_a_strict_policy(opened: Callable[[str], Page]) -> None:
    axe(opened(GOOD))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("good", "bad", "rule"),
    [
        (' lang="sv"', "", "html-has-lang"),
        ('<label for="ort">Ort</label>', "", "label"),
        ("<p id=", '<p role="knapp" id=', "aria-roles"),
        ("<h1>Min intervju</h1>", "<h1>Min intervju</h1><h4>Sedan</h4>", "heading-order"),
        ("<p>Läs mer", '<p><font color="#aaaaaa">Blekt</font> Läs mer', "color-contrast"),
    ],
)
def test_axe_finds_each_fault(opened: Callable[[str], Page], good: str, bad: str, rule: str) -> None:
    assert good in GOOD
    with pytest.raises(AssertionError, match=rf"- {rule} \("):
        axe(opened(GOOD.replace(good, bad, 1)))


@pytest.mark.browser
def test_axe_leaves_out_what_it_is_told_to(opened: Callable[[str], Page]) -> None:
    page = opened(GOOD.replace("<p id=", '<p role="knapp" id='))
    axe(page, leave_out=["#hjalp"])


@pytest.mark.browser
def test_axe_looks_where_it_is_told_to_and_for_what(opened: Callable[[str], Page]) -> None:
    page = opened(GOOD.replace("<p>Läs mer", '<p class="pale"><font color="#aaaaaa">Blekt</font> Läs mer'))
    axe(page, rules=OF_THE_LOOK, within=page.evaluate_handle("[...document.querySelectorAll('h1')]"))
    axe(page, without=OF_THE_LOOK)
    with pytest.raises(AssertionError, match=r"- color-contrast \("):
        axe(page, rules=OF_THE_LOOK, within=page.evaluate_handle("[...document.querySelectorAll('h1, .pale')]"))
