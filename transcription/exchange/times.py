"""Times as people and programs write them: 1:02, 00:01:02,500, [1.02], {{1:02}}, #00:01:02-5#, 00:01:02:12. Pure."""

import re

LONGEST_TIME_MS = 24 * 3600 * 1000
"""What is later than this is no time of a talk."""
FRAMES_A_SECOND = 25
"""What television here counts in."""

# hours:minutes:seconds and fractions; in brackets a full stop may part them, as in Swedish
CLOCK = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,\-](\d{1,3}))?"
_WITH_STOPS = r"(?:(\d{1,2})[.:])?(\d{1,3})[.:](\d{2})(?:[,\-](\d{1,3}))?"
CLOCK_ONLY = re.compile(CLOCK)
STOPS_ONLY = re.compile(_WITH_STOPS)
FRAMES_ONLY = re.compile(r"(\d{1,3}:\d{2}:\d{2})[:;](\d{2})")
_TENTH = r"(?:-\d{1,3}(?![\d:.]))?"
_PARTS = r"\s*(?:-->?|[-–—→]|till|to)\s*"
_TO = rf"(?:{_PARTS}\d[\d.:,;]*{_TENTH})?"
BRACKETED = re.compile(rf"[\[({{#]{{1,2}}\s*(?P<inner>\d[\d.:,;]*{_TENTH}{_TO})\s*[\])}}#]{{1,2}}")
BARE = re.compile(
    rf"(?P<inner>(?:\d{{1,3}}:)?\d{{1,3}}:\d{{2}}(?:[.,]\d{{1,3}}|-\d(?![\d:.]))?(?:{_PARTS}\d[\d.:,]*)?)(?=[\s:]|$)"
)


def read_clock(text: str) -> int | None:
    """Milliseconds, or None for what is no time. Fractions count from the left: «.5» is half a second."""
    text = text.strip()
    frames = FRAMES_ONLY.fullmatch(text)
    if frames:
        whole = read_clock(frames[1])
        return None if whole is None else whole + min(int(frames[2]), FRAMES_A_SECOND) * 1000 // FRAMES_A_SECOND
    found = CLOCK_ONLY.fullmatch(text) or STOPS_ONLY.fullmatch(text)
    if found is None:
        return None
    hours, minutes, seconds, fraction = found.groups()
    if int(seconds) > 59 or (hours and int(minutes) > 59):
        return None
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def read_span(text: str) -> tuple[int, int | None] | None:
    """Start and end of «0:01», «0:01 - 0:05» or «0:01-5», where a single figure is a tenth; None for what is none."""
    text = text.strip().rstrip(".,:;")
    start = read_clock(text)
    if start is not None:
        return start, None
    parts = re.split(_PARTS, text)
    clocks = [read_clock(part.rstrip(".,:;")) for part in parts]
    return (clocks[0], clocks[1]) if len(clocks) == 2 and clocks[0] is not None and clocks[1] is not None else None


def write_clock(ms: int, *, mark: str = ".") -> str:
    """«00:01:02.500»; srt wants a comma for `mark`."""
    seconds, rest = divmod(max(0, ms), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def short_clock(ms: int) -> str:
    """«00:01:02», for a text that people read."""
    return write_clock(ms)[:8]
