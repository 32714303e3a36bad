"""The interview guide as a record. In this room the fields of a record are the keys of its YAML file: a field
with a default may be left out of a file, every other field must be there."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum


class QuestionArea(StrEnum):
    """The three areas that run through guide, coding and report."""

    KNOWLEDGE = "knowledge"
    CONTACT = "contact"
    PARTICIPATION = "participation"


class GroundRule(StrEnum):
    """What every method of interviewing children tells the child first. Each guide says each in its own words."""

    SAY_IF_UNCLEAR = "say_if_unclear"
    CORRECT_ME = "correct_me"
    DONT_KNOW = "dont_know"
    YOU_DECIDE = "you_decide"
    STOP = "stop"
    NO_WRONG_ANSWERS = "no_wrong_answers"


class Variant(StrEnum):
    """What can be special about a child or a talk, so that some cards are others. Several can hold at once."""

    PLACED = "placed"
    CLOSED = "closed"
    INTERPRETER = "interpreter"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A question area with its name and what it is about."""

    id: QuestionArea
    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A ground rule in the words of one guide."""

    id: GroundRule
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a guide. `hint` is to the interviewer, `probes` are said to the child, `aids` are codes.

    `countable` is the countable question of the codebook that the answer can settle, and `count_text` how it is asked
    straight out, after the open question and only when the child has not said it already. A question with `only`
    is asked when one of those variants holds; one with `unless` when none of those does.
    """

    id: str
    text: str
    hint: str = ""
    probes: tuple[str, ...] = ()
    aids: tuple[str, ...] = ()
    countable: str = ""
    count_text: str = ""
    only: tuple[Variant, ...] = ()
    unless: tuple[Variant, ...] = ()

    def fits(self, variants: Collection[Variant]) -> bool:
        """Whether the question is asked when exactly these variants hold."""
        wanted = not self.only or any(one in variants for one in self.only)
        return wanted and not any(one in variants for one in self.unless)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaQuestions:
    """The questions of one area, in the order they are asked."""

    area: QuestionArea
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantWords:
    """A variant in every guide: when it holds, what is said beside the opening, and what the interviewer does."""

    id: Variant
    name: str
    when: str
    say: tuple[str, ...] = ()
    guidance: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interviewing:
    """What holds for a talk with any child, said once: a guide adds only what is special to its ages."""

    version: int
    probes: tuple[str, ...]
    guidance: tuple[str, ...]
    avoid: tuple[str, ...]
    variants: tuple[VariantWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """An interview guide for ages `age_from` to `age_to` (years, both included). A changed guide gets a new
    version; a question keeps its id as long as it asks for the same thing. `recording` asks whether the talk may be
    recorded; it is said last of all that comes first, so that the child answers last."""

    id: str
    version: int
    title: str
    age_from: int
    age_to: int
    opening: tuple[str, ...]
    ground_rules: tuple[Rule, ...]
    recording: str
    practice: Question
    areas: tuple[AreaQuestions, ...]
    avoid: tuple[str, ...]
    closing_questions: tuple[Question, ...]
    closing: tuple[str, ...]
    guidance: tuple[str, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the three areas, in order; practice and closing questions are not among them."""
        return tuple(question for area in self.areas for question in area.questions)

    def fitting(self, variants: Collection[Variant]) -> "Guide":
        """The guide with the questions that are asked when exactly these variants hold."""
        return replace(
            self,
            areas=tuple(
                replace(part, questions=tuple(one for one in part.questions if one.fits(variants)))
                for part in self.areas
            ),
        )

    def area_of(self, question_id: str) -> QuestionArea | None:
        """The area in which the question stands, or None when it is not in this guide."""
        for part in self.areas:
            if any(question.id == question_id for question in part.questions):
                return part.area
        return None
