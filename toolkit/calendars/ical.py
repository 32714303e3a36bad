"""A calendar as iCalendar (RFC 5545): whole days with a sentence each. Pure; nothing of any child is put in here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCER = "-//Barnens roster//SV"
LONGEST_LINE = 75  # octets, without the line's end


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something on one whole day. `uid` is the same each time the calendar is fetched, whatever else changes."""

    uid: str
    on: date
    summary: str


def write(events: Iterable[DayEvent], *, name: str, sign_in_at: str, now: datetime) -> bytes:
    """The calendar as a file, the days in order. `sign_in_at` is a whole address, the same for every event."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCER}", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]  # fmt: skip
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for event in sorted(events, key=lambda event: (event.on, event.uid)):
        lines += [
            "BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}", f"SUMMARY:{_text(event.summary)}",
            f"URL:{sign_in_at}", "TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT",
        ]  # fmt: skip
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line)).encode()


def _text(words: str) -> str:
    """A text value (RFC 5545, 3.3.11)."""
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        words = words.replace(sign, escaped)
    return words


def _folded(line: str) -> Iterator[str]:
    """A line in parts of 75 octets at most (3.1), none of them broken within a letter."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
