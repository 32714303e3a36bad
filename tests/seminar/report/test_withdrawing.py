"""A withdrawn interview's words leave the report's own texts, and their history, too."""

import pytest
from flask import Flask
from sqlalchemy import select

from seminar.report import drafting, writing
from seminar.report.models import EarlierReportText
from seminar.report.withdrawing import without
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.disposal import withdrawal

SAID = "att hon hade sagt det själv eller skickat ett sms"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("> Att hon hade sagt det själv.\n> – Flicka\n\nSå var det.", "Så var det."),
        ("> Hon hade sagt // skickat ett sms.\n\nSlut.", "Slut."),
        ("> Något annat sa jag.\n> – Pojke", "> Något annat sa jag.\n> – Pojke"),
        ("> ett sms", "> ett sms"),
        ("Ett barn sa ”hade sagt det själv” till oss.", "Ett barn sa  till oss."),
        ("Barnen vill att det hade sagt det själv.", "Barnen vill att det hade sagt det själv."),
        ("# Rubrik\n\n- ett\n- två", "# Rubrik\n\n- ett\n- två"),
    ],
)
def test_quotes_of_what_was_said_go_and_everything_else_stays(text: str, kept: str) -> None:
    assert without(text, SAID) == kept


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (10, "boy"))


def test_a_withdrawal_takes_the_words_out_of_the_text_and_out_of_its_history(seminar: Seminar) -> None:
    quote = f"> {making.LINES[1][1]}\n\nBarnen vill veta."
    first = writing.save_text(seminar.leads, seminar.cycle.id, section="summary", text=quote, version=0)
    writing.save_text(
        seminar.leads, seminar.cycle.id, section="summary", text=f"{quote}\n\nMer.", version=first.version
    )
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    assert drafting.collect(seminar.leads, seminar.cycle.id).get_written("summary") == "Barnen vill veta.\n\nMer."
    assert [row.text for row in db.session.scalars(select(EarlierReportText))] == ["Barnen vill veta."]
