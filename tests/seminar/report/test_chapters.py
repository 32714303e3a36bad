"""The ten chapters: all there, in order, truthful when empty, and without percentages."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from seminar.report import running_text
from seminar.report.chapters import compose
from seminar.report.document import Bullets, Chapter, Document, Paragraph, Quote, Subheading, Table, ThemeName
from seminar.report.outline import (
    AnnualReport,
    Compared,
    QuestionArea,
    StaffSurveys,
    Survey,
    SurveyQuestion,
    Talk,
)
from tests import shown
from tests.seminar.report.conftest import EN, SV, empty_report, full_report
from toolkit.disclosure.shares import Share

pytestmark = pytest.mark.usefixtures("words")


def spoken(document: Document) -> list[str]:
    """Everything that the document says, block by block."""
    return [text for chapter in document.chapters for text in said_in(chapter)]


def said_in(chapter: Chapter) -> list[str]:
    said = [chapter.heading]
    blocks = list(chapter.blocks)
    while blocks:
        block = blocks.pop(0)
        if isinstance(block, Table):
            said += [block.caption, block.description, *block.header]
            blocks += [inner for row in block.rows for cell in row for inner in cell]
        elif isinstance(block, Bullets):
            said += block.items
        elif isinstance(block, ThemeName):
            said += [block.name, block.note]
        elif isinstance(block, Quote):
            said += [block.text, block.signature]
        elif isinstance(block, Paragraph | Subheading):
            said.append(block.text)
    return said


def test_ten_numbered_chapters_and_the_matrix_lies_down(report: AnnualReport) -> None:
    document = compose(report, SV, language="sv-SE")
    assert [chapter.heading.split()[0] for chapter in document.chapters] == [str(n) for n in range(1, 11)]
    assert [n for n, chapter in enumerate(document.chapters, 1) if chapter.landscape] == [3, 4]


def test_swedish_is_complete(report: AnnualReport) -> None:
    document = compose(report, SV, language="sv-SE")
    assert document.title == "Årsrapport 2026"
    assert document.chapters[6].heading == "7 Vad hände med förra årets förslag?"
    table = next(block for block in document.chapters[2].blocks if isinstance(block, Table))
    assert table.header[1:] == (
        "Barnens röster",
        "Socialarbetarnas röster",
        "Förslag till förändringar",
        "Ansvarig för förändringar",
    )


def test_every_fact_stands_in_the_report(report: AnnualReport) -> None:
    said = " ".join(spoken(compose(report, SV, language="sv-SE"))).replace("\u00a0", " ")
    for fact in (
        "ska träffa", "Barnen lottades.", "Team Barn, Team Ungdom", "Barnet sa nej: 3", "Byten och övergångar",
        "7 av 15 barn", "Vi byter ofta fort.", "Den som slutar berättar själv.", "28 april", "Antal byten",
        "Infört", "Sedan juni", "9 av 15", "2,9", "Få barn under 8 år.", "Affisch i väntrummet",
        "9 av 15 barn har bytt socialsekreterare.", "Har barnet bytt?", "visas inte",
    ):  # fmt: skip
        assert fact in said, fact


def test_an_area_is_told_in_running_text_and_of_few_only_that_they_were_few(report: AnnualReport) -> None:
    rows = [row for area in report.areas for row in area.rows]
    most = replace(rows[0], name="Byten och övergångar", children=Share.among(10, 18, threshold=4))
    some = replace(rows[0], name="Tillit", children=Share.among(4, 18, threshold=4))
    few = [replace(rows[0], name=name, children=Share.among(3, 18, threshold=4)) for name in ("Agenda", "Rättigheter")]
    told = running_text.sentences([few[0], some, few[1], most]).replace("\u00a0", " ")
    assert told == (
        "10 av de 18 barnen talade om ”Byten och övergångar” och 4 om ”Tillit”."
        " De här temana togs upp av färre än 4 barn var: ”Agenda” och ”Rättigheter”."
    )
    alone = running_text.sentences([replace(few[0], children=Share.among(1, 3, threshold=4))])
    assert alone.replace("\u00a0", " ") == "Färre än 4 barn talade om ”Agenda”."
    assert not running_text.sentences([replace(most, children=Share.among(0, 18, threshold=4))])


def test_answers_that_could_be_counted_are_a_table_without_those_of_too_few(report: AnnualReport) -> None:
    blocks = compose(report, SV, language="sv-SE").chapters[2].blocks
    _matrix, table = (block for block in blocks if isinstance(block, Table))
    assert table.header == ("Fråga", "Ja", "Delvis", "Nej", "Antal barn")
    assert [[cell[0].text for cell in row if isinstance(cell[0], Paragraph)] for row in table.rows] == [
        ["Har barnet bytt?", "9", "visas inte", "visas inte", "15"]
    ]
    assert "Ses de ofta nog?" not in " ".join(spoken(compose(report, SV, language="sv-SE")))


def test_an_area_with_answers_and_without_themes_is_not_empty(report: AnnualReport) -> None:
    area = QuestionArea("Delaktighet", (), report.areas[0].counted, report.areas[0].told)
    said = " ".join(said_in(compose(replace(report, areas=(area,)), SV, language="sv-SE").chapters[2]))
    assert "9 av 15" in said.replace("\u00a0", " ")
    assert "Inget är antecknat i det här frågeområdet." not in said


def test_the_running_text_stands_over_the_table_of_its_area(report: AnnualReport) -> None:
    blocks = compose(report, SV, language="sv-SE").chapters[2].blocks
    told = next(at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and "av de" in block.text)
    assert isinstance(blocks[told - 1], Subheading)
    assert isinstance(blocks[told + 1], Table)


def test_nobody_is_counted_in_percent(report: AnnualReport) -> None:
    assert not [text for text in spoken(compose(report, SV, language="sv-SE")) if "%" in text or "procent" in text]


def test_numbers_never_leave_their_word(report: AnnualReport) -> None:
    said = spoken(compose(report, SV, language="sv-SE"))
    assert "7\u00a0av\u00a015\u00a0barn" in said
    assert "Flicka, 13–14\u00a0år" in said


def test_an_empty_report_says_what_is_missing_in_every_chapter() -> None:
    document = compose(empty_report(), SV, language="sv-SE")
    for chapter in document.chapters:
        assert len(said_in(chapter)) > 1, chapter.heading
        assert not any(isinstance(block, Table | Quote) for block in chapter.blocks)


def test_a_survey_with_few_answers_shows_no_answer(report: AnnualReport) -> None:
    said = said_in(compose(report, SV, language="sv-SE").chapters[7])
    assert any("För få" in text for text in said)


def test_a_first_report_and_a_year_without_decisions_are_told_apart(report: AnnualReport) -> None:
    first = said_in(compose(replace(report, last_year=None), SV, language="sv-SE").chapters[6])
    quiet = said_in(compose(replace(report, last_year=()), SV, language="sv-SE").chapters[6])
    assert any("första rapporten" in text for text in first)
    assert any("beslutades" in text for text in quiet)


def test_the_themes_that_most_children_raised_come_first(report: AnnualReport) -> None:
    summary = compose(report, SV, language="sv-SE").chapters[0]
    themes = next(block for block in summary.blocks if isinstance(block, Bullets))
    assert [item.split(":")[0] for item in themes.items] == ["Byten och övergångar"] * 2 + ["Tillit"]


def test_what_works_well_is_among_what_most_children_talked_about(report: AnnualReport) -> None:
    well = replace(report.works_well[0], name="Snälla vuxna", children=Share.among(12, 15))
    nobody = replace(well, name="Fika", children=Share.among(0, 15))
    summary = compose(replace(report, works_well=(nobody, well)), SV, language="sv-SE").chapters[0]
    themes = next(block for block in summary.blocks if isinstance(block, Bullets))
    assert [item.split(":")[0] for item in themes.items] == ["Snälla vuxna", "Byten och övergångar", "Tillit"]


def test_only_decided_proposals_are_actions(report: AnnualReport) -> None:
    said = " ".join(said_in(compose(report, SV, language="sv-SE").chapters[5]))
    assert "Den som slutar" in said
    assert "En lapp efter mötet" not in said


def test_english_has_its_own_words(words: Flask) -> None:
    with words.test_request_context(headers={"Cookie": "language=en"}):
        document = compose(full_report(), EN, language="en-GB")
    assert document.title == "Annual report 2026"
    assert "7\u00a0of\u00a015\u00a0children" in spoken(document)


def told_of(staff: StaffSurveys) -> list[str]:
    report = replace(empty_report(), staff=staff)
    return [text.replace("\u00a0", " ") for text in said_in(compose(report, SV, language="sv-SE").chapters[7])]


def test_the_staff_s_answers_stand_side_by_side() -> None:
    grade = SurveyQuestion("Trygg?", Share.among(12, 16), shown.said(("1", 5), ("2", 7)), 2.5)
    often = SurveyQuestion("Hur ofta?", Share.among(11, 16), shown.said(("Ibland", 6), ("Sällan", 5)))
    rows = (Compared("Trygg?", grade, None, highest=5), Compared("Hur ofta?", often, replace(often, hidden=True)))
    said = told_of(StaffSurveys("Före intervjuerna", "Efter seminariet", rows))
    assert said[-12:] == [
        "Fråga", "Före intervjuerna", "Efter seminariet",
        "Trygg?", "Medel 2,5 av 5", "12 av 16 svarade", "Inte tillfrågade",
        "Hur ofta?", "Ibland: 6", "Sällan: 5", "11 av 16 svarade", "För få svarade för att svaren ska kunna visas.",
    ]  # fmt: skip


def test_a_hidden_number_is_said_to_be_hidden_and_why_and_never_to_be_few() -> None:
    """«18 of 18, a few, a few and none» is no sum: what is hidden may be large, and hides another."""
    asked = SurveyQuestion(
        "Hur var det?", Share.among(18, 18), shown.said(("Bra", None), ("Sådär", None), ("Inte bra", 0))
    )
    why = "Där det står ”visas inte” är talet så litet"
    own = told_of(StaffSurveys(own=(Survey("Efter seminariet", (asked,)),)))
    beside = told_of(StaffSurveys(compared=(Compared("Hur var det?", None, asked),)))
    for said in (own, beside):
        assert [text for text in said if text.startswith(("Bra", "Sådär", "Inte bra"))][-3:] == [
            "Bra: visas inte", "Sådär: visas inte", "Inte bra: 0",
        ]  # fmt: skip
        assert sum(text.startswith(why) for text in said) == 1
        assert "några få" not in " ".join(said)
    whole = replace(asked, choices=shown.said(("Bra", 9), ("Sådär", 9), ("Inte bra", 0)))
    assert why not in " ".join(told_of(StaffSurveys(own=(Survey("Efter seminariet", (whole,)),))))


def test_reasons_that_are_hidden_are_said_to_be_hidden_and_why(report: AnnualReport) -> None:
    method = replace(report.method, reasons=shown.said(("Barnet sa nej", None), ("Sjukdom", None)))
    said = said_in(compose(replace(report, method=method), SV, language="sv-SE").chapters[1])
    assert {"Barnet sa nej: visas inte", "Sjukdom: visas inte"} <= set(said)
    assert sum(text.startswith("Där det står ”visas inte”") for text in said) == 1
    whole = said_in(compose(report, SV, language="sv-SE").chapters[1])
    assert not [text for text in whole if text.startswith("Där det står")]


def test_a_period_that_is_not_over_is_not_told_as_if_it_were(report: AnnualReport) -> None:
    over = said_in(compose(report, SV, language="sv-SE").chapters[1])
    assert "Arbetet pågick från den 1 september 2025 till den 30 januari 2026." in [plain(text) for text in over]
    method = replace(report.method, goes_on=True)
    going = said_in(compose(replace(report, method=method), SV, language="sv-SE").chapters[1])
    told = "Arbetet började den 1 september 2025. Förändringarna följs upp till och med den 30 januari 2026."
    assert told in [plain(text) for text in going]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_no_theme_has_a_number_that_nobody_explains(report: AnnualReport) -> None:
    told = [text for chapter in compose(report, SV, language="sv-SE").chapters for text in said_in(chapter)]
    assert "Tillit" in told
    assert not [text for text in told if re.search(r"^\[|^\d+[a-z]$", text)]


def test_own_words_and_what_a_group_talked_about_are_said() -> None:
    own = Survey("Efter seminariet", (SurveyQuestion("Vad bär du med dig?", Share.among(6, 9), words=("Att vänta",)),))
    said = told_of(StaffSurveys(own=(own,), talks=(Talk("Efter seminariet", ("Vi lyssnade.",)),)))
    assert "”Att vänta”" in said
    assert said[-2:] == ["Ett samtal i gruppen, efter seminariet", "Vi lyssnade."]


def test_without_answers_the_chapter_says_so() -> None:
    assert StaffSurveys().is_empty
    assert len(told_of(StaffSurveys())) == 3
