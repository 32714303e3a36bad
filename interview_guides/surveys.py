"""The child's survey, the interviewer's and the staff's as records."""

from dataclasses import dataclass, replace
from enum import StrEnum


class AnswerKind(StrEnum):
    """How a question in the child's survey is answered."""

    FACES = "faces"
    WORDS = "words"


class FieldKind(StrEnum):
    """How a field in a survey to people at work is filled in."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    SCALE = "scale"
    TEXT = "text"


class Occasion(StrEnum):
    """When the staff are asked."""

    BEFORE = "before"  # the interviews of the year
    AFTER = "after"  # the seminar


class OptionSource(StrEnum):
    """Where a field's options come from."""

    HERE = "here"
    PLACES = "places"
    AIDS = "conversation_aids"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One face of a scale. The value is stored; the label is read aloud and by screen readers."""

    value: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceScale:
    """A scale of faces, from the best to the worst. An answer stores the scale's id and version."""

    id: str
    version: int
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the faces of a scale are called under one question, from the best to the worst."""

    scale: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyQuestion:
    """A question to the child. `words` asks for the child's own words after a face; `answers` are what the faces are
    called where their usual names do not answer the question."""

    id: str
    kind: AnswerKind
    text: str
    words: str
    answers: tuple[Wording, ...] = ()

    def on(self, scale: FaceScale) -> FaceScale:
        """The scale with the words that answer this question."""
        own = next((each.labels for each in self.answers if each.scale == scale.id), None)
        if own is None:
            return scale
        faces = (replace(face, label=label) for face, label in zip(scale.faces, own, strict=True))
        return replace(scale, faces=tuple(faces))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildSurvey:
    """The child's survey. Every question can be skipped."""

    version: int
    title: str
    opening: str
    default_scale: str
    scales: tuple[FaceScale, ...]
    questions: tuple[SurveyQuestion, ...]
    thanks: str

    def find_scale(self, scale_id: str) -> FaceScale | None:
        """The scale with this id, or None."""
        return next((scale for scale in self.scales if scale.id == scale_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose: a code that is stored and the words that are shown."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the interviewer's or the staff's survey. `lowest` and `highest` bound a number or a scale;
    `with_interpreter` is asked only when one was booked."""

    id: str
    kind: FieldKind
    label: str
    help: str = ""
    source: OptionSource = OptionSource.HERE
    options: tuple[Option, ...] = ()
    lowest: int = 0
    highest: int = 0
    lowest_label: str = ""
    highest_label: str = ""
    with_interpreter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewerSurvey:
    """What the interviewer is asked afterwards, and what is `known` without asking. Nothing in it is compared between
    persons."""

    version: int
    title: str
    opening: str
    fields: tuple[Field, ...]
    known: tuple[Field, ...]
    thanks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionPart:
    """What is asked on one occasion alone, and how the survey presents itself then."""

    title: str
    opening: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSurvey:
    """What everybody at work is asked, before the interviews and after the seminar. `shared` is asked both times."""

    version: int
    shared: tuple[Field, ...]
    before: OccasionPart
    after: OccasionPart
    thanks: str

    def part(self, occasion: Occasion) -> OccasionPart:
        """What belongs to one occasion alone."""
        return self.before if occasion is Occasion.BEFORE else self.after

    def fields_on(self, occasion: Occasion) -> tuple[Field, ...]:
        """Everything that is asked on an occasion, in order."""
        return (*self.shared, *self.part(occasion).fields)
