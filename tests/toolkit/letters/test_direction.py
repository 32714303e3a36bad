"""Numbers of ours within a letter from right to left: on the page, in the PDF and in Word in their own order."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from tests.toolkit.letters.test_files import AT, a_bundle, a_sheet
from toolkit.documents.wordxml import W
from toolkit.letters import pdf_writing, word_writing
from toolkit.letters.direction import END, LEFT_TO_RIGHT, MARK, isolate, split
from toolkit.letters.facts import unbroken
from toolkit.letters.sheet import LetterSheet

PHONE = unbroken("0610-55 10 21")


@pytest.mark.parametrize("text", ["0610-55 10 21", "15:30", "SN 2026/118 § 34", "a@norrvik.example", "40"])
def test_what_is_of_no_other_script_is_isolated(text: str) -> None:
    assert isolate(text) == f"{LEFT_TO_RIGHT}{text}{END}"
    assert list(split(f"اتصل {isolate(text)}.")) == [("اتصل ", False), (f"{MARK}{text}{MARK}", True), (".", False)]


@pytest.mark.parametrize("text", ["", "الخميس", "22 أكتوبر"])
def test_what_goes_the_other_way_by_itself_is_left(text: str) -> None:
    assert isolate(text) == text


def an_arabic_sheet() -> LetterSheet:
    sheet = a_sheet("letter_guardian", language="ar", right_to_left=True)
    return replace(sheet, letter=replace(sheet.letter, greeting=f"اتصل بنا {isolate(PHONE)} شكرا"))


def test_a_number_stands_in_its_own_order_in_the_pdf() -> None:
    """The text is asked for as it is laid out, from left to right; without isolation the last digits come first."""
    made = PdfReader(BytesIO(pdf_writing.write(a_bundle(an_arabic_sheet()), made_at=AT)))
    drawn = made.pages[0].extract_text(extraction_mode="layout")
    (line,) = [each for each in drawn.splitlines() if "0610" in each]
    assert PHONE in line


def test_a_number_is_a_run_of_its_own_in_word() -> None:
    word: Any = docx.Document(BytesIO(word_writing.write(a_bundle(an_arabic_sheet()), made_at=AT)))
    (line,) = [each for each in word.paragraphs if PHONE in each.text and each.text.startswith("اتصل")]
    turned = [(run.text, run._element.find(f"{W}rPr/{W}rtl") is not None) for run in line.runs]
    assert turned == [("اتصل بنا ", True), (f"{MARK}{PHONE}{MARK}", False), (" شكرا", True)]
    assert len(line._element.findall(f"{qn('w:pPr')}/{qn('w:bidi')}")) == 1
