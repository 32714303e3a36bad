"""Opening hours by a wall clock: over midnight, over the changes of summer time, and how work is spread over them."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.clock import LOCAL_ZONE
from transcription.queue.opening_hours import Hours, Opening

NIGHT = Opening(Hours(time(18), time(6)))
DAY = Opening(Hours(time(8), time(17, 30)))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL_ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("opening", "moment", "opens", "closes"),
    [
        (NIGHT, "2026-11-22 12:00", "2026-11-22 18:00", "2026-11-22 12:00"),
        (NIGHT, "2026-11-22 18:00", "2026-11-22 18:00", "2026-11-23 06:00"),
        (NIGHT, "2026-11-22 23:59", "2026-11-22 23:59", "2026-11-23 06:00"),
        (NIGHT, "2026-11-23 05:59", "2026-11-23 05:59", "2026-11-23 06:00"),
        (NIGHT, "2026-11-23 06:00", "2026-11-23 18:00", "2026-11-23 06:00"),
        (DAY, "2026-11-23 07:00", "2026-11-23 08:00", "2026-11-23 07:00"),
        (DAY, "2026-11-23 17:30", "2026-11-24 08:00", "2026-11-23 17:30"),
    ],
)
def test_when_it_opens_and_closes(opening: Opening, moment: str, opens: str, closes: str) -> None:
    assert opening.opens_at(local(moment)) == local(opens)
    assert opening.closes_at(local(moment)) == local(closes)


@pytest.mark.parametrize(
    ("evening", "length"),
    [("2026-03-28", 11), ("2026-03-29", 12), ("2026-10-24", 13), ("2026-10-25", 12)],
    ids=["spring", "the day after", "autumn", "the day after that"],
)
def test_the_night_when_the_clocks_change(evening: str, length: int) -> None:
    begins = local(f"{evening} 18:00")
    closes = NIGHT.closes_at(begins)
    assert closes
    assert closes - begins == timedelta(hours=length)
    assert closes.astimezone(LOCAL_ZONE).time() == time(6)


def test_a_time_that_is_skipped_in_spring_comes_an_hour_later() -> None:
    odd = Opening(Hours(time(2, 30), time(5)))
    opens = odd.opens_at(local("2026-03-29 01:00"))
    assert opens.astimezone(LOCAL_ZONE).time() == time(3, 30)


def test_work_rests_by_day() -> None:
    assert NIGHT.finish(local("2026-11-22 12:00"), timedelta(hours=2)) == local("2026-11-22 20:00")
    assert NIGHT.finish(local("2026-11-22 20:00"), timedelta(hours=12)) == local("2026-11-23 20:00")
    assert NIGHT.finish(local("2026-11-22 20:00"), timedelta(hours=34)) == local("2026-11-24 18:00") + timedelta(
        hours=12
    )
    assert Opening().finish(local("2026-11-22 12:00"), timedelta(hours=9)) == local("2026-11-22 21:00")


def test_open_for_once() -> None:
    once = Opening(NIGHT.hours, until=local("2026-11-23 06:00"))
    noon = local("2026-11-22 12:00")
    assert once.opens_at(noon) == noon
    assert once.closes_at(noon) == local("2026-11-23 06:00")
    assert once.opens_at(local("2026-11-23 12:00")) == local("2026-11-23 18:00")
    assert Opening(until=noon).closes_at(noon) is None


@given(
    begins=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    moment=st.integers(0, 366 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)),
    minutes=st.integers(1, 3000),
)
def test_no_work_is_done_outside_the_hours_and_none_is_lost(
    begins: time, ends: time, moment: datetime, minutes: int
) -> None:
    opening = Opening(Hours(begins, ends))
    start, work = moment, timedelta(minutes=minutes)
    end = opening.finish(start, work)
    done, at = timedelta(), start
    while at < end:
        at = opening.opens_at(at)
        closes = opening.closes_at(at)
        assert closes
        assert closes > at, "an opening is never empty"
        done += min(closes, end) - at
        at = closes
    assert done == work or work > timedelta(days=40)
