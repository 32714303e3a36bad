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


class CountableAnswer(StrEnum):
    """What a reader can say of a countable question. «Was not asked» never counts as no."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    DOES_NOT_WANT = "does_not_want"
    NOT_ASKED = "not_asked"


class Printable(StrEnum):
    """Whether there is a sheet of an aid to print."""

    SHEET = "sheet"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme of the starting codebook. The two examples are invented. `works_well`: something to keep.

    `for_children` goes on from “many talked about”, in words for the youngest who read.
    """

    id: str
    area: QuestionArea
    name: str
    for_children: str
    definition: str
    belongs: str
    belongs_not: str
    works_well: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRule:
    """When an answer is the right one for what a child has said."""

    answer: CountableAnswer
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountableName:
    """An answer to a countable question, and what it is called."""

    code: CountableAnswer
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Countable:
    """A question that every interview from nine years answers with a word, so that children can be counted.

    `question` is put to whoever reads the text, not to the child; `told` is how the report says it of those who
    answered yes, with {share} where "12 of 18 children" stands; `themes` are those that often hold the answer.
    """

    id: str
    area: QuestionArea
    name: str
    question: str
    told: str
    rules: tuple[CountingRule, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The themes that a seminar may start from, and the questions whose answers can be counted."""

    version: int
    themes: tuple[Theme, ...]
    answers: tuple[CountableName, ...]
    countables: tuple[Countable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """A conversation aid, one line of how it is used, and whether there is a sheet of it to print."""

    code: str
    name: str
    how: str
    printable: Printable


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
    """Where an interview can be held. `warns` asks for a second thought; `advice` says why. On a child's place card it
    has a `drawing` and is called by its `card` name, or else by its name."""

    code: str
    name: str
    advice: str
    warns: bool = False
    drawing: str = ""
    card: str = ""


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
