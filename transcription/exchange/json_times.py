"""Times in the JSON of speech programs: which names they have, and what they count in. Pure."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from transcription.exchange import times
from transcription.exchange.times import LONGEST_TIME_MS

PAIRS = (
    ("start", "end"), ("start", "stop"), ("begin", "end"), ("from", "to"), ("start_time", "end_time"),
    ("startTime", "endTime"), ("t0", "t1"), ("start_ms", "end_ms"), ("startMs", "endMs"),
)  # fmt: skip
THOUSANDTHS = frozenset({"start_ms", "startMs"})
HUNDREDTHS = frozenset({"t0"})
SLOWEST, USUAL = 0.1, 2.5
"""Words a second: no talk is slower than the first, and most are near the second."""
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*s?\s*")


def find_pair(item: Mapping[str, Any]) -> tuple[Any, Any, int] | None:
    """(start, end, ticks a second) as the item has them; None without any. Nought ticks: it does not say."""
    stamp, offsets, stamps = item.get("timestamp"), item.get("offsets"), item.get("timestamps")
    if isinstance(offsets, dict):  # whisper.cpp counts in thousandths
        return offsets.get("from"), offsets.get("to"), 1000
    if isinstance(stamps, dict):
        return stamps.get("from"), stamps.get("to"), 0
    if isinstance(stamp, list) and len(stamp) == 2:
        return stamp[0], stamp[1], 1
    for start, end in PAIRS:
        if start in item and (end in item or start != "start" or "stop" not in item):
            return item[start], item.get(end), 1000 if start in THOUSANDTHS else 100 if start in HUNDREDTHS else 0
    return None


def guess_ticks(spans: Sequence[tuple[Any, Any]], words: int) -> int:
    """How many ticks a second the times count: 1, 100 or 1000.

    Whole numbers by which the talk would be slower than anybody talks are no seconds.
    """
    values = [value for span in spans for value in span if value is not None]
    if not values or not all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return 1
    spoken = sum(max(0, end - start) for start, end in spans if isinstance(start, int) and isinstance(end, int))
    length = spoken or max(values)
    if length <= 0 or not words or words / length >= SLOWEST:
        return 1
    return min((100, 1000), key=lambda ticks: abs(math.log(words * ticks / length / USUAL)))


def read_ms(value: Any, *, ticks: int) -> int | None:
    """Milliseconds of a number of ticks, of «1.5», or of a clock; None for what is no time of a talk."""
    if isinstance(value, str):
        number = _NUMBER.fullmatch(value)
        ms = round(float(number[1]) * 1000) if number and len(value) < 20 else times.read_clock(value)
    else:
        number_of_ticks = read_number(value)
        ms = None if number_of_ticks is None else _scaled(number_of_ticks, ticks)
    return ms if ms is not None and 0 <= ms <= LONGEST_TIME_MS else None


def read_number(value: Any) -> float | None:
    """A finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def have_stop(items: Iterable[Any]) -> bool:
    """Whether the program calls an end «stop», as those do that count in hundredths."""
    return any(isinstance(item, dict) and "stop" in item and "end" not in item for item in items)


def _scaled(number: float, ticks: int) -> int | None:
    ms = number * 1000 / ticks
    return round(ms) if abs(ms) <= LONGEST_TIME_MS else None
