"""The macros say what they promise: a field is wired to its hint and its error, and every part is shown on one page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from html5lib import parse
from jinja2 import Environment, nodes

from tests import factories as make
from tests.architecture.source import expect_none
from toolkit.access import Role
from toolkit.config import ROOT
from toolkit.pages import SampleForm
from toolkit.people.models import Person

TEMPLATES = ROOT / "templates"
JINJA = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 - it reads templates, and shows none
FIELD = '{% from "components/fields.html" import field %}{{ field(form[name]) }}'


def shown(app: Flask, name: str, *, sent: dict[str, str] | None = None) -> str:
    """One field of the sample form as HTML, fresh or after it was sent."""
    method = "POST" if sent is not None else "GET"
    with app.test_request_context("/", method=method, data=sent):
        form = SampleForm()
        form.face.choices = []
        if sent is not None:
            form.validate()
        return render_template_string(FIELD, form=form, name=name)


def test_a_field_has_its_label_and_hint(app: Flask) -> None:
    html = shown(app, "place")
    assert '<label for="place">Plats</label>' in html
    assert 'aria-describedby="place-hint"' in html
    assert "aria-invalid" not in html
    assert "Frivilligt" not in html  # it is required


def test_an_error_stands_between_hint_and_input_and_is_announced(app: Flask) -> None:
    html = shown(app, "place", sent={"place": ""})
    assert html.index('id="place-hint"') < html.index('id="place-error"') < html.index("<input")
    assert 'aria-describedby="place-hint place-error"' in html
    assert 'aria-invalid="true"' in html
    assert "Skriv var ni ska ses." in html


def test_what_is_not_required_says_so(app: Flask) -> None:
    assert "Frivilligt" in shown(app, "note")


def test_a_list_without_an_empty_line_always_has_an_answer(app: Flask) -> None:
    assert "Frivilligt" not in shown(app, "channel")


def test_radios_are_a_group_with_a_legend(app: Flask) -> None:
    html = shown(app, "answer", sent={})
    assert '<fieldset class="field field--error" id="answer" aria-describedby="answer-error">' in html
    assert '<legend class="legend">Vad sa barnet?</legend>' in html
    assert html.count('<label class="choice">') == 3


def test_what_was_typed_is_escaped(app: Flask) -> None:
    assert "<b>" not in shown(app, "place", sent={"place": "<b>hej</b>"})


def test_the_summary_leads_to_fields_that_are_there(app: Flask, signed_in: Callable[[Person], FlaskClient]) -> None:
    worker = make.a_person(make.a_unit(), Role.SOCIAL_WORKER)
    answer = signed_in(worker).post("/components", data={"place": "", "channel": "phone"})
    assert answer.status_code == 422
    page = parse(answer.text, namespaceHTMLElements=False)
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    targets = re.findall(r'<li><a href="#([^"]+)">', answer.text.split('id="error-summary"')[1].split("</ul>")[0])
    assert targets == ["place", "day", "minutes", "answer-0"]
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))
    assert "4 saker att rätta" in answer.text
    assert "<title>Något att rätta: Komponenter" in answer.text


def macros() -> list[str]:
    """The public macros of the component library."""
    sources = (path.read_text(encoding="utf-8") for path in (TEMPLATES / "components").glob("*.html"))
    return sorted(name for source in sources for name in re.findall(r"{%-? macro ([a-z]\w*)\(", source))


@pytest.mark.parametrize("macro", macros())
def test_every_macro_is_documented_and_shown(macro: str) -> None:
    library = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "components").glob("*.html"))
    assert re.search(r"{#- " + macro + r"\(", library), f"{macro} lacks its comment line"
    used_on = [*(TEMPLATES / "pages").rglob("*.html"), *(TEMPLATES / "layout").glob("*.html")]
    elsewhere = "".join(path.read_text(encoding="utf-8") for path in used_on)
    inside = "".join(re.findall(r"{{-? ?(\w+)\(", library))
    assert re.search(rf"\b{macro}\(", elsewhere) or macro in inside, f"{macro} is not on the component page"


def test_an_imported_template_says_nothing_before_it_is_asked() -> None:
    """What stands outside its macros is worked out once, in the language of whoever comes first, and kept for all."""
    trees = {path: JINJA.parse(path.read_text(encoding="utf-8")) for path in TEMPLATES.rglob("*.html")}
    found: list[nodes.FromImport | nodes.Import] = [
        one for tree in trees.values() for one in tree.find_all(nodes.FromImport)
    ]
    found += [one for tree in trees.values() for one in tree.find_all(nodes.Import)]
    imported = {TEMPLATES / one.template.value for one in found if isinstance(one.template, nodes.Const)}
    assert len(imported) > 10
    expect_none(
        f"{path.relative_to(TEMPLATES)}:{one.lineno}: move it into the macro"
        for path in sorted(imported)
        for one in trees[path].body
        if isinstance(one, nodes.Assign | nodes.AssignBlock) and one.find(nodes.Call)
    )


def test_every_icon_that_is_asked_for_exists() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (TEMPLATES / "assets/icons.svg").read_text(encoding="utf-8")))
    asked: set[str] = set()
    for path in TEMPLATES.rglob("*.html"):
        asked |= set(re.findall(r'icon(?:\(|=)"([\w-]+)"', path.read_text(encoding="utf-8")))
    assert asked <= drawn
    shown_once = Path(TEMPLATES / "pages/components/finding.html").read_text(encoding="utf-8")
    assert drawn == set(re.findall(r'"([a-z][\w-]*)"', shown_once.split("for name in (")[1].split(")")[0]))
