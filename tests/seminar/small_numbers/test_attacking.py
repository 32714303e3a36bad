"""Whoever has everything that a unit ever published learns of no child more than that it is one of few."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings

from seminar.answers.own_questions import PREFIX
from tests.examples import examples
from tests.seminar import promising
from tests.seminar.small_numbers import publishing, reading, units
from tests.seminar.small_numbers.units import Kid

FEW = 5
UNHURRIED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.timeout(180)
@settings(max_examples=examples(4), deadline=None, suppress_health_check=UNHURRIED)
@given(units.kids())
def test_two_editions_of_any_unit_tell_of_no_child(app: Flask, kids: list[Kid]) -> None:
    with app.test_request_context():
        unit = units.build(kids)
        assert not reading.leaks(publishing.editions_of(unit), few=FEW)


@pytest.mark.timeout(180)
# The same units in every run: of those who were not asked whether they noticed something it can be known, seldom, that
# they were three at least (decision 54).
@settings(
    max_examples=examples(3), phases=[Phase.generate], derandomize=True, deadline=None, suppress_health_check=UNHURRIED
)
@given(units.kids(), units.kids(), units.kids())
def test_three_years_with_three_editions_each_count_out_no_child(
    app: Flask, first: list[Kid], second: list[Kid], third: list[Kid]
) -> None:
    """An action of the first year is asked about in the others, and is told beside their reports."""
    with app.test_request_context():
        year = units.a_year()
        action = promising.an_action(year, theme="Löftet", notice_question="Har du fått ett sms dagen innan?")
        years = [units.build(first, seminar=year)]
        for kids in (second, third):
            year = units.a_year(year)
            years.append(units.build(kids, seminar=year, question=f"{PREFIX}{action.id}"))
        for unit in years:
            editions = publishing.editions_of(unit, many=3, action=action)
            assert not reading.leaks(editions, few=FEW)
