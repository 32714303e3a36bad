"""Coded lists: what is stored as a code and shown as words, with the starting codebook and the year wheel."""

from dataclasses import dataclass
from enum import StrEnum

from interview_guides.guides import QuestionArea


class Decliner(StrEnum):
    """Who can say no to an interview."""

    CHILD = "child"
    GUARDIAN = "guardian"
    HANDLER = "handler"


class Answer(StrEnum):
    """What a contact led to, as far as the question about taking part goes."""

    YES = "yes"
    NO = "no"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme of the starting codebook. The two examples are invented."""

    id: str
    area: QuestionArea
    name: str
    definition: str
    belongs: str
    belongs_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The themes that a seminar may start from."""

    version: int
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """A conversation aid and one line of how it is used."""

    code: str
    name: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineReason:
    """Why an interview did not come about, and who may give this reason."""

    code: str
    name: str
    by: tuple[Decliner, ...]
    needs_written_reason: bool = False
    offers_notes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an interview can be held. `warns` asks for a second thought; `advice` says why."""

    code: str
    name: str
    advice: str
    warns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that a recording does not hear. `written` is how it stands in the transcript."""

    code: str
    name: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A phase of the year wheel: months 1–12, `years_after` the year in which the cycle began."""

    id: str
    name: str
    about: str
    first_month: int
    last_month: int
    years_after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a contact. `reached` means that somebody answered."""

    code: str
    name: str
    reached: bool
    answer: Answer = Answer.NONE
