"""Every sentence of the drafts: it says what the data say, in the right number, and nothing of few."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from seminar.report import markup, section_drafts
from seminar.report.funnel import Funnel
from seminar.report.outline import (
    Ahead,
    AnnualReport,
    Compared,
    FollowUp,
    Promise,
    StaffSurveys,
    Survey,
    SurveyQuestion,
    WrittenText,
)
from seminar.report.sentences import Draft, Passage, Sentence, Source, told
from seminar.report.writing import SECTIONS
from tests.seminar.report.conftest import empty_report, full_report
from tests.shown import said
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import NOT_SAID, Shown
from toolkit.disclosure.tables import cross_table

pytestmark = pytest.mark.usefixtures("words")


def sentences(report: AnnualReport, section: str) -> list[str]:
    return [one.text.replace("\u00a0", " ") for one in section_drafts.draft(report, section).sentences]


def a_method(report: AnnualReport, **changes: object) -> AnnualReport:
    return replace(report, method=replace(report.method, **changes))  # type: ignore[arg-type]  # named by each test


def test_the_introduction_says_what_why_who_and_when(report: AnnualReport) -> None:
    known = replace(report, compiler="Karin Holm", written=(WrittenText("reference", "SN 2026/14"),))
    assert sentences(known, "introduction") == [
        "Socialsekreterarna på Barn och unga har frågat barn och unga vad de tycker om kontakten med oss.",
        "Vi gör det för att bli bättre. Rapporten handlar om vårt arbete och inte om någon enskild medarbetare.",
        "Intervjuerna handlar om kontakt och delaktighet.",
        "Rapporten är sammanställd av Karin Holm den 3 februari 2026.",
        "Diarienummer: SN 2026/14.",
    ]
    assert not [text for text in sentences(report, "introduction") if "sammanställd" in text or "Diarie" in text]


def test_who_and_how_many(report: AnnualReport) -> None:
    assert sentences(report, "method") == [
        "Arbetet pågick från den 1 september 2025 till den 30 januari 2026.",
        "De här teamen var med: Team Barn och Team Ungdom.",
        "Barnen lottades.",
        "20 barn valdes ut.",
        "15 av dem sa själva ja.",
        "15 barn har intervjuats.",
        "Gruppen har läst alla intervjuer.",
        "Bland dem som intervjuades är 8 flickor och 7 pojkar.",
        "Efter ålder: 15 är 9–12 år.",
        "Därför var några som valdes ut inte med:",
        "Barnet sa nej: 3 barn",
        "2 av dem som valdes ut har inte svarat än.",
    ]


def test_a_period_that_is_not_over_is_not_told_as_if_it_were(report: AnnualReport) -> None:
    going = sentences(a_method(report, goes_on=True), "method")[0]
    assert going == ("Arbetet började den 1 september 2025. Förändringarna följs upp till och med den 30 januari 2026.")


def test_a_period_that_is_to_come_is_not_told_as_if_it_had_begun(report: AnnualReport) -> None:
    coming = a_method(report, starts_on=date(2099, 9, 1), ends_on=date(2100, 6, 30), goes_on=True)
    assert sentences(coming, "method")[0].startswith("Arbetet börjar den 1 september 2099.")


def test_of_children_that_nobody_has_read_it_says_that_they_are_in_no_number(report: AnnualReport) -> None:
    part = a_method(report, funnel=replace(report.method.funnel, read=Shown(11)))
    assert "Gruppen har läst 11 av intervjuerna. Siffrorna i rapporten handlar om de barnen." in sentences(
        part, "method"
    )
    unread = "4 intervjuer är inte lästa och finns inte med i siffrorna."
    assert unread in sentences(part, "limitations")
    one = a_method(report, funnel=replace(report.method.funnel, read=Shown(14)))
    assert "1 intervju är inte läst och finns inte med i siffrorna." in sentences(one, "limitations")
    assert not [text for text in sentences(report, "limitations") if "läst" in text]


def test_numbers_that_are_not_said_are_in_no_sentence(report: AnnualReport) -> None:
    few = Shown(None, 5)
    hidden = a_method(
        report,
        funnel=Funnel(Shown(6), few, few, few, few),
        reasons=said(("Barnet sa nej", None), ("Sjukdom", None)),
        children=cross_table([("9–12 år", "Flickor")] * 3, rows=("9–12 år",), columns=("Flickor", "Pojkar")),
    )
    assert sentences(hidden, "method")[3:] == [
        "6 barn valdes ut.",
        "Hur gamla de är, och hur många flickor och pojkar, skrivs inte ut: så få var med att någon skulle kunna kännas"
        " igen.",
        "De som inte var med gav de här skälen, och de var så få att de inte räknas här: ”Barnet sa nej” och"
        " ”Sjukdom”.",
    ]
    some = a_method(report, reasons=said(("Barnet sa nej", 5), ("Sjukdom", None)))
    assert "Andra skäl gavs av så få att de inte räknas här: ”Sjukdom”." in sentences(some, "method")


def test_the_summary_tells_who_what_and_how_much(report: AnnualReport) -> None:
    bare = replace(report, written=())
    assert sentences(bare, "summary") == [
        "15 barn har intervjuats: 8 flickor och 7 pojkar.",
        "Mest talade de om ”Byten och övergångar” (7 av 15 barn) och ”Tillit” (5).",
        "9 av 15 barn har bytt socialsekreterare.",
        "Det här säger de fungerar bra: ”Byten och övergångar” (7 av 15 barn).",
        "3 förslag har lagts fram. 2 är beslutade. 1 väntar på beslut.",
        "Den som slutar berättar själv.",
        "Den som slutar berättar själv.",
    ]


def test_an_area_is_told_with_its_answers_its_themes_and_what_they_led_to(report: AnnualReport) -> None:
    assert sentences(report, "area_contact") == [
        "9 av 15 barn har bytt socialsekreterare.",
        "7 av de 15 barnen talade om ”Byten och övergångar” och 5 om ”Tillit”.",
        "Det har lett till 2 förslag. 1 är beslutat. 1 väntar på beslut.",
    ]
    assert sentences(report, "area_participation") == ["Inget är antecknat i det här frågeområdet."]
    with pytest.raises(KeyError):
        section_drafts.draft(report, "area_weather")


def test_girls_and_boys_are_told_apart_where_the_outline_has_numbers(report: AnnualReport) -> None:
    by_sex = (("Flickor", Share.among(8, 16)), ("Pojkar", Share.among(6, 14)))
    area = replace(report.areas[0], rows=(replace(report.areas[0].rows[1], by_sex=by_sex),))
    told_of = sentences(replace(report, areas=(area,)), "area_contact")
    assert "8 av de 16 flickor och 6 av de 14 pojkar talade om ”Byten och övergångar”." in told_of


@pytest.mark.parametrize(
    ("promises", "expected"),
    [
        ((Promise("a"),), "Det har lett till 1 förslag. Det väntar på beslut."),
        ((Promise("a"), Promise("b")), "Det har lett till 2 förslag. De väntar på beslut."),
        ((Promise("a", decided=True),), "Det har lett till 1 förslag. 1 är beslutat."),
        (
            (Promise("a", refused=True), Promise("b")),
            "Det har lett till 2 förslag. 1 blev ett nej. 1 väntar på beslut.",
        ),
    ],
)
def test_what_waits_never_looks_decided(report: AnnualReport, promises: tuple[Promise, ...], expected: str) -> None:
    area = replace(report.areas[0], rows=(replace(report.areas[0].rows[0], promises=promises),))
    assert sentences(replace(report, areas=(area,)), "area_contact")[-1] == expected


def test_a_priority_has_a_word_of_why(report: AnnualReport) -> None:
    assert sentences(report, "priorities") == [
        "Ledningen har beslutat om förändringar i 2 teman.",
        "”Byten och övergångar”: 7 av 15 barn talade om det. Gruppen skriver: ”Vi byter ofta fort.”",
        "”Byten och övergångar” fungerar bra och ska vara kvar.",
    ]


def test_priorities_of_few_and_of_nobody_claim_no_number(report: AnnualReport) -> None:
    row, twice = report.areas[0].rows[1], (Promise("a", decided=True), Promise("b", decided=True))
    few = replace(row, children=Share.among(2, 15, threshold=5), staff=(), promises=twice)
    nobody = replace(row, name="Rum", children=Share.among(0, 15, threshold=5), staff=())
    found = sentences(
        replace(report, areas=(replace(report.areas[0], rows=(few, nobody)),), works_well=()), "priorities"
    )
    assert found[1:] == [
        "”Byten och övergångar”: färre än 5 av 15 barn talade om det. 2 förändringar är beslutade.",
        "”Rum”: gruppen tog upp det.",
    ]


def test_without_decisions_it_says_that_and_what_waits(report: AnnualReport) -> None:
    undecided = replace(report, areas=(replace(report.areas[0], rows=report.areas[0].rows[:1]),), works_well=())
    assert sentences(undecided, "priorities") == [
        "Ingen förändring är beslutad än.",
        "Gruppen har lagt fram 1 förslag, som väntar på beslut.",
        "Flest barn talade om ”Tillit”.",
    ]


def test_actions_tell_the_decided_each_no_and_what_waits(report: AnnualReport) -> None:
    no = Promise("Öppet på söndagar", refused=True, reason="Ingen kan ta emot.")
    bare = Promise("Hundar.", refused=True)
    row = replace(report.areas[0].rows[1], promises=(no, bare, Promise("c"), Promise("d", decided=True)))
    told_of = sentences(replace(report, areas=(replace(report.areas[0], rows=(row,)),), works_well=()), "actions")
    assert told_of == [
        "1 förändring är beslutad. I tabellen står vem som är ansvarig och när den följs upp.",
        "Det här blev ett nej:",
        "Öppet på söndagar. Nej, därför att: Ingen kan ta emot.",
        "Hundar. Det blev ett nej.",
        "1 förslag väntar på beslut. Det står under sitt tema, och inget är lovat.",
    ]


def test_last_year_is_counted_by_where_it_is(report: AnnualReport) -> None:
    both = replace(report, last_year=(*(report.last_year or ()), FollowUp("Ett kort.", "", "På gång")))
    assert sentences(both, "last_year") == [
        "2 förändringar beslutades förra året.",
        "Så har det gått hittills. Infört: 1, På gång: 1.",
    ]
    assert sentences(replace(report, last_year=()), "last_year") == ["Inget av förra årets förslag är beslutat."]
    assert not sentences(replace(report, last_year=None), "last_year")


def test_surveys_tell_what_was_answered_and_leave_out_what_nobody_chose() -> None:
    faces = SurveyQuestion("Hur var det?", Share.among(15, 18), said(("Bra", 9), ("Sådär", 6), ("Inte bra", 0)))
    scale = SurveyQuestion("Trygg?", Share.among(15, 18), said(("4", 9), ("5", 6)), 4.4)
    hidden = SurveyQuestion("Frågorna?", Share.among(15, 18), said(("Bra", None), ("Sådär", None)))
    words = SurveyQuestion("Vad lärde du dig?", Share.among(6, 18), words=("Att vänta",), id="learnt")
    survey = Survey("Enkäten", (faces, scale, hidden, words))
    asked = StaffSurveys("Före", "Efter", (Compared("Vet du?", faces, faces),))
    assert sentences(replace(empty_report(), surveys=(survey,), staff=asked), "surveys") == [
        "15 av 18 svarade på ”Enkäten”.",
        "”Hur var det?”: 9 ”Bra” och 6 ”Sådär”.",
        "”Trygg?”: i medel 4,4, av 15 svar.",
        "Svaren på ”Frågorna?” skrivs inte ut, för en del av dem var för få.",
        "Medarbetarna svarade på samma frågor före intervjuerna och efter seminariet.",
    ]


def test_the_limitations_are_those_of_every_such_report(report: AnnualReport) -> None:
    assert sentences(report, "limitations") == [
        "Rapporten berättar vad 15 barn har sagt, inte vad alla barn tycker.",
        "Barnen valde själva om de ville vara med. De som sa nej kan tycka annorlunda.",
        "Vi räknar barn, inte citat: ett barn som sa något många gånger räknas en gång.",
        "Små tal skrivs inte ut, för att ingen ska kännas igen.",
    ]
    assert not sentences(a_method(report, funnel=replace(report.method.funnel, read=NOT_SAID)), "limitations")


def test_the_way_to_the_board_and_back_to_the_children_is_that_of_the_plan(report: AnnualReport) -> None:
    ahead = (
        Ahead("board", date(2026, 3, 1), date(2026, 3, 31)),
        Ahead("feedback", date(2026, 4, 1), date(2026, 4, 30)),
    )
    assert sentences(replace(report, ahead=ahead), "feedback") == [
        "Enligt årets plan går rapporten till ledningen och nämnden mellan den 1 mars 2026 och den 31 mars 2026.",
        "Barnen får veta vad som händer med det de har sagt mellan den 1 april 2026 och den 30 april 2026.",
    ]
    assert not sentences(report, "feedback")


@pytest.mark.parametrize("section", SECTIONS)
def test_of_nothing_a_draft_says_nothing(section: str) -> None:
    if section.startswith(section_drafts.AREA):
        return
    allowed = ["Ingen förändring är beslutad än."] if section == "priorities" else []
    assert sentences(replace(empty_report(), method=replace(empty_report().method, funnel=ZERO)), section) == allowed


ZERO = Funnel(*(Shown(0) for _step in range(5)))


@pytest.mark.parametrize("section", [one for one in SECTIONS if one != "area_knowledge"])
def test_a_draft_is_the_text_that_a_person_goes_on_from(section: str) -> None:
    found = section_drafts.draft(full_report(), section)
    assert markup.parse(found.text) == found.nodes
    assert all(sentence.source in Source for sentence in found.sentences)


def test_every_draft_can_be_had_in_english(words: Flask) -> None:
    with words.test_request_context(headers={"Cookie": "language=en"}):
        told_of = [text for section in SECTIONS if section != "area_knowledge"
                   for text in sentences(replace(full_report(), written=()), section)]  # fmt: skip
    assert "20 children were chosen." in told_of
    assert not [text for text in told_of if "förslag" in text or "%(" in text]


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_a_sentence_is_known_by_a_mark_that_holds_no_word(one: str, other: str) -> None:
    marks = [Sentence(text, Source.THEMES).mark for text in (one, other)]
    assert (marks[0] == marks[1]) == (one == other)
    assert all(len(mark) == 16 for mark in marks)


def test_a_draft_has_no_empty_passages() -> None:
    assert told(None, None) == Passage(())
    assert not Draft().text
