"""Counts of what people at work answered: no small number in any question, whatever way it is answered in."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from flask import Flask

from interview_guides.surveys import Field, FieldKind, Occasion, Option
from tests.shown import said
from toolkit import content
from toolkit.disclosure.counts import is_small
from toolkit.surveys import counting

pytestmark = pytest.mark.one_database

FEW = 5
LANGUAGES = Field(
    id="x",
    kind=FieldKind.CHOICE,
    label="Språk",
    options=tuple(Option(code=code, name=code) for code in ("a", "b", "c")),
)
GRADE = Field(id="y", kind=FieldKind.SCALE, label="Trygg?", lowest=1, highest=5)


def counted(field: Field, given: Sequence[Any]) -> counting.QuestionResult:
    return counting.of_field(field, given, asked=20, few=FEW)


def every_field() -> list[Field]:
    now = content.current()
    asked = [*now.interviewer_survey.fields, *now.interviewer_survey.known]
    asked += [field for occasion in Occasion for field in now.staff_survey.fields_on(occasion)]
    return [field for field in asked if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.SCALE)]


def test_no_question_of_any_survey_shows_a_count_of_few(app: Flask) -> None:
    """Every question that is asked or known, in the shipped words: one chose the first, the rest the last."""
    fields = every_field()
    assert {field.kind for field in fields} == {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.SCALE}
    for field, rare in product(fields, (1, 2, FEW - 1)):
        codes = [option.code for option in counting.options_of(field)]
        given = [codes[0]] * rare + [codes[-1]] * (12 - rare)
        result = counted(field, [[code] for code in given] if field.kind is FieldKind.CHOICES else given)
        shown = [count.value for _name, count in result.choices if count.value is not None]
        assert not [count for count in shown if is_small(count, threshold=FEW)], field.id
        assert sum(shown) != 12 - rare, f"{field.id}: the rest gives the few away"


def test_a_small_one_takes_another_along_and_nought_is_said(app: Flask) -> None:
    assert counted(LANGUAGES, ["a"] * 9 + ["b"]).choices == said(("a", None), ("b", None), ("c", 0))
    assert counted(LANGUAGES, ["a"] * 9 + ["b"] * 6).choices == said(("a", 9), ("b", 6), ("c", 0))


def test_of_what_can_be_ticked_together_a_few_who_did_not_are_hidden_too(app: Flask) -> None:
    aids = next(field for field in every_field() if field.kind is FieldKind.CHOICES)
    first, second, *_rest = (option.code for option in counting.options_of(aids))
    all_but_one = counted(aids, [[first]] * 11 + [[second]])
    assert [count.value for _name, count in all_but_one.choices] == [None, None]
    half = counted(aids, [[first, second]] * 6 + [[first]] * 6)
    assert [count.value for _name, count in half.choices] == [12, 6]


def test_the_mean_of_a_scale_stands_alone_where_its_counts_are_small(app: Flask) -> None:
    spread = counted(GRADE, ["2", "3", "4", "5", "5"])
    assert (spread.choices, spread.mean, spread.highest) == ((), 3.8, 5)
    even = counted(GRADE, ["2"] * 5 + ["4"] * 5)
    assert (even.mean, [count.value for _name, count in even.choices]) == (3.0, [0, 5, 0, 5, 0])
    one_of_six = counted(GRADE, ["5"] * 5 + ["4"])
    assert one_of_six.mean is None, "4,8 would say that one did not choose the best"
    assert [count.value for _name, count in one_of_six.choices] == [0, 0, 0, None, None]
