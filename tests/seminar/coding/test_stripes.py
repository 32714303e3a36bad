"""Stripes in the margin: one unbroken lane per coding, four at most, none shared while one is free."""

import uuid

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from seminar.coding import marked_texts, marking, stripes
from seminar.coding.models import Coding
from tests.seminar import making
from tests.seminar.making import Seminar
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript
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


def test_a_change_touches_the_lines_that_follow_without_a_free_one_between(seminar: Seminar) -> None:
    mark(seminar, "Ett", 0, 1)
    mark(seminar, "Två", 1, 2)
    mark(seminar, "Tre", 3, 3)
    page = page_of(seminar)
    touched = stripes.list_touched(page, [page.lines[0]])
    assert [line.segment.position for line in touched] == [0, 1, 2]
    assert stripes.list_touched(page, [page.lines[3]]) == [page.lines[3]]
    assert stripes.list_touched(page, []) == []


SPANS = st.tuples(st.integers(0, 11), st.integers(0, 4))


@given(st.lists(SPANS, min_size=1, max_size=12))
def test_no_lane_changes_beyond_the_lines_that_are_touched(spans: list[tuple[int, int]]) -> None:
    before, after = a_page(dict(enumerate(spans))), a_page(dict(enumerate(spans[1:], 1)))
    changed = after.lines[spans[0][0] : sum(spans[0]) + 1]
    touched = {line.segment.position for line in stripes.list_touched(after, changed)}
    was, now = stripes.lanes(before), stripes.lanes(after)
    for line, same in zip(before.lines, after.lines, strict=True):
        if line.segment.position not in touched:
            assert stripes.on_line(line.codings, was).keys() == stripes.on_line(same.codings, now).keys()


def a_page(spans: dict[int, tuple[int, int]]) -> marked_texts.Page:
    """Sixteen lines, with a coding (by its number) on the lines of each span: its first, and how many come after."""
    rows = {Coding(id=uuid.UUID(int=number)): span for number, span in spans.items()}
    lines = []
    for position in range(16):
        here = tuple(
            row for row, (first, more) in sorted(rows.items(), key=_place) if first <= position <= first + more
        )
        lines.append(marked_texts.Line(DeidentifiedSegment(position=position), (), here))
    return marked_texts.Page(DeidentifiedTranscript(), tuple(lines), ())


def _place(row: tuple[Coding, tuple[int, int]]) -> tuple[int, int]:
    return row[1][0], row[0].id.int
