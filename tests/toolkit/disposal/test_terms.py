"""Calendar months there and back: a term never ends a day late."""

from datetime import date, timedelta

import pytest

from toolkit.disposal.terms import add_months, latest_start


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 10, 14), 6, date(2027, 4, 14)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 1), 1200, date(2126, 1, 1)),
    ],
)
def test_a_term_ends_on_the_same_day_or_the_months_last(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@pytest.mark.parametrize("months", [1, 2, 6, 11, 12, 25])
def test_nothing_that_has_ended_is_passed_by_and_nothing_else_is_taken(months: int) -> None:
    """`latest_start` is the last day that has run out, for every day of three years with a leap year among them."""
    for day in (date(2027, 1, 1) + timedelta(n) for n in range(1100)):
        start = latest_start(day, months)
        assert add_months(start, months) <= day < add_months(start + timedelta(1), months)
