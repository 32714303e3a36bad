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
    Promise,
    StaffSurveys,
    Survey,
    SurveyQuestion,
    Talk,
    WrittenText,
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


def test_nobody_is_counted_in_percent(report: AnnualReport) -> None:
    assert not [text for text in spoken(compose(report, SV, language="sv-SE")) if "%" in text or "procent" in text]


def test_a_first_report_and_a_year_without_decisions_are_told_apart(report: AnnualReport) -> None:
    first = said_in(compose(replace(report, last_year=None), SV, language="sv-SE").chapters[6])
    quiet = said_in(compose(replace(report, last_year=()), SV, language="sv-SE").chapters[6])
    assert any("första rapporten" in text for text in first)
    assert any("Inget av förra årets förslag är beslutat" in text for text in quiet)


def test_only_decided_proposals_are_actions(report: AnnualReport) -> None:
    said = " ".join(said_in(compose(report, SV, language="sv-SE").chapters[5]))
    assert "Den som slutar" in said
    assert "En lapp efter mötet" not in said


def told_of(staff: StaffSurveys) -> list[str]:
    report = replace(empty_report(), staff=staff)
    return [text.replace("\u00a0", " ") for text in said_in(compose(report, SV, language="sv-SE").chapters[7])]


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
    assert said[-1] == "Ett samtal i gruppen, efter seminariet: Vi lyssnade."


def test_without_answers_the_chapter_says_so() -> None:
    assert StaffSurveys().is_empty
    assert told_of(StaffSurveys()) == ["8 Barnens och medarbetarnas enkäter", "Inga enkäter är besvarade."]


def chapter(report: AnnualReport, number: int) -> Chapter:
    return compose(report, SV, language="sv-SE").chapters[number - 1]


def test_ten_numbered_chapters(report: AnnualReport) -> None:
    document = compose(report, SV, language="sv-SE")
    assert [one.heading.split()[0] for one in document.chapters] == [str(n) for n in range(1, 11)]
    assert document.title == "Årsrapport 2026"
    assert document.chapters[6].heading == "7 Vad hände med förra årets förslag?"


def test_every_fact_stands_in_the_report(report: AnnualReport) -> None:
    said = " ".join(spoken(compose(report, SV, language="sv-SE"))).replace("\u00a0", " ")
    for fact in (
        "ska träffa", "Barnen lottades.", "Team Barn och Team Ungdom", "Barnet sa nej: 3", "Byten och övergångar",
        "7 av 15 barn", "Vi byter ofta fort.", "Den som slutar berättar själv.", "28 april", "Antal byten",
        "Infört", "Sedan juni", "9 av 15", "8 ”Bra”", "Få barn under 8 år.", "Affisch i väntrummet",
        "9 av 15 barn har bytt socialsekreterare.", "Har barnet bytt?",
    ):  # fmt: skip
        assert fact in said, fact


def test_a_theme_is_a_block_name_text_quotes_and_then_the_columns(report: AnnualReport) -> None:
    blocks = chapter(report, 3).blocks
    at = next(n for n, block in enumerate(blocks) if isinstance(block, ThemeName))
    name, lead, quote, table = blocks[at : at + 4]
    assert isinstance(name, ThemeName)
    assert (name.name, name.level) == ("Byten och övergångar", 3)
    assert isinstance(lead, Paragraph)
    assert plain(lead.text) == "7 av 15 barn talade om det. Ett barn berättar:"
    assert isinstance(quote, Quote)
    assert quote.signature == "Flicka, 13–14\u00a0år"
    assert isinstance(table, Table)
    assert table.header == ("Socialarbetarnas röster", "Förslag till förändringar", "Ansvarig för förändringar")
    assert not table.is_captioned


def test_a_column_that_nothing_stands_in_is_left_out_and_one_alone_is_no_table(report: AnnualReport) -> None:
    said = said_in(chapter(report, 3))
    assert "Förslag till förändringar: En lapp efter mötet." in said
    assert not [text for text in spoken(compose(report, SV, language="sv-SE")) if "är utsedd än" in text]
    assert "Gruppen har inte skrivit något här." not in said


def test_young_people_are_called_that_only_where_their_age_may_be_named(report: AnnualReport) -> None:
    row = report.areas[0].rows[0]
    for are_young, lead in ((True, "Några ungdomar berättar:"), (False, "Några barn berättar:")):
        voices = tuple(replace(voice, is_young=are_young) for voice in row.voices)
        area = replace(report.areas[0], rows=(replace(row, voices=voices),))
        assert lead in " ".join(said_in(chapter(replace(report, areas=(area,)), 3)))


def test_what_few_touched_in_passing_stands_together_in_a_list(report: AnnualReport) -> None:
    row = replace(report.areas[0].rows[0], name="Har glömt", children=Share.among(2, 15, threshold=5), promises=())
    area = replace(report.areas[0], rows=(report.areas[0].rows[1], row))
    blocks = chapter(replace(report, areas=(area,)), 3).blocks
    assert blocks[-2] == Subheading("Mer som barn har tagit upp", level=3)
    listed = blocks[-1]
    assert isinstance(listed, Bullets)
    assert listed.items[0].startswith("Har glömt: ”Jag trodde")
    assert "2 av" not in listed.items[0]


def test_answers_that_could_be_counted_are_a_table_without_answers_that_nobody_gave(report: AnnualReport) -> None:
    table = next(block for block in chapter(report, 3).blocks if isinstance(block, Table))
    assert table.header == ("Fråga", "Ja", "Nej", "Antal barn")
    cells = [[cell[0].text for cell in row if isinstance(cell[0], Paragraph)] for row in table.rows]
    assert cells == [["Har barnet bytt?", "9", "6", "15"]]
    assert "Ses de ofta nog?" not in " ".join(spoken(compose(report, SV, language="sv-SE")))


def test_where_only_one_number_may_be_told_there_is_no_table(
    report: AnnualReport,
) -> None:
    counted = replace(report.areas[0].counted[0], numbers=shown.said(("Ja", 9), ("Delvis", None), ("Nej", None)))
    area = replace(report.areas[0], counted=(counted,))
    found = chapter(replace(report, areas=(area,)), 3)
    assert "9 av 15 barn har bytt socialsekreterare." in " ".join(said_in(found)).replace("\u00a0", " ")
    assert not [block for block in found.blocks if isinstance(block, Table) and "räknas" in block.caption]


def test_an_empty_report_says_in_a_sentence_what_is_missing() -> None:
    document = compose(empty_report(), SV, language="sv-SE")
    for one in document.chapters:
        assert len(said_in(one)) > 1, one.heading
        assert not any(isinstance(block, Table | Quote) for block in one.blocks)


def test_no_placeholder_stands_in_any_report(report: AnnualReport) -> None:
    """What is missing is left out, or said in a sentence: nothing waits to be filled in."""
    bare = replace(report, written=(), last_year=None, areas=(replace(report.areas[0], rows=()),), works_well=())
    for one in (report, bare, empty_report()):
        said = " ".join(spoken(compose(one, SV, language="sv-SE")))
        for waiting in ("utsedd än", "skriven än", "planerad än", "förslag än", "Inget datum", ": 0", "valda än"):
            assert waiting not in said, waiting


def test_an_indicator_is_a_measure_and_no_opinion(report: AnnualReport) -> None:
    table = next(block for block in chapter(report, 6).blocks if isinstance(block, Table))
    assert table.header == ("Åtgärd", "Ansvarig", "Följs upp", "Så mäts det")
    assert "Så ser vi det" not in " ".join(spoken(compose(report, SV, language="sv-SE")))


def test_a_no_is_told_with_its_reason_and_nobody_is_responsible_for_it(report: AnnualReport) -> None:
    no = Promise("Öppet på söndagar.", "Team Barn", refused=True, reason="Vi har ingen som kan ta emot då")
    row = replace(report.areas[0].rows[1], promises=(no,), voices=())
    told = replace(report, areas=(replace(report.areas[0], rows=(row,)),), works_well=())
    assert "Det blev ett nej: Vi har ingen som kan ta emot då" in said_in(chapter(told, 3))
    assert "Team Barn" not in " ".join(said_in(chapter(told, 3)))
    assert "Öppet på söndagar. Nej, därför att: Vi har ingen som kan ta emot då." in said_in(chapter(told, 6))


def test_what_a_person_has_written_stands_in_place_of_the_draft(report: AnnualReport) -> None:
    own = WrittenText("area_contact", "# Byten\n\nVi har läst.\n\n- ett\n\n> Hej\n> – Flicka")
    blocks = chapter(replace(report, written=(own,)), 3).blocks
    heading, quote = Subheading("Byten", level=3), Quote("Hej", "Flicka")
    assert blocks[1:5] == (heading, Paragraph("Vi har läst."), Bullets(("ett",)), quote)


def test_a_survey_with_few_answers_shows_no_answer(report: AnnualReport) -> None:
    said = " ".join(said_in(chapter(report, 8)))
    assert "Svaren på ”Frågorna?” skrivs inte ut" in said


def test_the_staff_s_answers_stand_side_by_side() -> None:
    grade = SurveyQuestion("Trygg?", Share.among(12, 16), shown.said(("1", 5), ("2", 7)), 2.5)
    often = SurveyQuestion("Hur ofta?", Share.among(11, 16), shown.said(("Ibland", 6), ("Sällan", 5)))
    rows = (Compared("Trygg?", grade, None, highest=5), Compared("Hur ofta?", often, replace(often, hidden=True)))
    said = told_of(StaffSurveys("Före intervjuerna", "Efter seminariet", rows))
    assert said[-9:] == [
        "Fråga", "Före intervjuerna", "Efter seminariet",
        "Trygg?", "Medel 2,5 av 5 (12 av 16 svarade)", "Inte tillfrågade",
        "Hur ofta?", "Ibland 6, Sällan 5 (11 av 16 svarade)", "För få svarade för att svaren ska kunna visas.",
    ]  # fmt: skip


def test_a_hidden_number_is_said_to_be_hidden_and_why_and_never_to_be_few() -> None:
    """What is hidden may be large, and hide another."""
    choices = shown.said(("Bra", None), ("Sådär", None), ("Inte bra", 0))
    asked = SurveyQuestion("Hur var det?", Share.among(18, 18), choices)
    own = told_of(StaffSurveys(own=(Survey("Efter seminariet", (asked,)),)))
    assert "Svaren på ”Hur var det?” skrivs inte ut" in " ".join(own)
    beside = told_of(StaffSurveys(compared=(Compared("Hur var det?", None, asked),)))
    assert "Bra, Sådär: visas inte (18 av 18 svarade)" in beside
    assert [text for text in beside if text.startswith("Där det står ”visas inte” är talet så litet")]
    assert "Inte bra" not in " ".join(beside)


def test_english_has_its_own_words(words: Flask) -> None:
    with words.test_request_context(headers={"Cookie": "language=en"}):
        document = compose(full_report(), EN, language="en-GB")
    assert document.title == "Annual report 2026"
    said = " ".join(spoken(document)).replace("\u00a0", " ")
    assert "7 of 15 children talked about it. A child tells:" in said


def test_numbers_never_leave_their_word(report: AnnualReport) -> None:
    said = " ".join(spoken(compose(report, SV, language="sv-SE")))
    assert "7\u00a0av\u00a015\u00a0barn" in said
    assert "Flicka, 13–14\u00a0år" in said
