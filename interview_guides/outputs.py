"""The words that stand around a year's promises when they are handed out: on the poster, in letters, before the board.

A text may hold `{children}` and the other placeholders of `PLACEHOLDERS`, in a choice where they may be unknown, as in
letters (`letters.fill_text`).
"""

from dataclasses import dataclass

PLACEHOLDERS = {
    "children": "how many children the report is about; unknown when they were few",
    "unit": "the unit",
    "phone": "the unit's telephone number",
    "year": "the year of the report",
}
SURE = frozenset({"unit", "year"})
"""What is always known. Everything else stands in a choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterWords:
    """The waiting room's poster: what stands over what is changed `now` and over what comes `later`, and under it."""

    title: str
    lead: str
    now: str
    later: str
    nothing: str
    more: str
    more_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputWords:
    """The words of everything that is handed out."""

    version: int
    poster: PosterWords
