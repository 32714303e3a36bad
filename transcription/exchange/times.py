"""Times as people and programs write them: 1:02, 00:01:02,500, [1.02], #00:01:02-5#. Pure."""

import re

# hours:minutes:seconds and fractions; in brackets a full stop may part them, as in Swedish
CLOCK = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,\-](\d{1,3}))?"
_WITH_STOPS = r"(?:(\d{1,2})[.:])?(\d{1,3})[.:](\d{2})(?:[,\-](\d{1,3}))?"
CLOCK_ONLY = re.compile(CLOCK)
STOPS_ONLY = re.compile(_WITH_STOPS)
_TO = r"(?:\s*(?:-->|[-–—]|till|to)\s*(?P<to>\d[\d.:,]*))?"
BRACKETED = re.compile(rf"[\[({{#]\s*(?P<from>\d[\d.:,\-]*?){_TO}\s*[\])}}#]")
BARE = re.compile(rf"(?P<from>(?:\d{{1,3}}:)?\d{{1,3}}:\d{{2}}(?:[.,]\d{{1,3}})?){_TO}(?=[\s:]|$)")


def read_clock(text: str) -> int | None:
    """Milliseconds, or None for what is no time. Fractions count from the left: «.5» is half a second."""
    found = CLOCK_ONLY.fullmatch(text.strip()) or STOPS_ONLY.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds, fraction = found.groups()
    if int(seconds) > 59 or (hours and int(minutes) > 59):
        return None
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def write_clock(ms: int, *, mark: str = ".") -> str:
    """«00:01:02.500»; srt wants a comma for `mark`."""
    seconds, rest = divmod(max(0, ms), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def short_clock(ms: int) -> str:
    """«00:01:02», for a text that people read."""
    return write_clock(ms)[:8]
