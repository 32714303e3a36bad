"""Stripes in the margin: one unbroken lane per coding, four at most, none shared while one is free."""

import pytest
from flask import Flask

from seminar.coding import marked_texts, marking, stripes
from seminar.coding.models import Coding
from tests.seminar import making
from tests.seminar.making import Seminar
from transcription.transcripts.speaker_turns import Speaker


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    for line in found.transcripts[0].segments:
        line.speaker = Speaker.CHILD
    return found


def mark(seminar: Seminar, name: str, first: int, last: int) -> Coding:
    theme = making.a_theme(seminar, name)
    end = len(seminar.transcripts[0].segments[last].text)
    return marking.mark(
        seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, theme_id=theme.id, start=(first, 0), end=(last, end)
    )


def page_of(seminar: Seminar) -> marked_texts.Page:
    return marked_texts.open_page(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id)


def test_codings_on_the_same_line_get_lanes_of_their_own(seminar: Seminar) -> None:
    rows = [mark(seminar, f"Tema {n}", 0, 1) for n in range(4)]
    found = stripes.lanes(page_of(seminar))
    assert sorted(found[row.id] for row in rows) == [1, 2, 3, 4]


def test_a_lane_is_free_again_after_its_last_line(seminar: Seminar) -> None:
    first, across, later = mark(seminar, "Ett", 0, 0), mark(seminar, "Två", 0, 2), mark(seminar, "Tre", 1, 2)
    found = stripes.lanes(page_of(seminar))
    assert found[later.id] == found[first.id]
    assert found[across.id] != found[later.id]


def test_a_fifth_on_the_same_line_shares_the_lane_that_is_free_soonest(seminar: Seminar) -> None:
    short = mark(seminar, "Kort", 0, 1)
    for n in range(3):
        mark(seminar, f"Lång {n}", 0, 3)
    fifth = mark(seminar, "Femte", 1, 2)
    page = page_of(seminar)
    found = stripes.lanes(page)
    assert found[fifth.id] == found[short.id]
    assert stripes.on_line(page.lines[1].codings, found)[found[short.id]] == short
    assert len(stripes.on_line(page.lines[1].codings, found)) == stripes.LANES


def test_a_text_without_marks_has_no_stripes(seminar: Seminar) -> None:
    assert stripes.lanes(page_of(seminar)) == {}
    assert stripes.on_line((), {}) == {}
