"""The files: a PDF and a Word file that say the whole letter, with what its drawings show, also from right to left."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from pypdf import PdfReader

from interview_guides.letters import PLACEHOLDERS, fill
from interview_guides.loader import load
from toolkit.letters import pdf_writing, word_writing
from toolkit.letters.sheet import Bundle, Cover, LetterSheet

AT = datetime(2026, 8, 31, 12, tzinfo=UTC)
VALUES = {
    "interviewer": "Ann-Charlotte Lindgren-Wahlström", "unit": "Enheten för barn och unga", "minutes": "40",
    "interviewer_phone": "0610-55 10 21", "place": "på kontoret, Storgatan 3, ingång från gården", "weekday": "torsdag",
    "date": "3 december 2026", "time": "15.30", "reply_by": "1 december 2026", "report_from": "1 februari 2027",
    "kept_months": "12", "disposal_decision": "SN 2026/118 § 34", "text_decision": "SN 2026/118 § 34",
    "contact_person": "Karin Öberg", "guardians": "2",
    "phone": "0610-55 10 00", "email": "barnochunga@norrvik.example",
    "controller": "Socialnämnden i Norrviks kommun",
    "data_protection_officer": "dataskyddsombud@norrvik.example, 0610-55 10 99",
}  # fmt: skip


def test_the_values_of_this_test_are_all_there_are() -> None:
    assert set(VALUES) == set(PLACEHOLDERS)


def a_sheet(letter_id: str, *, language: str = "sv", right_to_left: bool = False, foot: str = "") -> LetterSheet:
    content = load(language="sv" if right_to_left else language)
    letter = fill(content.letter(letter_id), VALUES)
    shows = {each.id: each.shows for each in content.drawings}
    return LetterSheet(letter, language, right_to_left, "Barn och unga", shows, foot)


def a_bundle(*sheets: LetterSheet) -> Bundle:
    return Bundle(sheets[0].letter.title, "Barn och unga", "sv", sheets)


def pages(made: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made)).pages]


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    "letter_id", ["letter_child_5_8", "letter_child_9_12", "letter_child_13_18", "letter_guardian"]
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_pdf_says_everything_and_has_the_slip_by_itself(letter_id: str, language: str) -> None:
    sheet = a_sheet(letter_id, language=language)
    made = pages(pdf_writing.write(a_bundle(sheet), made_at=AT))
    whole = bare("".join(made))
    for _key, text in sheet.letter.texts():
        assert bare(text) in whole, text
    assert len(made) == 3, "two sheets to read and one to give back"
    assert made[-1].startswith(sheet.letter.slip.heading)
    assert not any(bare(part.text) in bare(made[-1]) for part in sheet.letter.sections)


def structure(file: PdfReader) -> list[Any]:
    """Every element of the structure tree."""
    root: Any = file.root_object
    found: list[Any] = []
    waiting: list[Any] = [root["/StructTreeRoot"].get_object()]
    while waiting:
        one = waiting.pop()
        if hasattr(one, "get"):
            found.append(one)
            kids = one.get("/K", [])
            waiting += [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
    return found


def test_a_screen_reader_is_told_headings_and_pictures() -> None:
    sheet = a_sheet("letter_child_5_8")
    tree = structure(PdfReader(BytesIO(pdf_writing.write(a_bundle(sheet), made_at=AT))))
    kinds = [one.get("/S") for one in tree]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(sheet.letter.sections) + 2
    told = {str(one["/Alt"]) for one in tree if one.get("/S") == "/Figure"}
    assert told == {sheet.drawings[part.drawing] for part in sheet.letter.sections}


def test_each_of_many_letters_and_slips_begins_on_a_front_page() -> None:
    """Printed on both sides, nothing of one family lies on the back of what is another's, or is given back."""
    short = a_sheet("letter_child_9_12", foot="Brev 1 · sida")
    short = replace(short, letter=replace(short.letter, sections=short.letter.sections[:2], understood=None))
    made = pages(pdf_writing.write(a_bundle(short, a_sheet("letter_guardian", foot="Brev 2 · sida")), made_at=AT))
    bare = [page.replace("Brev 1 · sida 2", "") for page in made]
    assert [number for number, page in enumerate(bare) if not page] == [1, 3], "the backs are blank"
    feet = [made[number][-15:] for number in (0, 2, 4, 5, 6)]
    wanted = [(1, 1), (1, 3), (2, 1), (2, 2), (2, 3)]
    assert feet == [f"Brev {letter} · sida {page}" for letter, page in wanted]


def test_the_list_of_a_draw_is_a_file_of_its_own() -> None:
    cover = Cover(
        "Breven", "Listan stannar hos dig", ("Brev", "Barn", "Av", "Till", "Fråga"), [("1", "A-1", "", "", "redan")]
    )
    (page,) = pages(pdf_writing.write_list(cover, author="Barn och unga", language="sv", made_at=AT))
    assert page.startswith("Breven Listan stannar hos dig")
    assert page.endswith("1 A-1 redan")


def test_what_is_practice_says_so_in_every_file() -> None:
    sheet = replace(a_sheet("letter_child_9_12"), note="Övning: påhittat.")
    assert pages(pdf_writing.write(a_bundle(sheet), made_at=AT))[0].startswith("Övning: påhittat.")
    word: Any = docx.Document(BytesIO(word_writing.write(a_bundle(sheet), made_at=AT)))
    assert word.paragraphs[0].text == "Övning: påhittat."


def test_a_letter_from_right_to_left_is_turned() -> None:
    arabic = a_sheet("letter_child_5_8", language="ar", right_to_left=True)
    arabic = replace(arabic, letter=replace(arabic.letter, title="هل تريد أن تحكي لنا؟", greeting="مرحبا"), drawings={})
    made = PdfReader(BytesIO(pdf_writing.write(a_bundle(arabic), made_at=AT)))
    tree = structure(made)
    assert not [one for one in tree if one.get("/S") == "/Figure"], "without words in its language a drawing is silent"
    assert "ar" in {str(one.get("/Lang")) for one in tree}
    placed: list[float] = []
    made.pages[0].extract_text(
        visitor_text=lambda text, _cm, tm, _font, _size: (
            placed.append(tm[4]) if "Hej" in text or "مرحبا" in text else None
        )
    )
    plain = PdfReader(BytesIO(pdf_writing.write(a_bundle(a_sheet("letter_child_5_8")), made_at=AT)))
    from_left: list[float] = []
    plain.pages[0].extract_text(
        visitor_text=lambda text, _cm, tm, _font, _size: from_left.append(tm[4]) if "Hej" in text else None
    )
    assert from_left
    assert max(from_left) < 100, "a line of ours begins at the left margin"


@pytest.mark.parametrize("letter_id", ["letter_child_5_8", "letter_guardian"])
def test_a_word_file_says_the_same_with_real_headings(letter_id: str) -> None:
    sheet = a_sheet(letter_id)
    word: Any = docx.Document(BytesIO(word_writing.write(a_bundle(sheet), made_at=AT)))
    cells = [p for table in word.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    texts = {p.text for p in [*word.paragraphs, *cells]}
    for part in sheet.letter.sections:
        assert part.text in texts
    heads = [p.text for p in [*word.paragraphs, *cells] if p.style.name == "Heading 2"]
    assert {part.heading for part in sheet.letter.sections} <= set(heads)
    assert word.core_properties.author == "Barn och unga"
    assert word.core_properties.language == "sv"


def test_a_word_file_describes_its_pictures() -> None:
    sheet = a_sheet("letter_child_5_8")
    word: Any = docx.Document(BytesIO(word_writing.write(a_bundle(sheet), made_at=AT)))
    described = [each.get("descr") for each in word.element.body.iter(qn("wp:docPr"))]
    assert described == [sheet.drawings[part.drawing] for part in sheet.letter.sections]


def test_a_word_file_from_right_to_left_says_so_in_every_line() -> None:
    sheet = a_sheet("letter_child_5_8", language="ar", right_to_left=True)
    made = word_writing.write(a_bundle(sheet), made_at=AT)
    word: Any = docx.Document(BytesIO(made))
    lines = [p for p in word.element.body.iter(qn("w:p")) if "".join(t.text or "" for t in p.iter(qn("w:t"))).strip()]
    assert lines
    for line in lines:
        assert line.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
        run = line.find(f"{qn('w:r')}/{qn('w:rPr')}")
        order = [child.tag.split("}")[1] for child in run]
        assert order.index("szCs") < order.index("rtl") < order.index("lang")
        assert run.find(qn("w:lang")).get(qn("w:bidi")) == "ar"
    assert b"bidiVisual" in ZipFile(BytesIO(made)).read("word/document.xml")


def test_in_word_too_each_letter_and_slip_begins_on_a_front_page() -> None:
    sheets = (a_sheet("letter_guardian", foot="Brev 1 · sida"), a_sheet("letter_child_9_12", foot="Brev 2 · sida"))
    word: Any = docx.Document(BytesIO(word_writing.write(a_bundle(*sheets), made_at=AT)))
    assert [section.start_type for section in word.sections][1:] == [WD_SECTION.ODD_PAGE] * 3
    feet = [section.footer.paragraphs[0].text for section in word.sections]
    assert feet == ["Brev 1 · sida 1", "Brev 1 · sida 1", "Brev 2 · sida 1", "Brev 2 · sida 1"]
    anew = [section._sectPr.find(qn("w:pgNumType")) is not None for section in word.sections]
    assert anew == [True, False, True, False]
