"""The board's pages, the staff's page, the easy version: each number with what it is a part of, and no page more."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from interview_guides import loader
from seminar.report import board_pages, easy_to_read, sheet_pdf, sheet_word, staff_page
from seminar.report.easy_to_read import Flaw
from seminar.report.outline import AnnualReport, Promise, Voice
from seminar.report.sheets import Part, Sheet
from tests.seminar.report.conftest import empty_report, full_report

pytestmark = pytest.mark.usefixtures("words")
SV, EN = loader.load(language="sv"), loader.load(language="en")
MAKERS = (board_pages, staff_page, easy_to_read)


def a_year() -> AnnualReport:
    """Fifteen interviews' worth: eight decisions, a no, last year's five."""
    report = full_report()
    promises = tuple(
        Promise(f"Du får veta i förväg, gång {n}.", "Team Barn", date(2026, 4, 28), "Antal byten", decided=True)
        for n in range(8)
    )
    refused = Promise("Ett eget rum.", refused=True, reason="Det finns inget ledigt rum i huset.")
    voice = Voice("Man sitter mitt emot alla.", "Flicka, 13–14 år")
    row = replace(report.areas[0].rows[1], voices=(voice,), promises=(*promises, refused, Promise("Kanske.")))
    assert report.last_year
    return replace(
        report, areas=(replace(report.areas[0], rows=(row,)),), works_well=(), last_year=report.last_year * 5
    )


def parts_of(sheet: Sheet) -> dict[str, Part]:
    return {part.heading: part for part in sheet.parts}


def said(sheet: Sheet) -> str:
    lines = [sheet.title, sheet.lead, *sheet.closing]
    for part in sheet.parts:
        lines += [part.heading, part.text, *(f"{item.text} {item.more}" for item in part.items)]
        lines += [f"{voice.text} {voice.signature}" for voice in part.quotes]
    return " ".join(lines).replace("\u00a0", " ")


def test_the_board_is_told_all_of_it_with_what_each_number_is_a_part_of() -> None:
    told = said(board_pages.compose(a_year(), SV, "sv"))
    for words in (
        "Barnens röster 2026", "Barnen vill veta vem de ska träffa.", "Tillfrågade: 20", "Intervjuade: 15 av 20",
        "Byten och övergångar: 7 av 15 barn", "Flicka, 13–14 år", "Du får veta i förväg, gång 7.",
        "Team Barn, följs upp den 28 april 2026, det märks på: Antal byten", "Ett eget rum.",
        "Det finns inget ledigt rum i huset.", "Sms dagen innan Infört. Sedan juni",
    ):  # fmt: skip
        assert words in told, words
    assert "Kanske" not in told
    assert "%" not in told


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_year_lies_on_the_pages_that_there_are(language: str) -> None:
    words = SV if language == "sv" else EN
    assert sheet_pdf.count_pages(board_pages.compose(a_year(), words, language)) <= board_pages.PAGES
    assert sheet_pdf.count_pages(staff_page.compose(a_year(), words, language)) == staff_page.PAGES


def test_a_quote_is_shown_whole_or_not_at_all_and_one_of_a_theme() -> None:
    report = a_year()
    row = replace(
        report.areas[0].rows[0],
        voices=(Voice("x" * 241, "Flicka"), Voice("🙂", ""), Voice("Kort.", ""), Voice("Två.", "")),
    )
    report = replace(report, areas=(replace(report.areas[0], rows=(row, row)),))
    assert [voice.text for voice in board_pages.chosen_quotes(report)] == ["Kort.", "Två."]
    many = replace(report, areas=(replace(report.areas[0], rows=(row,) * 9),))
    assert len(board_pages.chosen_quotes(many)) <= 3


def test_what_is_not_there_leaves_no_empty_heading() -> None:
    for report in (empty_report(), replace(empty_report(), last_year=())):
        for maker in MAKERS:
            for part in maker.compose(report, SV, "sv").parts:
                assert part.text or part.items or part.quotes, part.heading
        assert "Inget är beslutat än." in said(board_pages.compose(report, SV, "sv"))


def test_the_staff_have_something_to_talk_about() -> None:
    sheet = staff_page.compose(a_year(), SV, "sv")
    assert sheet.parts[-1].heading == "Att prata om"
    assert len(sheet.parts[-1].items) == 3
    assert "Team Barn" in said(sheet)


def test_the_easy_version_has_a_sentence_a_line_in_large_letters() -> None:
    sheet = easy_to_read.compose(a_year(), SV, "sv")
    assert sheet.points >= 14
    assert parts_of(sheet)["Vad är det här?"].text.splitlines()[0] == "15 barn och unga har berättat för oss."
    for line in (line for part in sheet.parts for line in part.text.splitlines()):
        assert not easy_to_read.flaws_of(line, SV.plain_words, age_to=12), line
    assert "av 15" not in said(sheet)


def test_what_is_hard_in_our_own_sentences_is_found() -> None:
    texts = (
        "Vi gör en rutin för handläggare, bl.a. om sekretess.",
        "Vi ska under året se till att alla barn som kommer till oss får veta vem de ska träffa.",
        "Du får ett sms.",
    )
    promises = tuple(Promise(text, "x", date(2026, 4, 1), decided=True) for text in texts)
    report = full_report()
    row = replace(report.areas[0].rows[1], promises=promises)
    found = easy_to_read.list_flaws(
        replace(report, areas=(replace(report.areas[0], rows=(row,)),), works_well=()), SV.plain_words
    )
    assert {(one.sentence, one.flaw) for one in found} == {
        (texts[0], Flaw.HARD_WORD), (texts[0], Flaw.ABBREVIATION), (texts[1], Flaw.LONG),
    }  # fmt: skip
    assert {one.found for one in found if one.flaw is Flaw.HARD_WORD} == {"handläggare", "sekretess"}


@pytest.mark.parametrize("maker", MAKERS)
def test_word_files_have_one_title_and_a_heading_for_each_part(maker: object) -> None:
    for module in (one for one in MAKERS if one is maker):
        sheet = module.compose(a_year(), SV, "sv")
        word = docx.Document(io.BytesIO(sheet_word.write(sheet)))
        styles = [one.style.name for one in word.paragraphs if one.style is not None]
        assert styles.count("Heading 1") == 1
        assert styles.count("Heading 2") == len(sheet.parts)
        assert styles.count("List Bullet") == sum(len(part.items) for part in sheet.parts)
        assert 'w:lang w:val="sv-SE"' in word.styles.element.xml


def test_a_summary_with_a_list_is_told_line_by_line_without_signs() -> None:
    report = a_year()
    texts = tuple(
        replace(one, text="# Kort\n\nBarnen vill veta.\n- Vem\n- När\n> Ett citat.")
        if one.section == "summary"
        else one
        for one in report.written
    )
    lead = board_pages.compose(replace(report, written=texts), SV, "sv").lead
    assert lead.splitlines() == ["Barnen vill veta.", "– Vem", "– När"]


def test_ten_long_promises_still_lie_on_the_staff_s_one_page() -> None:
    long = (
        "Vid varje byte kommer den gamla och den nya till barnet tillsammans, och barnet får veta det av en människa."
    )
    report = a_year()
    row = report.areas[0].rows[0]
    promises = tuple(replace(row.promises[0], text=f"{long} {number}") for number in range(10))
    sheet = staff_page.compose(
        replace(report, areas=(replace(report.areas[0], rows=(replace(row, promises=promises),)),)), SV, "sv"
    )
    assert sheet_pdf.count_pages(sheet) == 1
    assert "Antal byten" not in said(sheet)
