"""Out and in again is the same, to the letter, whatever is said."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from seminar.coding import marked_texts, marking
from seminar.coding.models import Coding
from seminar.exchange.conventions import Tool
from seminar.exchange.importing import Kept
from seminar.exchange.news import News
from seminar.texts import anchors
from tests.seminar import making
from tests.seminar.exchange.taking_in import (
    LINES,
    a_seminar_to_code,
    exported,
    kept,
    looked,
    stands,
)
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.errors import InvalidInput
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return a_seminar_to_code()


def test_out_and_in_is_the_same(seminar: Seminar) -> None:
    for name, area in (("Ett", "contact"), ("Två", "works_well")):
        theme = making.a_theme(seminar, name, area=area)
        for position in (1, 2, 4):
            marking.mark_segment(
                seminar.leads, seminar.cycle.id, seminar.transcripts[1].id, theme_id=theme.id, position=position
            )
    before, data = stands(seminar), exported(seminar)
    look = looked(seminar, data)
    assert (look.new, look.found.tool, len(look.found.readings)) == ([], Tool.OURS, 1)
    assert (look.is_nothing, look.news) == (True, (News(0, 0, len(before)),))
    assert kept(seminar, look) == Kept(0, 0)  # all of it is here
    for row in db.session.scalars(select(Coding)):
        marking.remove(seminar.leads, seminar.cycle.id, row.id)
    assert stands(seminar) == set()
    look = looked(seminar, data)
    assert (look.is_nothing, look.news) == (False, (News(0, len(before), 0),))
    assert kept(seminar, look) == Kept(0, len(before))
    assert stands(seminar) == before


BITS = st.sampled_from(["å", "a\u030a", "e\u0301", "🙂", "👨\u200d👩\u200d👧", " ", "\r\n", "ord", ". "])
SAID = st.lists(BITS, min_size=1, max_size=10).map("".join).filter(str.strip)


@given(said=st.lists(SAID, min_size=1, max_size=4), data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_out_and_in_is_the_same_whatever_is_said(app: Flask, said: list[str], data: st.DataObject) -> None:
    seminar = making.a_seminar()
    lines = tuple(("child" if number else "interviewer", each) for number, each in enumerate(["Hej?", *said]))
    text = making.a_handed_over(seminar.cycle, seminar.unit, lines=lines)
    whole = anchors.join([each for _who, each in lines])
    for name in ("Ett", "Två"):
        theme = making.a_theme(seminar, name)
        start = data.draw(st.integers(0, len(whole) - 1))
        end = data.draw(st.integers(start + 1, len(whole)))
        places = [place_in(lines, at) for at in (start, end)]
        try:
            marking.mark(seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, start=places[0], end=places[1])
        except InvalidInput:
            continue
    before = {(row.theme_id, row.excerpt.start, row.excerpt.end) for row in marked_texts.list_codings(text)}
    made = exported(seminar)
    for row in marked_texts.list_codings(text):
        marking.remove(seminar.leads, seminar.cycle.id, row.id)
    kept(seminar, looked(seminar, made))
    assert {(row.theme_id, row.excerpt.start, row.excerpt.end) for row in marked_texts.list_codings(text)} == before
    db.session.rollback()


def place_in(lines: tuple[tuple[str, str], ...], at: int) -> tuple[int, int]:
    """A code point of the whole text as a browser sends it."""
    for position, (_who, said) in enumerate(lines):
        text = anchors.join([said])
        if at <= len(text):
            return position, anchors.to_utf16(text, at)
        at -= len(text) + 1
    raise AssertionError(at)


def test_of_two_texts_that_are_alike_each_gets_its_own_words(seminar: Seminar) -> None:
    twin = making.a_handed_over(seminar.cycle, seminar.unit, lines=LINES)
    theme = making.a_theme(seminar)
    row = marking.mark_segment(seminar.leads, seminar.cycle.id, twin.id, theme_id=theme.id, position=1)
    made = exported(seminar)
    marking.remove(seminar.leads, seminar.cycle.id, row.id)
    kept(seminar, looked(seminar, made))
    assert [each.id for each in marked_texts.list_codings(twin)] == [row.id]
    assert marked_texts.list_codings(seminar.transcripts[1]) == []
