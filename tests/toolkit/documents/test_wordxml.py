"""The XML that python-docx has no words for: in the order that Word reads, and read back by the library."""

import io
from itertools import count
from typing import Any

import pytest
from docx import Document
from docx.text.run import Run

from toolkit.documents import wordxml
from toolkit.documents.wordxml import W, element_of


@pytest.fixture(scope="module")
def empty() -> bytes:
    file = io.BytesIO()
    Document().save(file)
    return file.getvalue()


@pytest.fixture
def word(empty: bytes) -> Any:
    return Document(io.BytesIO(empty))


def test_a_footer_says_which_page_of_how_many(word: Any) -> None:
    paragraph = word.add_paragraph()
    wordxml.page_numbers(paragraph, "Rapport", "sidan {page} av {pages}")
    assert paragraph.text == "Rapport · sidan 1 av 1"
    told = [one.text.strip() for one in element_of(paragraph).iter(f"{W}instrText")]
    assert told == ["PAGE", "NUMPAGES"]


def tags(element: Any) -> list[str]:
    return [child.tag.removeprefix(W) for child in element]


def paragraph(word: Any, text: str = "") -> Any:
    return element_of(word.add_paragraph(text, style="Normal"))


def told(element: Any) -> list[str]:
    """A field as Word reads it: its marks, its instruction and the text that stands there."""
    return [
        each.get(W + "fldCharType") or each.text
        for each in element.iter(W + "fldChar", W + "instrText", W + "t")
    ]  # fmt: skip


def test_a_field_says_what_is_worked_out_and_what_stands_there_until_then(word: Any) -> None:
    made = paragraph(word)
    wordxml.field(made, "PAGE", "1")
    assert told(made) == ["begin", " PAGE ", "separate", "1", "end"]
    [instruction] = made.iter(W + "instrText")
    assert instruction.get(wordxml.XML_SPACE) == "preserve", "Word drops the space, and then knows no such field"


def test_the_contents_are_one_field_around_all_their_lines(word: Any) -> None:
    lines = [paragraph(word, text) for text in ("Sammanfattning", "Så gjorde vi")]
    wordxml.contents(lines, 'TOC \\o "1-1" \\h')
    assert told(lines[0]) == ["begin", ' TOC \\o "1-1" \\h ', "separate", "Sammanfattning"]
    assert told(lines[1]) == ["Så gjorde vi", "end"]
    assert tags(lines[0])[0] == "pPr", "a paragraph's properties stand first"


def test_the_contents_begin_a_paragraph_without_properties_too(word: Any) -> None:
    bare = element_of(word.add_paragraph("Ensam"))
    properties = bare.find(W + "pPr")
    if properties is not None:
        bare.remove(properties)
    wordxml.contents([bare], "TOC")
    assert told(bare) == ["begin", " TOC ", "separate", "Ensam", "end"]


def test_a_link_leads_to_the_bookmark_that_bears_its_name(word: Any) -> None:
    ids = count(7)
    heading, other, line = paragraph(word, "Metod"), paragraph(word, "Tack"), paragraph(word)
    wordxml.bookmark(heading, "metod", ids)
    wordxml.bookmark(other, "tack", ids)
    wordxml.link(line, "metod", "Så gjorde vi")
    assert tags(heading) == ["pPr", "bookmarkStart", "r", "bookmarkEnd"], "the bookmark is round all of it"
    starts = {each.get(W + "name"): each.get(W + "id") for each in element_of(word).iter(W + "bookmarkStart")}
    ends = [each.get(W + "id") for each in element_of(word).iter(W + "bookmarkEnd")]
    assert starts == {"metod": "7", "tack": "8"}
    assert ends == ["7", "8"]
    [link] = line.iter(W + "hyperlink")
    assert link.get(W + "anchor") in starts
    assert told(link) == ["Så gjorde vi"]


def test_a_table_is_described_and_ruled_in_the_order_that_word_wants(word: Any) -> None:
    table = word.add_table(rows=2, cols=2)
    properties = element_of(table).find(W + "tblPr")
    wordxml.describe_table(element_of(table), "Matris", "Fyra spalter")
    for _ in range(2):
        wordxml.rule_table(element_of(table))
    names = tags(properties)
    assert len(names) == len(set(names)), "ruled twice is ruled once"
    order = ["tblStyle", "tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"]
    assert [name for name in names if name in order] == [name for name in order if name in names]
    assert properties.find(W + "tblLayout").get(W + "type") == "fixed"
    assert properties.find(W + "tblCaption").get(W + "val") == "Matris"
    assert properties.find(W + "tblDescription").get(W + "val") == "Fyra spalter"
    look = properties.find(W + "tblLook")
    assert (look.get(W + "firstRow"), look.get(W + "firstColumn")) == ("1", "1")


def test_a_head_row_is_announced_and_no_row_is_parted(word: Any) -> None:
    head, row = (element_of(each) for each in word.add_table(rows=2, cols=1).rows)
    wordxml.head_row(head)
    wordxml.keep_row_whole(row)
    wordxml.keep_row_whole(row)
    assert tags(head.find(W + "trPr")) == ["cantSplit", "tblHeader"]
    assert row.find(f"{W}trPr/{W}tblHeader") is None
    assert tags(row)[0] == "trPr"
    assert tags(row).count("trPr") == 1


def test_every_theme_has_a_line_and_a_colour_of_its_own(word: Any) -> None:
    cells = word.add_table(rows=1, cols=8).rows[0].cells
    lines, edges = set(), set()
    for crayon, cell in enumerate(cells, start=1):
        run: Run = cell.paragraphs[0].add_run("ord")
        wordxml.crayon_underline(element_of(run), crayon)
        wordxml.crayon_edge(element_of(cell), crayon)
        line = element_of(run).find(f"{W}rPr/{W}u")
        edge = element_of(cell).find(f"{W}tcPr/{W}tcBorders/{W}left")
        assert line.get(W + "color") == edge.get(W + "color")
        lines.add(line.get(W + "val"))
        edges.add(edge.get(W + "color"))
    assert len(lines) == len(edges) == 8, "told apart in black and white too"


@pytest.mark.parametrize(("came", "kept"), [
    ("Hej\tdå", "Hej\tdå"), ("rad\r\nrad\rrad\vrad\frad", "rad\nrad\nrad\nrad\nrad"), ("a\0\x1b\ud800\uffffb", "ab"),
    ("å😀", "å😀"),
])  # fmt: skip
def test_a_text_keeps_what_xml_can_hold(word: Any, came: str, kept: str) -> None:
    assert wordxml.clean(came) == kept
    file = io.BytesIO()
    word.add_paragraph(wordxml.clean(came))
    word.save(file)
