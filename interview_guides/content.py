"""Everything that ships, or that a unit has put in its place, as one frozen whole that can be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from interview_guides.codes import Aid, Codebook, Countable, DeclineReason, Mark, Outcome, Phase, Place, Theme
from interview_guides.errors import ContentError
from interview_guides.guides import Area, Guide, Interviewing, QuestionArea, Variant, VariantWords
from interview_guides.help_pages import FirstYear, HelpPage, Refresher, SeminarGuide, StaffRole, YearHours
from interview_guides.letter_languages import Language
from interview_guides.letters import Audience, Letter
from interview_guides.outputs import OutputWords
from interview_guides.own_codes import OwnCodeWords
from interview_guides.pages import ReportOutline, Step, WorryRoutine
from interview_guides.plain_words import PlainWords
from interview_guides.printables import Drawing, PrintableSheet
from interview_guides.surveys import ChildSurvey, FaceScale, InterviewerSurvey, Option, StaffSurvey

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All content in one language. The name of a field is the name of its file (`places.yaml`); `guides` and
    `letters` are collected from `guide_….yaml` and `letter_….yaml`. Look-ups raise ContentError."""

    language: str
    guides: tuple[Guide, ...]
    letters: tuple[Letter, ...]
    languages: tuple[Language, ...]
    drawings: tuple[Drawing, ...]
    printables: tuple[PrintableSheet, ...]
    question_areas: tuple[Area, ...]
    interviewing: Interviewing
    plain_words: PlainWords
    child_survey: ChildSurvey
    own_codes: tuple[OwnCodeWords, ...]
    interviewer_survey: InterviewerSurvey
    staff_survey: StaffSurvey
    codebook: Codebook
    conversation_aids: tuple[Aid, ...]
    decline_reasons: tuple[DeclineReason, ...]
    places: tuple[Place, ...]
    nonverbal_marks: tuple[Mark, ...]
    year_wheel: tuple[Phase, ...]
    contact_channels: tuple[Option, ...]
    contact_outcomes: tuple[Outcome, ...]
    worry_routine: WorryRoutine
    report: ReportOutline
    outputs: OutputWords
    steps: tuple[Step, ...]
    seminar_guide: SeminarGuide
    taking_part: HelpPage
    local_support: HelpPage
    complaints: HelpPage
    refreshers: tuple[Refresher, ...]
    first_year: FirstYear
    year_hours: YearHours

    def find_guide_for(self, age: int) -> Guide | None:
        """The guide for a child of this many years, or None when no guide covers the age."""
        return next((guide for guide in self.guides if guide.age_from <= age <= guide.age_to), None)

    def guide_for(self, age: int) -> Guide:
        """The guide for a child of this many years."""
        return _found(self.find_guide_for(age), "guide", f"for {age} years")

    def guide(self, guide_id: str) -> Guide:
        """The guide with this id."""
        return _first(self.guides, "id", guide_id, "guide")

    def letter_for(self, audience: Audience, *, age: int) -> Letter:
        """The letter to a child of this many years, or to the guardians of one."""
        to_them = (letter for letter in self.letters if letter.audience is audience)
        fits = (letter for letter in to_them if letter.age_from <= age <= letter.age_to)
        return _found(next(fits, None), "letter", f"to a {audience} at {age} years")

    def letter(self, letter_id: str) -> Letter:
        """The letter with this id."""
        return _first(self.letters, "id", letter_id, "letter")

    def own_code_for(self, age: int) -> OwnCodeWords:
        """What is said around the own code of a child of this many years; outside the ages, as to the nearest."""
        return next((words for words in self.own_codes if age <= words.age_to), self.own_codes[-1])

    def drawing(self, drawing_id: str) -> Drawing:
        """What the drawing with this id shows."""
        return _first(self.drawings, "id", drawing_id, "drawing")

    def printable(self, printable_id: str) -> PrintableSheet:
        """The sheet to print with this id."""
        return _first(self.printables, "id", printable_id, "sheet to print")

    def find_printable_of(self, aid_code: str) -> PrintableSheet | None:
        """The sheet of a conversation aid, or None when there is nothing to print."""
        return next((sheet for sheet in self.printables if aid_code in sheet.aids), None)

    def area(self, area: QuestionArea) -> Area:
        """The question area with its name in this language."""
        return _first(self.question_areas, "id", area, "question area")

    def theme(self, theme_id: str) -> Theme:
        """The theme of the starting codebook with this id."""
        return _first(self.codebook.themes, "id", theme_id, "theme")

    def countable(self, countable_id: str) -> Countable:
        """The countable question with this id."""
        return _first(self.codebook.countables, "id", countable_id, "countable question")

    def variant(self, variant: Variant) -> VariantWords:
        """What a variant of a guide is called, and what it brings."""
        return _first(self.interviewing.variants, "id", variant, "variant")

    def scale(self, scale_id: str = "") -> FaceScale:
        """The scale of faces with this id; without an id, the default scale."""
        wanted = scale_id or self.child_survey.default_scale
        return _first(self.child_survey.scales, "id", wanted, "scale")

    def conversation_aid(self, code: str) -> Aid:
        """The conversation aid with this code."""
        return _first(self.conversation_aids, "code", code, "conversation aid")

    def decline_reason(self, code: str) -> DeclineReason:
        """The decline reason with this code."""
        return _first(self.decline_reasons, "code", code, "decline reason")

    def place(self, code: str) -> Place:
        """The place with this code."""
        return _first(self.places, "code", code, "place")

    def nonverbal_mark(self, code: str) -> Mark:
        """The silent mark with this code."""
        return _first(self.nonverbal_marks, "code", code, "nonverbal mark")

    def phase(self, phase_id: str) -> Phase:
        """The phase of the year wheel with this id."""
        return _first(self.year_wheel, "id", phase_id, "phase")

    def contact_channel(self, code: str) -> Option:
        """The contact channel with this code."""
        return _first(self.contact_channels, "code", code, "contact channel")

    def contact_outcome(self, code: str) -> Outcome:
        """The contact outcome with this code."""
        return _first(self.contact_outcomes, "code", code, "contact outcome")

    def step(self, step_id: str) -> Step:
        """The step of the page My interview with this id."""
        return _first(self.steps, "id", step_id, "step")

    def refresher(self, role: StaffRole) -> Refresher:
        """What somebody with this role reminds themselves of."""
        return _first(self.refreshers, "role", role, "refresher")


def _first(items: Iterable[T], key: str, wanted: str, kind: str) -> T:
    found = next((item for item in items if getattr(item, key) == wanted), None)
    return _found(found, kind, f"called {wanted!r}")


def _found(item: T | None, kind: str, what: str) -> T:
    if item is None:
        message = f"The content has no {kind} {what}."
        raise ContentError(message)
    return item
