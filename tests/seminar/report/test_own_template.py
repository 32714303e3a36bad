"""A report in the unit's own template: it looks like the unit's, says the same, and lets go with one press."""

import io
import re
from collections.abc import Callable
from typing import Any

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.report import own_template, report_style, writer
from seminar.report.chapters import compose
from seminar.report.document import Document
from seminar.report.models import ReportTemplate
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.report.conftest import SV, full_report
from tests.toolkit.documents.templates_made import FONT, a_template, saved, without
from toolkit.access import Role
from toolkit.db import db
from toolkit.documents import template_styles, word_template
from toolkit.documents.wordxml import W
from toolkit.errors import InvalidInput, NotFound
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
BARE = ("Title", "Subtitle", "Heading 3", "List Bullet", "Caption", "Quote")


@pytest.fixture
def document(words: Flask) -> Document:
    return compose(full_report(), SV, language="sv-SE")


def in_template(document: Document, template: Any) -> Any:
    """The report written in a template, read back."""
    made = writer.write(document, template=word_template.clean(saved(template)))
    return docx.Document(io.BytesIO(made))


def lines(word: Any) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in word.paragraphs]


def test_it_says_the_same_in_the_same_styles(document: Document) -> None:
    own = docx.Document(io.BytesIO(writer.write(document)))
    assert lines(in_template(document, a_template())) == lines(own)


def test_the_templates_styles_are_left_as_they_are(document: Document) -> None:
    word = in_template(document, a_template())
    assert (word.styles["Heading 1"].font.size.pt, word.styles["Heading 1"].font.name) == (22, FONT)
    assert word.styles["Note"].font.name is None
    assert word.styles["Note"].font.size.pt == 11  # 9.5 of 10.5, beside a running text of 12


def test_styles_that_a_template_lacks_are_made_to_fit(document: Document) -> None:
    word = in_template(document, without(a_template(), *BARE))
    assert {each.name for each in report_style.STYLES} <= {each.name for each in word.styles}
    assert word.styles["Heading 3"].element.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == "2"
    bullet = next(each for each in word.paragraphs if each.style.name == "List Bullet")
    number = bullet.style.element.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    numbering = word.part.numbering_part.element
    assert number in {one.get(f"{W}numId") for one in numbering.findall(f"{W}num")}


def test_a_template_without_lists_gets_one(document: Document) -> None:
    bare = without(a_template(), "List Bullet")
    [key] = [key for key, one in bare.part.rels.items() if one.reltype.endswith("/numbering")]
    for style in bare.styles.element.iter(f"{W}numPr"):
        style.getparent().remove(style)
    del bare.part.rels[key]
    word = in_template(document, bare)
    assert len(word.part.numbering_part.element.findall(f"{W}num")) == 1


def test_a_style_of_our_name_and_another_kind_is_no_hindrance(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    template = a_template()
    template.styles.add_style("Note", WD_STYLE_TYPE.CHARACTER)
    template.styles.add_style("Signature", WD_STYLE_TYPE.PARAGRAPH)
    word = in_template(document, template)
    assert {"Note (2)", "Signature (2)"} <= {each.name for each in word.styles}


def test_pages_are_numbered_once(document: Document) -> None:
    numbered = a_template()
    run = numbered.sections[0].footer.paragraphs[0]._p.makeelement(f"{W}fldSimple", {f"{W}instr": " PAGE "})
    numbered.sections[0].footer.paragraphs[0]._p.append(run)
    own, ours = in_template(document, numbered), in_template(document, a_template())
    assert [each.text for each in own.sections[0].footer.paragraphs] == ["Norrviks kommun, 123 45 Norrvik"]
    assert ours.sections[0].footer.paragraphs[-1].text.endswith("Sida 1 av 1")
    assert template_styles.numbers_pages(ours.sections[0])


def test_a_logo_is_read_aloud_as_whose_it_is(document: Document) -> None:
    header = in_template(document, a_template()).sections[0].header
    [picture] = header._element.iter(template_styles.DRAWN_IN)
    assert picture.get("descr") == "Norrviks kommun"


def test_the_document_says_its_own_language_and_title(document: Document) -> None:
    word = in_template(document, a_template())
    assert word.core_properties.title == document.title
    assert word.core_properties.author == document.author
    assert {each.get(f"{W}val") for each in word.styles.element.iter(f"{W}lang")} == {"sv-SE"}


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"))


def address(seminar: Seminar) -> str:
    return f"/units/{seminar.unit.id}/report-template"


def send(client: FlaskClient, seminar: Seminar, file: bytes, name: str = "Mall.docx") -> Any:
    return client.post(address(seminar), data={"file": (io.BytesIO(file), name)})


def test_the_leader_sends_one_and_the_next_report_is_in_it(seminar: Seminar, signed_in: SignIn) -> None:
    eva = signed_in(seminar.leader)
    before = eva.get(address(seminar))
    inspect_page(before.text, before.headers)
    assert send(eva, seminar, saved(a_template())).status_code == 303
    after = eva.get(address(seminar))
    inspect_page(after.text, after.headers)
    assert "Mall.docx" in after.text
    made = eva.get(f"/cycles/{seminar.cycle.id}/report/annual-report.docx").data
    assert docx.Document(io.BytesIO(made)).styles["Heading 1"].font.size.pt == 22
    assert eva.post(f"{address(seminar)}/remove").status_code == 303
    made = eva.get(f"/cycles/{seminar.cycle.id}/report/annual-report.docx").data
    assert docx.Document(io.BytesIO(made)).styles["Heading 1"].font.size.pt == 16
    assert eva.post(f"{address(seminar)}/remove").status_code == 303


def test_what_is_refused_is_told_beside_the_field_and_the_one_before_stays(seminar: Seminar, signed_in: SignIn) -> None:
    eva = signed_in(seminar.leader)
    send(eva, seminar, saved(a_template()))
    kept = db.session.get_one(ReportTemplate, seminar.unit.id).sha256
    answer = send(eva, seminar, saved(without(a_template(), "Heading 1")), "Ny.docx")
    inspect_page(answer.text, answer.headers)
    assert answer.status_code == 422
    assert "Rubrik 1" in re.sub(r"<[^>]+>", " ", answer.text)
    assert "Mall.docx" in answer.text
    db.session.expire_all()
    assert db.session.get_one(ReportTemplate, seminar.unit.id).sha256 == kept


def test_whatever_the_library_stumbles_over_is_told_as_damaged(
    seminar: Seminar, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_args: object, **_named: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(writer, "write", stumble)
    with pytest.raises(InvalidInput) as refused:
        own_template.keep(seminar.decides, seminar.unit.id, file=saved(a_template()), name="Mall.docx")
    assert refused.value.field == "file"


def test_only_the_units_leader_and_the_administrator_of_all_units_may(seminar: Seminar) -> None:
    other = make.a_unit(name="En annan enhet")
    file = saved(a_template())
    stranger = make.actor(make.a_person(other, Role.UNIT_LEADER))
    administrator = make.actor(make.a_person(other, Role.ADMINISTRATOR))
    for actor in (stranger, seminar.leads):
        with pytest.raises(NotFound):
            own_template.keep(actor, seminar.unit.id, file=file, name="Mall.docx")
    own_template.keep(administrator, seminar.unit.id, file=file, name="Mall.docx")
    assert own_template.read(seminar.unit.id)
    own_template.remove(administrator, seminar.unit.id)
    assert own_template.read(seminar.unit.id) == b""
