"""Letters to those who told: all of the answer, also the no, in the reader's words; nothing of one child alone."""

import io
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from interview_guides import loader
from interview_guides.content import Content
from interview_guides.linting import hard_words, lix
from interview_guides.output_checking import list_texts
from interview_guides.outputs import LETTERS
from seminar.report import feedback_letters as letters
from seminar.report import sheet_pdf, sheet_word
from seminar.report.outline import AnnualReport, Promise
from tests.seminar.report.conftest import empty_report, full_report
from tests.seminar.report.test_poster import list_kinds
from toolkit.disclosure.shares import Share

pytestmark = pytest.mark.usefixtures("words")
SV, EN = loader.load(language="sv"), loader.load(language="en")
SOON, LATER = date(2026, 4, 28), date(2027, 1, 1)
PROMISES = (
    Promise("Rutin för aviserade besök.", "Team Barn", SOON, decided=True, plain="Du får veta när vi kommer."),
    Promise("Ett sms dagen innan.", "Team Barn", SOON, decided=True),
    Promise("Väntrummet målas.", "Enhetschefen", LATER, decided=True),
    Promise("Ett eget rum.", refused=True, reason="Det finns inget ledigt rum i huset."),
    Promise("En lapp efter mötet.", "Team Barn", SOON),
)


@pytest.fixture
def answered() -> AnnualReport:
    report = full_report()
    rows = (
        replace(report.areas[0].rows[1], promises=PROMISES),
        replace(report.areas[0].rows[0], name="Skjuts", children=Share.among(2, 15, threshold=5), promises=()),
    )
    return replace(report, areas=(replace(report.areas[0], rows=rows),), works_well=(), phone="0980-319 200")


def said_in_pdf(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def said_in_word(made: bytes) -> str:
    word = docx.Document(io.BytesIO(made))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(one.text for one in word.paragraphs), *cells]).split())


@pytest.mark.parametrize("letter_id", LETTERS)
def test_every_letter_gives_the_whole_answer_on_paper_and_in_word(letter_id: str, answered: AnnualReport) -> None:
    words = SV.outputs.letter(letter_id)
    for said in (
        said_in_pdf(sheet_pdf.write(letters.compose(answered, SV, "sv", letter_id=letter_id))),
        said_in_word(sheet_word.write(letters.compose(answered, SV, "sv", letter_id=letter_id))),
    ):
        for text in (
            words.title, "Byten och övergångar", "Du får veta när vi kommer.", "Ett sms dagen innan.",
            words.answer.later.heading, "Väntrummet målas.", words.answer.refused.heading, "Ett eget rum.",
            "Det finns inget ledigt rum i huset.", "319", "Barn och unga",
        ):  # fmt: skip
            assert text in said, text
        for text in ("Rutin för", "En lapp efter mötet", "en annan där", "Skjuts", words.answer.nothing.heading):
            assert text not in said, text


def test_the_young_are_told_no_numbers_and_the_older_are(answered: AnnualReport) -> None:
    told = {each: said_in_pdf(sheet_pdf.write(letters.compose(answered, SV, "sv", letter_id=each))) for each in LETTERS}
    assert ["7 av 15 barn" in text for text in told.values()] == [False, False, True, True]
    assert ["28 april 2026" in text for text in told.values()] == [False, False, True, True]
    assert told["child_13_18"].count("28 april 2026") == 1, "said once for both"


def test_a_no_without_a_reason_says_to_ask(answered: AnnualReport) -> None:
    silent = replace(answered.areas[0].rows[0], promises=(Promise("Ny bil.", refused=True),))
    report = replace(answered, areas=(replace(answered.areas[0], rows=(silent,)),))
    told = said_in_pdf(sheet_pdf.write(letters.compose(report, SV, "sv", letter_id="child_5_8")))
    assert "Ny bil. Fråga oss varför. Då ska vi svara." in told
    assert SV.outputs.letter("child_5_8").answer.changes.heading not in told, "nothing is changed, so nothing is said"


@pytest.mark.parametrize("letter_id", LETTERS)
def test_before_anything_is_decided_it_says_so(letter_id: str) -> None:
    report = replace(empty_report(), is_draft=True)
    told = said_in_pdf(sheet_pdf.write(letters.compose(report, SV, "sv", letter_id=letter_id)))
    assert SV.outputs.letter(letter_id).answer.nothing.heading in told
    assert told.startswith("Utkast")
    assert said_in_word(sheet_word.write(letters.compose(report, SV, "sv", letter_id=letter_id))).startswith("Utkast")


@pytest.mark.parametrize("content", [SV, EN], ids=["sv", "en"])
@pytest.mark.parametrize("letter_id", LETTERS)
def test_it_lies_on_one_page_and_is_tagged(letter_id: str, content: Content, answered: AnnualReport) -> None:
    sheet = letters.compose(answered, content, content.language, letter_id=letter_id)
    assert sheet_pdf.count_pages(sheet) == 1
    file = PdfReader(BytesIO(sheet_pdf.write(sheet)))
    root: Any = file.root_object
    assert root["/Lang"] == content.language
    kinds = list_kinds(root["/StructTreeRoot"].get_object())
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(sheet.parts)
    assert kinds.count("/LI") == sum(len(part.items) for part in sheet.parts)


def test_the_letter_for_the_youngest_has_pictures_that_are_told(answered: AnnualReport) -> None:
    sheet = letters.compose(answered, SV, "sv", letter_id="child_5_8")
    assert all(part.drawing and sheet.drawings[part.drawing] for part in sheet.parts)
    file = PdfReader(BytesIO(sheet_pdf.write(sheet)))
    root: Any = file.root_object
    assert list_kinds(root["/StructTreeRoot"].get_object()).count("/Figure") == len(sheet.parts)
    word = docx.Document(io.BytesIO(sheet_word.write(letters.compose(answered, SV, "sv", letter_id="child_5_8"))))
    told = [one.get("descr") for one in word.element.body.iter() if one.tag.endswith("}docPr")]
    assert told == [sheet.drawings[part.drawing] for part in sheet.parts]


@pytest.mark.parametrize(("letter_id", "tag"), [("child_9_12", "sv-SE"), ("guardian", "sv-SE")])
def test_the_word_file_has_headings_lists_and_its_language(letter_id: str, tag: str, answered: AnnualReport) -> None:
    word = docx.Document(io.BytesIO(sheet_word.write(letters.compose(answered, SV, "sv", letter_id=letter_id))))
    styles = [one.style.name for one in word.paragraphs if one.style is not None]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == 5
    assert styles.count("List Bullet") == 5
    assert f'w:lang w:val="{tag}"' in word.styles.element.xml
    assert word.core_properties.title
    assert word.core_properties.author == "Norrviks kommun"


@pytest.mark.parametrize("content", [SV, EN], ids=["sv", "en"])
def test_a_child_has_the_words_of_its_letter(content: Content) -> None:
    for letter in content.outputs.letters:
        if letter.to_child:
            texts = [text for key, text in list_texts(letter) if key not in {"id", "name"} and "drawing" not in key]
            assert not [
                hard for text in texts for hard in hard_words(text, age_to=letter.age_to, words=content.plain_words)
            ]
            assert lix(texts) < 30, letter.id
