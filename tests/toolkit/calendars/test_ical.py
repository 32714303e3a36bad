"""What we write is iCalendar (RFC 5545): a library that reads calendars reads ours, and finds what was put in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from toolkit.calendars import ical
from toolkit.calendars.ical import DayEvent

NOW = datetime(2027, 3, 1, 8, 30, tzinfo=UTC)
AT = "https://roster.example/"
SIGNS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=200)


def written(*events: DayEvent) -> bytes:
    return ical.write(events, name="Barnens röster", sign_in_at=AT, now=NOW)


def events(file: bytes) -> list[Any]:
    """What a library reads out of it; its types leave open what a day can be."""
    return list(Calendar.from_ical(file).walk("VEVENT"))


def test_a_day_is_a_whole_day_in_swedish_and_takes_no_time() -> None:
    event = DayEvent("1@follow-up.barnens-roster", date(2027, 4, 30), "Följ upp; det som lovades, i år")
    calendar: Any = Calendar.from_ical(written(event))
    (read,) = events(written(event))
    assert (read["DTSTART"].dt, read["DTEND"].dt) == (date(2027, 4, 30), date(2027, 5, 1))
    assert (str(read["SUMMARY"]), str(read["UID"])) == (event.summary, event.uid)
    assert read["DTSTAMP"].dt == NOW
    assert (str(read["TRANSP"]), str(read["URL"])) == ("TRANSPARENT", AT)
    assert (str(calendar["VERSION"]), str(calendar["X-WR-CALNAME"])) == ("2.0", "Barnens röster")
    assert not calendar.errors
    assert not read.errors


def test_the_same_day_has_the_same_name_each_time_and_days_come_in_order() -> None:
    late, early = DayEvent("b@x", date(2027, 9, 15), "b"), DayEvent("a@x", date(2027, 4, 30), "a")
    read = events(written(late, early))
    assert [str(event["UID"]) for event in read] == ["a@x", "b@x"]


def test_an_empty_calendar_is_one() -> None:
    assert events(written()) == []


@given(SIGNS, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_whatever_is_said_comes_back_and_no_line_is_too_long(said: str, on: date) -> None:
    file = written(DayEvent("1@x", on, said))
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    for line in lines:
        line.decode()  # no line is broken within a letter
    (read,) = events(file)
    assert str(read["SUMMARY"]) == said
    assert read["DTEND"].dt - read["DTSTART"].dt == timedelta(days=1)
