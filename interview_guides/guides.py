"""The interview guide as a record. In this room the fields of a record are the keys of its YAML file: a field
with a default may be left out of a file, every other field must be there."""

from dataclasses import dataclass
from enum import StrEnum


class QuestionArea(StrEnum):
    """The three areas that run through guide, coding and report."""

    KNOWLEDGE = "knowledge"
    CONTACT = "contact"
    PARTICIPATION = "participation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A question area with its name and what it is about."""

    id: QuestionArea
    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a guide. `hint` is to the interviewer, `probes` are said to the child."""

    id: str
    text: str
    hint: str = ""
    probes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaQuestions:
    """The questions of one area, in the order they are asked."""

    area: QuestionArea
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """An interview guide for ages `age_from` to `age_to` (years, both included). A changed guide gets a new
    version; a question keeps its id as long as it asks for the same thing. The opening ends by asking whether the talk
    may be recorded, so that the child answers last."""

    id: str
    version: int
    title: str
    age_from: int
    age_to: int
    opening: tuple[str, ...]
    practice: Question
    areas: tuple[AreaQuestions, ...]
    probes: tuple[str, ...]
    avoid: tuple[str, ...]
    closing: tuple[str, ...]
    guidance: tuple[str, ...]

    @property
    def opening_without_recording(self) -> tuple[str, ...]:
        """What is said first when the answer to recording is no already: it is not asked for once more."""
        return self.opening[:-1] if self.opening[-1].endswith("?") else self.opening

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the three areas, in order; the practice question is not among them."""
        return tuple(question for area in self.areas for question in area.questions)

    def area_of(self, question_id: str) -> QuestionArea | None:
        """The area in which the question stands, or None when it is not in this guide."""
        for part in self.areas:
            if any(question.id == question_id for question in part.questions):
                return part.area
        return None
