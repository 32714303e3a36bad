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
    "day": "the day on which a promise is followed up, in `due` alone",
}
SURE = frozenset({"unit", "year", "day"})
"""What is always known. Everything else stands in a choice."""
LETTERS = ("child_5_8", "child_9_12", "child_13_18", "guardian")
"""Who is written to, in this order."""


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
class SectionWords:
    """A heading, what is said before its list, and the drawing that stands beside it in the letter for the youngest."""

    heading: str
    text: str = ""
    drawing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """The parts of an answer: what children `told`, the `changes`, what comes `later`, what was `refused`.

    `nothing` is said in place of the last three while nothing is decided, `no_reason` where nobody wrote why a proposal
    became a no, `due` under a promise that has a day.
    """

    told: SectionWords
    changes: SectionWords
    later: SectionWords
    refused: SectionWords
    nothing: SectionWords
    no_reason: str
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackLetter:
    """A letter about what became of it. `age_to` is that of its oldest reader; a grown-up reads what is for 99."""

    id: str
    name: str
    age_to: int
    title: str
    greeting: str
    lead: str
    answer: AnswerWords
    more: SectionWords
    closing: str
    signature: str

    @property
    def to_child(self) -> bool:
        """Whether a child reads it."""
        return self.age_to < 99


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardWords:
    """The headings of the board's two pages and of its slides. `says` is what the speaker keeps
    to, whatever the slide."""

    title: str
    lead: str
    numbers: str
    told: str
    told_text: str
    voices: str
    decided: str
    nothing: str
    refused: str
    last_year: str
    first_year: str
    end: str
    end_text: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPageWords:
    """The page for the staff meeting, with what there is to talk about."""

    title: str
    lead: str
    told: str
    voices: str
    decided: str
    nothing: str
    last_year: str
    talk: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EasyWords:
    """The easy-to-read version: short sentences, one a line."""

    title: str
    what: SectionWords
    answer: AnswerWords
    more: SectionWords


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputWords:
    """The words of everything that is handed out."""

    version: int
    poster: PosterWords
    letters: tuple[FeedbackLetter, ...]
    board: BoardWords
    staff_page: StaffPageWords
    easy: EasyWords

    def letter(self, letter_id: str) -> FeedbackLetter:
        """The letter with this id, one of `LETTERS`."""
        return next(letter for letter in self.letters if letter.id == letter_id)
