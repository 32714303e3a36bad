"""What a yearly file says, as plain facts: numbers that were released, decided sentences, no quote and nobody's name.

Pure. The form is open: `yearly_file.schema.json` beside this file, and docs/en/yearly-file.md. What a file may not be
is in `checking`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from toolkit.disclosure.summing import Summed, SummedShare

FORMAT, VERSION = "barnens-roster/yearly-file", 1


class Decided(StrEnum):
    """What came of a proposal."""

    PROMISED = "promised"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Number:
    """So many children. Where one unit may not say its number, `count` is None, and it is at least so many."""

    count: int | None
    at_least: int

    @classmethod
    def of(cls, summed: Summed) -> "Number":
        """The sum of what units have released."""
        return cls(summed.at_least if summed.is_whole else None, summed.at_least)

    @property
    def is_hidden(self) -> bool:
        """Whether nothing is said."""
        return self.count is None and not self.at_least


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many children."""

    count: Number
    of: Number

    @classmethod
    def sum_of(cls, summed: SummedShare) -> "Share":
        """The sum of what units have released."""
        return cls(Number.of(summed.count), Number.of(summed.of))


@dataclass(frozen=True, slots=True)
class Steps:
    """How many children came how far."""

    chosen: Number
    consented: Number
    interviewed: Number
    read: Number


@dataclass(frozen=True, slots=True)
class Theme:
    """What children raised. `area` is knowledge, contact, participation or works_well."""

    area: str
    name: str
    children: Share


@dataclass(frozen=True, slots=True)
class Answer:
    """How many chose one answer."""

    text: str
    number: Number


@dataclass(frozen=True, slots=True)
class Question:
    """A question that could be counted, and how many children answered it."""

    text: str
    answered: Number
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal that was decided, in the words that children are told. `kind` is a word such as Rutin, or empty."""

    theme: str
    text: str
    kind: str
    decided: Decided
    followed_up_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """How many of last year's promises are in a state. They are promises, and no children."""

    state: str
    promises: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What is signed. `made_at` tells a newer file from an older one of the same municipality and year."""

    format: str
    version: int
    municipality: str
    year: int
    language: str
    made_at: datetime
    released_on: date
    is_practice: bool
    threshold: int
    reports: int
    units_left_out: int
    steps: Steps
    themes: tuple[Theme, ...]
    questions: tuple[Question, ...]
    survey: tuple[Question, ...]
    changes: tuple[Change, ...]
    last_year: tuple[FollowedUp, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Of the canonical bytes of the contents. Both texts are in hexadecimal."""

    algorithm: str
    public_key: str
    value: str


@dataclass(frozen=True, slots=True)
class YearlyFile:
    """What is sent."""

    contents: Contents
    signature: Signature
