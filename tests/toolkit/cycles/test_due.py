"""What comes first in a room while cycles overlap: by the day and by what waits, never by the highest year."""

import uuid
from datetime import date
from itertools import pairwise

import pytest

from interview_guides import loader
from toolkit.cycles import due, phases
from toolkit.cycles.due import Room, Year
from toolkit.cycles.phases import Days

WHEEL = loader.load(language="sv").year_wheel


def a_year(year: int, *, waiting: int = 0, is_done: bool = False) -> Year:
    """The cycle that begins in `year`, with the days that the wheel proposes."""
    days = phases.proposed(WHEEL, year=year)
    return Year(id=uuid.uuid4(), year=year, days=days, waiting=waiting, is_done=is_done)


def first(room: Room, today: date, *years: Year) -> int:
    """The year that the room opens with; asked in either order, the answer is the same."""
    chosen = {due.order(way, room, today=today)[0].year for way in (years, years[::-1])}
    assert len(chosen) == 1
    return chosen.pop()


@pytest.mark.parametrize(
    ("room", "today", "expected"),
    [
        # the autumn in which 2027–2028 is planned and drawn while 2026–2027 is followed up
        (Room.REPORT, date(2027, 9, 20), 2026),
        (Room.BOARD, date(2027, 9, 20), 2026),
        (Room.SEMINAR, date(2027, 9, 20), 2027),
        (Room.SEMINAR, date(2027, 1, 31), 2026),
        (Room.SEMINAR, date(2027, 2, 1), 2027),
        (Room.SEMINAR, date(2028, 1, 1), 2027),
        (Room.BOARD, date(2028, 1, 1), 2027),
        (Room.PROPOSALS, date(2028, 3, 31), 2027),
        (Room.REPORT, date(2028, 1, 31), 2026),
        (Room.REPORT, date(2028, 2, 1), 2027),
    ],
)
def test_a_room_opens_with_the_cycle_whose_time_it_is(room: Room, today: date, expected: int) -> None:
    assert first(room, today, a_year(2026), a_year(2027)) == expected


def test_every_room_has_times_of_its_own() -> None:
    assert len(list(Room)) == len({room.value for room in Room}) == 4, "two alike would be one room to Python"
    known = {phase.id for phase in WHEEL}
    assert all(set(room.value.phases) <= known for room in Room)


def test_what_waits_comes_before_what_is_only_near_and_the_oldest_first() -> None:
    april = date(2027, 4, 10)
    assert first(Room.SEMINAR, april, a_year(2026), a_year(2027)) == 2027
    assert first(Room.SEMINAR, april, a_year(2026, waiting=1), a_year(2027)) == 2026
    assert first(Room.SEMINAR, april, a_year(2026, waiting=1), a_year(2027, waiting=9)) == 2026


def test_what_is_going_on_now_comes_before_what_was_left_behind() -> None:
    assert first(Room.SEMINAR, date(2028, 1, 10), a_year(2026, waiting=3), a_year(2027)) == 2027


def test_nothing_waits_where_the_room_is_done_with() -> None:
    december = date(2027, 12, 1)
    years = a_year(2026, waiting=3, is_done=True), a_year(2027, waiting=1)
    assert first(Room.SEMINAR, december, *years) == 2027
    done_early = a_year(2027, is_done=True), a_year(2026, is_done=True)
    assert first(Room.REPORT, date(2028, 2, 10), *done_early) == 2027, "it has been, and last"


def test_of_two_that_are_going_on_the_sooner_to_end_comes_first() -> None:
    late = a_year(2027)
    long_days = {**late.days, "seminars": Days(date(2028, 1, 1), date(2028, 3, 1))}
    moved = Year(id=uuid.uuid4(), year=2026, days=long_days)
    assert first(Room.SEMINAR, date(2028, 1, 15), moved, late) == 2027


def test_a_cycle_without_the_rooms_phases_counts_by_all_its_days_or_its_calendar_years() -> None:
    bare = Year(id=uuid.uuid4(), year=2026, days={})
    only_autumn = Year(id=uuid.uuid4(), year=2027, days={"draw": Days(date(2027, 9, 1), date(2027, 9, 30))})
    assert first(Room.BOARD, date(2027, 9, 15), bare, only_autumn) == 2027, "it ends sooner"
    assert first(Room.BOARD, date(2027, 10, 15), bare, only_autumn) == 2026
    assert due.order([], Room.BOARD, today=date(2027, 1, 1)) == []


def test_two_years_from_day_to_day_never_lead_to_a_cycle_without_a_reason() -> None:
    """The board turns over once a year, on the first day of the seminars, and never back."""
    years = [a_year(year) for year in (2025, 2026, 2027)]
    days = [date.fromordinal(n) for n in range(date(2026, 6, 1).toordinal(), date(2028, 6, 1).toordinal())]
    opened = [due.order(years, Room.BOARD, today=day)[0].year for day in days]
    turns = [day for (before, after), day in zip(pairwise(opened), days[1:], strict=True) if before != after]
    assert turns == [date(2027, 1, 1), date(2028, 1, 1)]
    assert opened == sorted(opened)


def test_the_deadline_of_an_interview_is_of_its_next_step() -> None:
    days = phases.proposed(WHEEL, year=2026)
    assert due.deadline(days, is_met=False) == date(2026, 11, 30)
    assert due.deadline(days, is_met=True) == date(2026, 12, 31)
    assert due.deadline({phases.INTERVIEWS: days[phases.INTERVIEWS]}, is_met=True) == date(2026, 11, 30)
    assert due.deadline({}, is_met=False) is None


def test_of_two_running_cycles_the_one_whose_day_is_next() -> None:
    days = phases.proposed(WHEEL, year=2026)
    assert due.next_day(days, today=date(2026, 11, 30)) == date(2026, 11, 30)
    assert due.next_day(days, today=date(2026, 12, 1)) == date(2026, 12, 31)
    assert due.next_day(days, today=date(2029, 1, 1)) == date.max
