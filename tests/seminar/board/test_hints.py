"""Hints at the board: one group that speaks for all, interviews that are not quoted, and which children, of many."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import hints, voices
from seminar.board.hints import Counted
from seminar.coding import marking
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.cycles.models import Child, Sex
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
GIRLS, BOYS, YOUNG = ((13, "girl"),) * 3, ((13, "boy"),) * 3, ((9, "girl"),) * 3


def children_of(ages_and_sexes: tuple[tuple[int, str], ...]) -> list[Child]:
    found = [Child(age=age, sex=Sex(sex)) for age, sex in ages_and_sexes]
    for number, child in enumerate(found):
        child.id = uuid.UUID(int=number + 1)
    return found


def test_one_group_speaks_for_all_where_it_may_be_named() -> None:
    read = children_of((*GIRLS, *BOYS, *YOUNG))
    girls, boys, young = read[:3], read[3:6], read[6:]
    assert hints.hint(girls, read, threshold=3).alone == (Sex.GIRL, "13–14")
    assert hints.hint([*girls, *young], read, threshold=3).alone == (Sex.GIRL, None)
    assert hints.hint([*girls, *boys], read, threshold=3).alone == (None, "13–14")
    assert hints.hint(girls, read, threshold=4).alone == (Sex.GIRL, None), "three are too few to be named by both"
    assert hints.hint(boys, read, threshold=7).alone is None, "no group is large enough to be named"
    assert hints.hint([*boys, *young], read, threshold=3).alone is None
    assert hints.hint(girls[:1], read, threshold=3).alone is None, "one child is no group"
    assert hints.hint(girls, girls, threshold=3).alone is None, "nobody else was read"


def test_which_children_is_told_only_of_many() -> None:
    read = children_of((*GIRLS, *GIRLS, *BOYS, *BOYS))
    raised = [*read[:3], *read[6:9]]
    told = hints.hint(raised, read, threshold=3).counted
    assert Counted((Sex.GIRL, None), 3, 6) in told
    assert Counted((Sex.BOY, None), 3, 6) in told
    one_boy = hints.hint(raised[:4], read, threshold=3).counted
    assert not [one for one in one_boy if one.group[0] is not None], "one boy would follow from the girls and the sum"
    assert hints.hint(raised, read, threshold=5).counted == (Counted((None, "13–14"), 6, 12),)


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (13, "girl"), (9, "boy"))


def test_a_child_with_overlapping_excerpts_counts_once(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    text = seminar.transcripts[0].id
    for start, end in ((0, 12), (4, 20), (22, 30)):
        marking.mark(seminar.leads, seminar.cycle.id, text, theme_id=theme.id, start=(1, start), end=(1, end))
    making.an_excerpt(seminar, theme, transcript=2)
    row = voices.list_voices(seminar.leads, seminar.cycle.id)[0]
    assert (row.children, row.of) == (2, 2)
    told = hints.list_hints(seminar.leads, seminar.cycle, rows=[row])[theme.id]
    assert told.alone is None


def test_interviews_that_are_not_quoted_are_counted(seminar: Seminar, signed_in: SignIn) -> None:
    assert hints.count_unquoted(seminar.leads, seminar.cycle.id) == 3
    making.another_part(seminar.transcripts[0])
    assert hints.count_unquoted(seminar.leads, seminar.cycle.id) == 3, "two parts of one talk are one interview"
    theme = making.a_theme(seminar)
    first, second = making.an_excerpt(seminar, theme), making.an_excerpt(seminar, theme, transcript=1)
    assert hints.count_unquoted(seminar.leads, seminar.cycle.id) == 1
    db.session.commit()
    page = signed_in(seminar.facilitator).get(f"/cycles/{seminar.cycle.id}/board/contact")
    inspect_page(page.text, page.headers)
    assert "1 överlämnad intervju är inte citerad än." in page.text
    marking.remove(seminar.leads, seminar.cycle.id, second.id)
    assert hints.count_unquoted(seminar.leads, seminar.cycle.id) == 2
    assert first.removed_at is None
    assert hints.count_unquoted(making.a_seminar().leads, seminar.cycle.id) == 0
