"""The day by which an answer is asked for: to come, in time for the meeting, or not at all."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from toolkit.letters.answer_day import TIME_TO_THINK, answer_day

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2030, 1, 1))
TODAY = date(2026, 10, 1)


@given(today=DAYS, meeting=st.none() | DAYS, last=st.none() | DAYS)
def test_it_is_never_a_day_that_has_passed(today: date, meeting: date | None, last: date | None) -> None:
    found = answer_day(today, meeting=meeting, last=last)
    if found is not None:
        assert today < found <= today + TIME_TO_THINK
        assert meeting is None or found < meeting
        assert last is None or found <= last


def test_there_are_two_weeks_to_think() -> None:
    assert answer_day(TODAY) == date(2026, 10, 15)
    assert answer_day(TODAY, meeting=date(2026, 12, 1), last=date(2026, 11, 30)) == date(2026, 10, 15)


def test_a_meeting_soon_asks_for_an_answer_before_it() -> None:
    assert answer_day(TODAY, meeting=TODAY + timedelta(days=8)) == TODAY + timedelta(days=6)
    assert answer_day(TODAY, meeting=TODAY + timedelta(days=2)) == TODAY + timedelta(days=1)
    assert answer_day(TODAY, meeting=TODAY + timedelta(days=1)) is None


def test_the_interviews_may_be_over() -> None:
    assert answer_day(TODAY, last=TODAY) is None
    assert answer_day(TODAY, last=TODAY + timedelta(days=3)) == TODAY + timedelta(days=3)
