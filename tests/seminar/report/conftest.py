"""An invented report, and an app that only knows the two languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from interview_guides import loader
from seminar.report.funnel import Funnel
from seminar.report.outline import (
    AnnualReport,
    CountedQuestion,
    FollowUp,
    Method,
    Promise,
    QuestionArea,
    Survey,
    SurveyQuestion,
    ThemeRow,
    Voice,
    WrittenText,
)
from tests.shown import said
from toolkit import language
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown
from toolkit.disclosure.tables import cross_table

SV, EN = (loader.load(language=code).report for code in ("sv", "en"))
VOICE = Voice("Jag trodde att jag skulle träffa min, men så satt det en annan där. 🙂", "Flicka, 13–14 år")
PROMISE = Promise("Den som slutar berättar själv.", "Team Barn", date(2026, 4, 28), "Antal byten", decided=True)
COUNTED = (
    CountedQuestion("Har barnet bytt?", Shown(15), said(("Ja", 9), ("Delvis", 0), ("Nej", 6))),
    CountedQuestion("Ses de ofta nog?", Shown(None, 5), ()),
)
TOLD = "9 av 15 barn har bytt socialsekreterare."


@pytest.fixture
def words() -> Iterator[Flask]:
    """A request in Swedish, without the rest of the house."""
    app = Flask("words")
    language.install(app)
    with app.test_request_context():
        yield app


@pytest.fixture
def report() -> AnnualReport:
    return full_report()


def full_report() -> AnnualReport:
    """Something in every section; every name in it is invented."""
    row = ThemeRow(1, "Byten och övergångar", Share.among(7, 15), (VOICE,), ("Vi byter ofta fort.",), (PROMISE,))
    open_row = ThemeRow(3, "Tillit", Share.among(5, 15), (VOICE, VOICE), (), (Promise("En lapp efter mötet."),))
    children = [("9–12 år", "Flickor")] * 8 + [("9–12 år", "Pojkar")] * 7
    return AnnualReport(
        year=2026,
        unit="Barn och unga",
        municipality="Norrviks kommun",
        written_at=datetime(2026, 2, 3, 12, tzinfo=UTC),
        method=Method(
            date(2025, 9, 1),
            date(2026, 1, 30),
            ("Team Barn", "Team Ungdom"),
            said(("Tillfrågade", 20), ("Intervjuade", 15)),
            "Barnen lottades.",
            cross_table(children, rows=("9–12 år",), columns=("Flickor", "Pojkar")),
            said(("Barnet sa nej", 3)),
            funnel=Funnel(Shown(20), Shown(15), Shown(15), Shown(15), Shown(2)),
        ),
        areas=(
            QuestionArea("Kontakt", (open_row, row), COUNTED, TOLD, key="contact"),
            QuestionArea("Delaktighet", (), key="participation"),
        ),
        works_well=(row,),
        last_year=(FollowUp("Sms dagen innan", "Team Familj", "Infört", "Sedan juni"),),
        surveys=(
            Survey(
                "Barnens enkät",
                (
                    SurveyQuestion("Hur var det?", Share.among(9, 15), said(("Bra", 8), ("Sådär", 1)), 2.9),
                    SurveyQuestion("Frågorna?", Share.among(2, 15), hidden=True),
                ),
            ),
        ),
        written=(
            WrittenText("summary", "Barnen vill veta vem de ska träffa.\n\nDe vill ha ett avslut på riktigt."),
            WrittenText("limitations", "Få barn under 8 år."),
            WrittenText("feedback", "Affisch i väntrummet i april."),
        ),
    )


def empty_report() -> AnnualReport:
    return AnnualReport(2026, "Barn och unga", "Norrviks kommun", datetime(2026, 2, 3, tzinfo=UTC))
