"""Days that cannot be right are refused beside their field, in a sentence with the way out."""

from collections.abc import Mapping
from datetime import date

import pytest

from interview_guides import loader
from toolkit.cycles import phases
from toolkit.cycles.phases import Days
from toolkit.errors import InvalidInput

WHEEL = loader.load(language="en").year_wheel
TODAY = date(2026, 9, 1)
NOTHING: Mapping[str, Days] = {}


def check(moved: Mapping[str, Days] = NOTHING, *, today: date = TODAY, known: Mapping[str, Days] = NOTHING) -> None:
    """Check the days of 2026 as the wheel proposes them, with these phases moved."""
    days = phases.proposed(WHEEL, year=2026) | dict(moved)
    phases.check(WHEEL, days, year=2026, today=today, known=known)


def fault(moved: Mapping[str, Days] = NOTHING, *, today: date = TODAY) -> str | None:
    """The field that is refused."""
    with pytest.raises(InvalidInput) as refused:
        check(moved, today=today)
    assert refused.value.message % refused.value.values
    return refused.value.field


def test_the_wheel_proposes_whole_months_that_are_right() -> None:
    days = phases.proposed(WHEEL, year=2026)
    assert days["interviews"] == Days(date(2026, 10, 1), date(2026, 11, 30))
    assert days["report"] == Days(date(2027, 2, 1), date(2027, 2, 28))
    assert all(one.are_whole_months for one in days.values())
    check()


def test_a_leap_year_has_its_day() -> None:
    assert phases.proposed(WHEEL, year=2027)["report"].ends_on == date(2028, 2, 29)


def test_part_of_a_month_is_not_whole() -> None:
    assert not Days(date(2026, 10, 1), date(2026, 10, 30)).are_whole_months
    assert not Days(date(2026, 10, 2), date(2026, 10, 31)).are_whole_months


@pytest.mark.parametrize(
    ("moved", "field"),
    [
        ({"interviews": Days(date(2026, 11, 1), date(2026, 10, 1))}, "interviews_to"),
        ({"interviews": Days(date(2025, 11, 1), date(2026, 11, 1))}, "interviews_from"),
        ({"year_end": Days(date(2027, 12, 1), date(2029, 1, 1))}, "year_end_to"),
        ({"draw": Days(date(2026, 7, 1), date(2026, 9, 30))}, "draw_from"),
        ({"seminars": Days(date(2026, 11, 20), date(2027, 1, 31))}, "seminars_from"),
        ({"seminars": Days(date(2026, 11, 30), date(2027, 1, 31))}, "seminars_from"),
    ],
)
def test_days_that_cannot_be_right(moved: dict[str, Days], field: str) -> None:
    assert fault(moved) == field


def test_a_seminar_the_day_after_the_interviews_is_fine() -> None:
    check({"seminars": Days(date(2026, 12, 1), date(2027, 1, 31))})


def test_interviews_cannot_be_planned_in_the_past_but_may_have_been() -> None:
    later = date(2026, 12, 24)
    assert fault(today=later) == "interviews_to"
    check(today=later, known=phases.proposed(WHEEL, year=2026))
    check(today=date(2026, 11, 30))  # the last day is still to come
