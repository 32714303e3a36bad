"""What a change has reached in a text: those lines are opened, and everything else is as on the whole page."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seminar.coding import changed_lines, marked_texts, marking
from seminar.coding.changed_lines import ChangedPage
from seminar.coding.models import Coding
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.errors import NotFound
from transcription.transcripts.speaker_turns import Speaker


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    for line in found.transcripts[0].segments:
        line.speaker = Speaker.CHILD
    db.session.commit()
    return found


def mark(seminar: Seminar, first: int, last: int, *, theme: str = "Tillit") -> Coding:
    text = seminar.transcripts[0]
    theme_id, end = making.a_theme(seminar, theme).id, (last, len(text.segments[last].text))
    return marking.mark(seminar.leads, seminar.cycle.id, text.id, theme_id=theme_id, start=(first, 0), end=end)


def changed(seminar: Seminar, *rows: Coding | str) -> ChangedPage:
    ids = [str(row.id) if isinstance(row, Coding) else row for row in rows]
    db.session.expire_all()
    return changed_lines.open_changed(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, coding_ids=ids)


def positions(found: ChangedPage) -> list[int]:
    return [line.segment.position for line in found.lines]


def test_the_lines_of_a_coding_are_opened_and_no_other(seminar: Seminar) -> None:
    row, other = mark(seminar, 1, 2), mark(seminar, 3, 3, theme="Tid")
    found = changed(seminar, row)
    assert positions(found) == [1, 2]
    assert [bool(line.runs) for line in found.page.lines] == [False, True, True, False]
    assert found.page.codings == [row, other]


def test_where_one_was_taken_away_the_line_comes_without_it(seminar: Seminar) -> None:
    row = mark(seminar, 1, 1)
    marking.remove(seminar.leads, seminar.cycle.id, row.id)
    found = changed(seminar, row)
    assert positions(found) == [1]
    assert found.page.codings == []
    assert [codings for _text, codings in found.lines[0].runs] == [()]


def test_what_is_no_coding_opens_no_line(seminar: Seminar) -> None:
    mark(seminar, 1, 1)
    assert positions(changed(seminar, str(seminar.cycle.id), "", "å")) == []


def test_everything_is_opened_when_nothing_is_named(seminar: Seminar) -> None:
    mark(seminar, 1, 1)
    text = seminar.transcripts[0].id
    found = changed_lines.open_changed(seminar.leads, seminar.cycle.id, text, coding_ids=None)
    assert positions(found) == [0, 1, 2, 3]


def test_a_text_of_others_is_missing(seminar: Seminar) -> None:
    stranger = making.a_seminar()
    with pytest.raises(NotFound):
        changed_lines.open_changed(stranger.leads, stranger.cycle.id, seminar.transcripts[0].id, coding_ids=[])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=5))
def test_a_line_that_is_opened_by_itself_is_the_one_of_the_whole_page(
    seminar: Seminar, spans: list[tuple[int, int]]
) -> None:
    rows = [mark(seminar, min(span), max(span), theme=f"Tema {number}") for number, span in enumerate(spans)]
    found = changed(seminar, rows[-1])
    whole = marked_texts.open_page(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id)
    for line, same in zip(found.page.lines, whole.lines, strict=True):
        assert line.codings == same.codings
        if line in found.lines:
            assert line.runs == same.runs
    db.session.rollback()
