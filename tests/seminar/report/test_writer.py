"""The Word file, read back: structure, accessibility, and text that arrives as it was sent."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seminar.report.chapters import compose
from seminar.report.document import (
    Bullets,
    Chapter,
    Document,
    Paragraph,
    Quote,
    Table,
    ThemeName,
    text_cell,
)
from seminar.report.writer import write
from tests.seminar.report.conftest import SV, full_report
from toolkit.documents.wordxml import UNDERLINES, W, clean

TABLE = Table(
    "Kontakt", "En rad per tema.", ("Tema", "Röster"), (1, 3),
    (((ThemeName(2, "Tillit", "5 av 15 barn"),), (Quote("Hon hör.", "Pojke, 9–12 år"),)),),
)  # fmt: skip


def a_document(*chapters: Chapter, language: str = "sv-SE") -> Document:
    return Document(
        title="Årsrapport 2026",
        subtitle="Barn och unga",
        author="Norrviks kommun",
        language=language,
        written_at=datetime(2026, 2, 3, 12, tzinfo=UTC),
        contents_heading="Innehåll",
        page_of="Sida {page} av {pages}",
        chapters=chapters,
    )


def read_back(document: Document) -> Any:
    return docx.Document(io.BytesIO(write(document)))


def all_text(word: Any) -> str:
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


@pytest.mark.usefixtures("words")
def test_headings_are_headings_and_contents_lead_to_them() -> None:
    word = read_back(compose(full_report(), SV, language="sv-SE"))
    headings = [paragraph for paragraph in word.paragraphs if paragraph.style.name == "Heading 1"]
    assert len(headings) == 10
    targets = [mark.get(W + "name") for mark in word.element.iter(W + "bookmarkStart")]
    links = [link.get(W + "anchor") for link in word.element.iter(W + "hyperlink")]
    assert links == targets
    assert len(set(targets)) == 10


@pytest.mark.usefixtures("words")
def test_levels_are_never_skipped() -> None:
    word = read_back(compose(full_report(), SV, language="sv-SE"))
    levels = [int(p.style.name[-1]) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("language", ["sv-SE", "en-GB"])
def test_the_language_is_set_everywhere_it_can_be(language: str) -> None:
    word = read_back(a_document(Chapter("1", ()), language=language))
    defaults = word.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults.get(W + "val") == language
    assert word.core_properties.language == language
    assert word.settings.element.find(W + "themeFontLang").get(W + "val") == language


def test_properties_name_the_municipality_and_no_library() -> None:
    properties = read_back(a_document(Chapter("1", ()))).core_properties
    assert (properties.title, properties.author) == ("Årsrapport 2026", "Norrviks kommun")
    assert properties.last_modified_by == "Norrviks kommun"
    assert "python" not in f"{properties.comments}{properties.author}".lower()
    assert properties.created.date().isoformat() == "2026-02-03"


def test_nothing_from_the_template_travels_along() -> None:
    with zipfile.ZipFile(io.BytesIO(write(a_document(Chapter("1", ()))))) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]


def test_a_table_has_a_header_row_a_caption_and_a_description() -> None:
    word = read_back(a_document(Chapter("3 Matris", (TABLE,))))
    table = word.tables[0]
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row._tr.find(f"{W}trPr/{W}tblHeader") is None for row in table.rows[1:])
    properties = table._tbl.find(W + "tblPr")
    assert properties.find(W + "tblCaption").get(W + "val") == "Kontakt"
    assert properties.find(W + "tblDescription").get(W + "val") == "En rad per tema."


def kept(row: Any) -> bool:
    """Whether every paragraph of a row stays on the page of the next one."""
    found = list(row._tr.iter(W + "p"))
    return bool(found) and all(each.find(f"{W}pPr/{W}keepNext") is not None for each in found)


@pytest.mark.parametrize(("rows", "together"), [(1, 1), (5, 5), (6, 1), (30, 1)])
def test_a_table_is_not_torn_from_its_heading_and_a_short_one_stands_on_one_page(rows: int, together: int) -> None:
    table = replace(TABLE, rows=TABLE.rows[:1] * rows)
    word = read_back(a_document(Chapter("3 Matris", (table,))))
    [made] = word.tables
    assert [kept(row) for row in made.rows] == [at < together for at in range(rows + 1)]
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in made.rows), "no row is parted"
    above = [each for each in word.paragraphs if each.style.name in {"Caption", "Heading 1"} and each.text]
    assert all(each.style.paragraph_format.keep_with_next for each in above)
    for each in made._tbl.iter(W + "pPr"):
        assert [child.tag for child in each][:2] in ([W + "pStyle", W + "keepNext"], [W + "pStyle"]), "in Word's order"


def test_properties_come_in_the_order_that_word_demands() -> None:
    word = read_back(a_document(Chapter("3 Matris", (TABLE,))))
    order = [
        "tblStyle",
        "tblW",
        "jc",
        "tblBorders",
        "tblLayout",
        "tblCellMar",
        "tblLook",
        "tblCaption",
        "tblDescription",
    ]
    found = [child.tag.removeprefix(W) for child in word.tables[0]._tbl.find(W + "tblPr")]
    assert found == [name for name in order if name in found]
    for run in word.element.iter(W + "r"):
        if run.find(W + "rPr") is not None:
            assert run[0].tag == W + "rPr"


def test_lists_are_lists() -> None:
    word = read_back(a_document(Chapter("1", (Bullets(("ett", "två")),))))
    assert [p.text for p in word.paragraphs if p.style.name == "List Bullet"] == ["ett", "två"]


def test_a_theme_is_told_apart_without_colour() -> None:
    assert len(set(UNDERLINES)) == 8
    word = read_back(a_document(Chapter("3", (TABLE,))))
    cell = word.tables[0].rows[1].cells[0]
    assert cell.paragraphs[0].text == "Tillit"
    assert cell._tc.find(f".//{W}u").get(W + "val") == UNDERLINES[1]


def test_a_quote_has_the_marks_of_its_language() -> None:
    quote = Chapter("1", (Quote("Hej.", "Flicka, 9–12 år"),))
    assert "”Hej.”" in all_text(read_back(a_document(quote)))
    assert "“Hej.”" in all_text(read_back(a_document(quote, language="en-GB")))


def test_pages_are_numbered() -> None:
    word = read_back(a_document(Chapter("1", ())))
    footer = word.sections[0].footer
    fields = [text.text.strip() for text in footer._element.iter(W + "instrText")]
    assert fields == ["PAGE", "NUMPAGES"]
    assert footer.paragraphs[0].text == "Årsrapport 2026 · Sida 1 av 1"


@settings(max_examples=15)
@given(st.text(max_size=80))
def test_any_text_can_be_written_and_arrives(text: str) -> None:
    table = replace(TABLE, caption=text, description=text, rows=((text_cell(text), (Quote(text, text),)),))
    document = a_document(Chapter(text, (Paragraph(text), Bullets((text,)), table)))
    word = read_back(replace(document, title=text, author=text))
    bullet = next(p for p in word.paragraphs if p.style.name == "List Bullet")
    assert bullet.text == clean(text)


def test_swedish_letters_and_emoji_arrive() -> None:
    text = "Åsa, Örjan och é: 👩‍👧 sa ”hej” — 13–14 år\u00a0& <b>"
    assert text in all_text(read_back(a_document(Chapter("1", (Paragraph(text),)))))


def test_what_xml_cannot_hold_is_left_out_and_the_rest_stays() -> None:
    assert clean("a\x00b\x0bc\ud800d\ufffee\r\nf") == "ab\ncde\nf"


def test_a_long_text_is_written_whole() -> None:
    text = "Jag vill bestämma själv. " * 4000
    assert all_text(read_back(a_document(Chapter("1", (Paragraph(text),))))).count("själv") == 4000


def test_a_blank_line_parts_two_paragraphs() -> None:
    word = read_back(a_document(Chapter("1", (Paragraph("Först.\n\nSedan."),))))
    assert [p.text for p in word.paragraphs if p.style.name == "Normal" and p.text.strip()][-2:] == ["Först.", "Sedan."]
