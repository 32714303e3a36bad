"""The annual report as PDF: its contents say the right page and lead there; and every PDF of the report by PDF/UA-1."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from interview_guides import loader
from seminar.report import document_pdf, outputs
from seminar.report.document import Chapter, Document, Paragraph, Subheading, ThemeName
from seminar.report.outline import AnnualReport
from tests.pdf_ua import list_flaws
from tests.seminar.report.conftest import empty_report, full_report
from toolkit.errors import WrongState

PDFS = [one for one in outputs.OUTPUTS if one.extension == "pdf"]
WORDS = "Några ord om året. " * 120


def a_document(*chapters: Chapter) -> Document:
    return Document(
        "Årsrapport", "Barn och unga", "Norrviks kommun", "sv-SE", full_report().written_at, "Innehåll",
        "Sida {page} av {pages}", chapters,
    )  # fmt: skip


def pages_of(file: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(file)).pages]


def test_the_contents_say_the_page_that_each_chapter_begins_on_and_lead_there() -> None:
    names = [f"{number} Del nummer {number}" for number in range(1, 9)]
    file = document_pdf.write(a_document(*(Chapter(name, (Paragraph(WORDS),)) for name in names)))
    first, *others = pages = pages_of(file)
    assert len(others) > 2
    for name in names:
        told = re.search(rf"{name}[\s.\u2060]*(\d+)", first)
        assert told is not None, name
        assert name in (pages[int(told[1]) - 1] if told[1] != "1" else first.partition("8 Del nummer 8")[2]), name
        assert f"Sida {told[1]} av {len(pages)}" in pages[int(told[1]) - 1]
    links: list[Any] = [one.get_object() for one in PdfReader(BytesIO(file)).pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert len([one for one in links if one["/Subtype"] == "/Link"]) >= len(names)


@pytest.mark.parametrize("output", PDFS, ids=lambda one: one.name)
@pytest.mark.parametrize("report", [full_report(), empty_report()], ids=["full", "empty"])
@pytest.mark.usefixtures("words")
def test_every_pdf_of_the_report_is_told_to_a_screen_reader(output: outputs.Output, report: AnnualReport) -> None:
    for language in ("sv", "en"):
        file = outputs.make(output, report, words=loader.load(language=language))
        assert list_flaws(file, language=language) == []


def test_a_level_that_is_left_out_is_not_left_out_on_paper() -> None:
    chapter = Chapter("1 Kontakt", (ThemeName(2, "Tillit", level=3), Subheading("Svar", level=2)))
    assert list_flaws(document_pdf.write(a_document(chapter)), language="sv") == []


def test_a_childs_picture_is_named_and_a_letter_without_a_sign_is_refused() -> None:
    told = a_document(Chapter("1 Kontakt", (Paragraph("Bra 🙂 och 👩\u200d👧 sa hon."),)))
    assert "Bra [emoji] och [emoji] sa hon." in " ".join(pages_of(document_pdf.write(told)))
    with pytest.raises(WrongState):
        document_pdf.write(a_document(Chapter("1 Kontakt", (Paragraph("中"),))))


def test_what_the_checks_look_for_they_find() -> None:
    other = document_pdf.write(a_document()).replace(b"pdfuaid", b"pdfuaxx")
    assert [flaw[:6] for flaw in list_flaws(other, language="en")] == ["11-006", "06-002"]
