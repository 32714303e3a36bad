"""The model's own example: a row of the board travels unchanged to the report, from the cells to the Word file."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.table import Table
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
    """The block of that theme in the Word file: its name, the children's voices, and the lines of each other column."""
    file = browser.get(f"/cycles/{seminar.cycle.id}/report/annual-report.docx").data
    said: list[str] = []
    for block in docx.Document(io.BytesIO(file)).iter_inner_content():
        if isinstance(block, Table) and said:
            cells = block.rows[1].cells
            return [said[:1], said[1:], *([line.text for line in cell.paragraphs if line.text] for cell in cells)]
        if not isinstance(block, Table) and (said or block.text == theme):
            said.append(block.text)
    raise AssertionError(said)


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
    words, lead, quote = cells[1][:2], cells[1][2], cells[1][3:]
    assert lead == "Färre än 5 barn talade om det. Ett barn berättar:".replace("n 5 b", "n 5\u00a0b")
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
    assert cells[2][:3] == ["1. Ett sms.", "2. Ett brev.", "3. Ett kort."]
    assert cells[3] == ["1. Team Barn", "3. Maja"]
    board = browser.get(f"/cycles/{seminar.cycle.id}/board/contact").text
    assert board.count("Ett sms.") == 2, "beside who is responsible for it, too"
