"""The model's own example: a row of the board travels unchanged to the report, from the cells to the Word file."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.proposals import proposing
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
SUMMARY = "Många av barnen vet inte varför de träffar en socialsekreterare.\n\nDe vill veta det första gången."
UNDERSTANDING = "Vi berättar, men bara en gång och med våra ord."
PROPOSALS = (
    "Vi berättar varje gång varför vi ses.",
    "Vi frågar barnet vad hen har fått veta.",
    "Ett brev med bild skickas före första mötet.",
    "Barnet får skriva egna frågor till mötet.",
    "Vi säger vad som händer sedan, och när.",
)
GROUPS = "Grupperna själva"


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (10, "boy"))


def report_row(browser: FlaskClient, seminar: Seminar, theme: str) -> list[list[str]]:
    """The row of that theme in the Word file: the lines of each cell."""
    file = browser.get(f"/cycles/{seminar.cycle.id}/report/annual-report.docx").data
    rows = [row for table in docx.Document(io.BytesIO(file)).tables for row in table.rows]
    row = next(row for row in rows if theme in row.cells[0].text)
    return [[line.text for line in cell.paragraphs if line.text] for cell in row.cells]


def test_the_row_travels_from_the_board_to_the_report(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar, "Varför man träffas")
    making.an_excerpt(seminar, theme)
    making.read_all(seminar)
    browser = signed_in(seminar.facilitator)
    begin = f"/cycles/{seminar.cycle.id}/board/cells/themes/{theme.id}"

    def write(cell: str, **words: Any) -> None:
        assert browser.post(f"{begin}/{cell}", data={"version": 0, **words}).status_code == 204

    write("summary", text=SUMMARY)
    write("voice", text=UNDERSTANDING)
    for text in PROPOSALS:
        write("proposal", text=text)
    opened = browser.get(f"{begin}/responsible").text
    version = opened.partition('name="version"')[2].partition('value="')[2].partition('"')[0]
    write("responsible", responsible=GROUPS, of="", version=version)

    board = browser.get(f"/cycles/{seminar.cycle.id}/board/contact").text
    for said in (*SUMMARY.split("\n\n"), making.LINES[1][1], UNDERSTANDING, *PROPOSALS):
        assert board.count(said) == 1, said
    assert board.count(GROUPS) == 1

    cells = report_row(browser, seminar, "Varför man träffas")
    words, quote = cells[1][:2], cells[1][2:]
    assert words == SUMMARY.split("\n\n")
    assert making.LINES[1][1] in quote[0]
    assert [line for line in quote if making.LINES[1][1] in line] == quote[:1], "one quote"
    assert cells[2] == [UNDERSTANDING]
    assert cells[3] == [*PROPOSALS, "Förslag. Inget är beslutat än."]
    assert cells[4] == [GROUPS]


def test_where_each_has_somebody_of_its_own_the_two_columns_are_numbered(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar, "Inför mötet")
    for text, who in (("Ett sms.", "Team Barn"), ("Ett brev.", ""), ("Ett kort.", "Maja")):
        proposing.write(seminar.leads, seminar.cycle.id, theme.id, text=text, responsible=who)
    browser = signed_in(seminar.facilitator)
    cells = report_row(browser, seminar, "Inför mötet")
    assert cells[3][:3] == ["1. Ett sms.", "2. Ett brev.", "3. Ett kort."]
    assert cells[4] == ["1. Team Barn", "3. Maja"]
    board = browser.get(f"/cycles/{seminar.cycle.id}/board/contact").text
    assert board.count("Ett sms.") == 2, "beside who is responsible for it, too"
