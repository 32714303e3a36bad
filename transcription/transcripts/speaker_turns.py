"""Proposes who speaks, from the guide's questions and the rhythm of talk. Pure. A person sets it right with one key.

It knows two things only: the interviewer opens and asks, and an answer follows a question. It is a start, no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Speaker(StrEnum):
    """Who can speak in an interview; the values are stored."""

    INTERVIEWER = "interviewer"
    CHILD = "child"
    INTERPRETER = "interpreter"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class SpokenSegment:
    """A segment as far as this room needs it. Seconds."""

    start: float
    end: float
    text: str


ASKING = (
    "berätta",
    "hur ",
    "vad ",
    "vem ",
    "var ",
    "när ",
    "vill du",
    "är det",
    "fick du",
    "hej ",
    "tack ",
    "nu ",
    "du kan",
)
LEADING = ("jag jobbar", "jag vill lära", "det finns inga fel")
SAME_TURN = 0.6


def propose(segments: Sequence[SpokenSegment]) -> list[Speaker]:
    """A speaker for each segment. The first belongs to the interviewer, unless it is plainly an answer."""
    found: list[Speaker] = []
    for at, segment in enumerate(segments):
        before = segments[at - 1] if at else None
        found.append(propose_next(segment, before, found[-1] if found else None))
    return found


def propose_next(segment: SpokenSegment, before: SpokenSegment | None, previous: Speaker | None) -> Speaker:
    """A speaker for one segment, from the segment before it and the speaker that was proposed for that one."""
    if _asks(segment.text) or before is None or previous is None:
        return Speaker.INTERVIEWER
    if before.text.rstrip().endswith("?") or (_asks(before.text) and previous is Speaker.INTERVIEWER):
        return Speaker.CHILD
    if segment.start - before.end < SAME_TURN:
        return previous
    return Speaker.INTERVIEWER if segment.text.casefold().startswith(LEADING) else Speaker.CHILD


def _asks(text: str) -> bool:
    lowered = text.casefold().strip()
    return lowered.endswith("?") or lowered.startswith((*ASKING, *LEADING))
