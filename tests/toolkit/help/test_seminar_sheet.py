"""A seminar on one sheet: all of the text, on one page of A4, in both languages."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from interview_guides.loader import load
from toolkit.help import seminar_sheet
from toolkit.help.seminar_sheet import SeminarSheet

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
