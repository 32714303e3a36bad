"""A seminar on one sheet: all of the text, on one page of A4, in both languages."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from interview_guides.loader import load
from toolkit.help import seminar_sheet
from toolkit.help.seminar_sheet import SeminarSheet
from toolkit.language import read_catalogue

AT = datetime(2026, 8, 31, 12, tzinfo=UTC)
A4 = (595, 842)


def made(language: str) -> PdfReader:
    said = load(language=language)
    columns = [(column.heading, column.about) for column in said.report.columns]
    sheet = SeminarSheet(said.seminar_guide, columns, language, "Enheten för barn och unga i Norrvik", "min")
    return PdfReader(BytesIO(seminar_sheet.write(sheet, made_at=AT)))


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_is_one_sheet_of_a4_and_says_everything(language: str) -> None:
    pages = made(language).pages
    assert len(pages) == 1, "shorten the text: the guide is one page"
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == A4
    said, whole = load(language=language), bare(pages[0].extract_text())
    guide = said.seminar_guide
    texts = [guide.title, guide.lead, *guide.rules, *guide.after, *(step.text for step in guide.steps)]
    texts += [need.value for need in guide.need] + [column.about for column in said.report.columns]
    for text in texts:
        assert bare(text) in whole, text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_parts_take_the_time_that_the_sheet_asks_for(language: str) -> None:
    guide = load(language=language).seminar_guide
    hours = {"sv": "Tre timmar", "en": "Three hours"}[language]
    assert guide.minutes == 3 * 60
    assert guide.need[0].value.startswith(hours)


def test_the_file_comes_to_whoever_asks_for_it(client: FlaskClient) -> None:
    answer = client.get("/help/seminar.pdf")
    assert answer.mimetype == "application/pdf"
    assert "ett-seminarium.pdf" in answer.headers["Content-Disposition"]
    assert len(PdfReader(BytesIO(answer.data)).pages) == 1


def taking_part(language: str) -> PdfReader:
    page = load(language=language).taking_part
    made = seminar_sheet.write_page(page, unit="Enheten för barn och unga", language=language, made_at=AT)
    return PdfReader(BytesIO(made))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_whoever_takes_part_has_all_of_it_on_one_sheet(language: str) -> None:
    page, pages = load(language=language).taking_part, taking_part(language).pages
    assert len(pages) == 1, "shorten the text: it is one page"
    whole = bare(pages[0].extract_text())
    for text in [page.title, page.lead, *(line for part in page.parts for line in (part.text, *part.points))]:
        assert bare(text) in whole, text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_calls_every_button_as_the_program_does(language: str) -> None:
    page = load(language=language).taking_part
    lines = [line for part in page.parts for line in (part.text, *part.points)]
    named = {name for line in lines for name in re.findall(r"[“”]([^“”]+)”", line)}
    assert len(named) > 8
    catalogue = read_catalogue(language) if language == "sv" else None
    said = {str(catalogue[msgid].string) if catalogue and msgid in catalogue else msgid for msgid in BUTTONS}
    assert named <= said, named - said


BUTTONS = (
    "Seminar", "Follow again", "Undo", "Your latest", "Write a note", "The board",
    "Write what you see", "Write a proposal", "Vote on the proposals", "Vote", "Put a dot",
)  # fmt: skip
