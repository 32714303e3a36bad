"""What overlaps under one theme is one run of words: on the wall, in the report, and where quotes are counted."""

import pytest
from flask import Flask

from seminar.board import voices
from seminar.coding import marked_texts, marking, quotes
from seminar.coding.models import Coding
from seminar.report import drafting
from seminar.themes.models import Theme
from tests.seminar import making
from tests.seminar.making import Seminar

LINE = making.LINES[3][1]  # Man orkar inte säga allt igen. Åsså slapp jag börja om.


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (10, "boy"))


def mark(seminar: Seminar, theme: Theme, words: str, *, transcript: int = 0) -> Coding:
    start = LINE.index(words)
    text = seminar.transcripts[transcript]
    return marking.mark(
        seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, start=(3, start), end=(3, start + len(words))
    )


def shown(seminar: Seminar, theme: Theme) -> list[str]:
    return [one.words for one in voices.get_theme_voices(seminar.leads, seminar.cycle.id, theme.id).shown]


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(5, 9)], [(5, 9)]),
        ([(5, 9), (0, 6)], [(0, 9)]),
        ([(0, 9), (2, 3)], [(0, 9)]),
        ([(0, 4), (4, 9)], [(0, 4), (4, 9)]),  # they touch, and are two
        ([(0, 4), (6, 9), (3, 7)], [(0, 9)]),
        ([(0, 4), (0, 4)], [(0, 4)]),
    ],
)
def test_spans_that_overlap_are_one(spans: list[tuple[int, int]], merged: list[tuple[int, int]]) -> None:
    assert quotes.merge_spans(spans) == merged


def test_overlapping_passages_are_one_quote_with_each_word_once(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    mark(seminar, theme, "säga allt igen. Åsså slapp")
    mark(seminar, theme, "Man orkar inte säga allt")
    mark(seminar, theme, "allt")
    assert shown(seminar, theme) == ["Man orkar inte säga allt igen. Åsså slapp"]
    assert marked_texts.count_quotes(seminar.leads, seminar.cycle.id) == {seminar.transcripts[0].id: 1}


def test_the_report_holds_them_once(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    mark(seminar, theme, "orkar inte säga allt")
    mark(seminar, theme, "säga allt igen")
    making.read_all(seminar)
    report = drafting.collect(seminar.leads, seminar.cycle.id)
    told = [voice.text for area in report.areas for row in area.rows for voice in row.voices]
    assert told == ["orkar inte säga allt igen"]


def test_what_lies_apart_is_another_theme_or_another_child_stays_two(seminar: Seminar) -> None:
    theme, other = making.a_theme(seminar), making.a_theme(seminar, "Avslut")
    mark(seminar, theme, "börja om")
    mark(seminar, theme, "Man orkar")
    mark(seminar, theme, "Man orkar inte", transcript=1)
    mark(seminar, other, "orkar inte")
    assert sorted(shown(seminar, theme)) == ["Man orkar", "Man orkar inte", "börja om"]
    counts = marked_texts.count_quotes(seminar.leads, seminar.cycle.id)
    assert counts == {seminar.transcripts[0].id: 3, seminar.transcripts[1].id: 1}


def test_what_is_set_aside_or_taken_away_joins_nothing(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    first, _ = mark(seminar, theme, "Man orkar inte"), mark(seminar, theme, "inte säga")
    marking.show(seminar.leads, seminar.cycle.id, first.id, on_board=False)
    assert shown(seminar, theme) == ["inte säga"]
    marking.show(seminar.leads, seminar.cycle.id, first.id, on_board=True)
    assert shown(seminar, theme) == ["Man orkar inte säga"]
    marking.remove(seminar.leads, seminar.cycle.id, first.id)
    assert shown(seminar, theme) == ["inte säga"]
