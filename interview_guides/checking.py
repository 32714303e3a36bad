"""What must hold across a file or between files: no id twice, ages without gaps, letters that say what they
have to say. Every breach is a ContentError that names file and key."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from interview_guides import (
    guide_checking,
    help_checking,
    letter_checking,
    output_checking,
    own_code_checking,
    printable_checking,
)
from interview_guides.codes import CountableAnswer
from interview_guides.content import Content
from interview_guides.guides import GroundRule, Guide, QuestionArea, Variant
from interview_guides.letters import Audience
from interview_guides.reading import Spot
from interview_guides.surveys import ChildSurvey, Field, FieldKind, Occasion, OptionSource, StaffSurvey

REPORT_SECTIONS = (
    "summary", "method", "matrix", "works_well", "priorities", "actions", "last_year", "surveys",
    "limitations", "feedback",
)  # fmt: skip
REPORT_COLUMNS = ("voices", "workers", "proposals", "responsible")
STEPS = ("prepare", "contact", "book", "record", "correct", "deidentify", "hand_over", "reflect")
AREAS = tuple(QuestionArea)
CHOOSES = (FieldKind.CHOICE, FieldKind.CHOICES)
BOUNDED = (FieldKind.NUMBER, FieldKind.SCALE)


class _Banded(Protocol):
    """A guide or a letter: something for ages from one to another."""

    @property
    def id(self) -> str: ...
    @property
    def age_from(self) -> int: ...
    @property
    def age_to(self) -> int: ...


class _Coded(Protocol):
    """An item of a coded list."""

    @property
    def code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was chosen to be read, and what it is called in sentences."""

    path: Path
    name: str


def check(content: Content, sources: Mapping[str, Source]) -> None:
    """Raises ContentError at the first thing that does not hold."""
    spots = {stem: Spot(source.name) for stem, source in sources.items()}
    for guide in content.guides:
        _check_guide(guide, spots[guide.id])
        guide_checking.check_asked(guide, content.codebook, spots[guide.id])
    _check_ages(content.guides, spots)
    for letter in content.letters:
        letter_checking.check(letter, spots[letter.id])
    for audience in Audience:
        _check_ages([each for each in content.letters if each.audience is audience], spots)
    _check_child_survey(content.child_survey, spots["child_survey"])
    own_code_checking.check(content, spots["own_codes"])
    _check_ages(content.own_codes, {words.id: spots["own_codes"] for words in content.own_codes})
    _check_fields(content.interviewer_survey.fields, spots["interviewer_survey"].at("fields"))
    _check_fields(content.interviewer_survey.known, spots["interviewer_survey"].at("known"))
    _check_staff_survey(content.staff_survey, spots["staff_survey"])
    _check_lists(content, spots)
    _check_year(content, spots["year_wheel"])
    help_checking.check_seminar(content.seminar_guide, spots["seminar_guide"])
    help_checking.check_first_year(content.first_year, spots["first_year"])
    help_checking.check_hours(content.year_hours, spots["year_hours"])
    help_checking.check_complaints(content.complaints, spots["complaints"])
    help_checking.check_refreshers(content.refreshers, steps=STEPS, spot=spots["refreshers"])
    printable_checking.check(content, spots)
    output_checking.check(content.outputs, spots["outputs"])


def check_id_is_file_name(made_id: str, *, stem: str, spot: Spot) -> None:
    """A guide's or letter's id is its file's name, so that a local file replaces what it seems to replace."""
    if made_id != stem:
        spot.at("id").fail(f"is {made_id} but must be the name of the file, {stem}")


def _check_unique(ids: Iterable[str], spot: Spot) -> None:
    seen: set[str] = set()
    for number, each in enumerate(ids):
        if each in seen:
            spot.item(number).fail(f"uses {each} again; an id stands once")
        seen.add(each)


def _check_exactly(ids: Iterable[str], wanted: Sequence[str], spot: Spot) -> None:
    """The ids are the wanted ones, each once, in that order."""
    if tuple(ids) != tuple(wanted):
        spot.fail(f"must have exactly these ids in this order: {', '.join(wanted)}")


def _check_guide(guide: Guide, spot: Spot) -> None:
    if not 0 <= guide.age_from <= guide.age_to:
        spot.at("age_to").fail("is lower than age_from, or an age is below 0")
    _check_exactly((part.area for part in guide.areas), AREAS, spot.at("areas"))
    _check_exactly((rule.id for rule in guide.ground_rules), tuple(GroundRule), spot.at("ground_rules"))
    _check_unique((each.id for each in (guide.practice, *guide.questions)), spot.at("questions"))


def _check_ages(banded: Sequence[_Banded], spots: Mapping[str, Spot]) -> None:
    """Guides (or letters to one reader) follow each other by age without a gap and without overlap."""
    for before, after in pairwise(banded):
        if after.age_from != before.age_to + 1:
            ends = f"because {before.id} ends at {before.age_to}"
            spots[after.id].at("age_from").fail(f"must be {before.age_to + 1}, {ends}")


def _check_child_survey(survey: ChildSurvey, spot: Spot) -> None:
    _check_unique((question.id for question in survey.questions), spot.at("questions"))
    _check_unique((scale.id for scale in survey.scales), spot.at("scales"))
    for number, scale in enumerate(survey.scales):
        values = [face.value for face in scale.faces]
        if values != list(range(len(values), 0, -1)):
            faces = spot.at("scales").item(number).at("faces")
            faces.fail("must go from the best value down to 1, one step at a time")
    for number, question in enumerate(survey.questions):
        for wording in question.answers:
            known = survey.find_scale(wording.scale)
            if known is None or len(known.faces) != len(wording.labels):
                spot.at("questions").item(number).at("answers").fail("must name each face of a scale that is there")
    if survey.find_scale(survey.default_scale) is None:
        spot.at("default_scale").fail("is not the id of a scale")


def _check_fields(fields: Sequence[Field], spot: Spot) -> None:
    _check_unique((field.id for field in fields), spot)
    for number, field in enumerate(fields):
        _check_field(field, spot.item(number))


def _check_staff_survey(survey: StaffSurvey, spot: Spot) -> None:
    _check_fields(survey.shared, spot.at("shared"))
    for occasion in Occasion:
        own = survey.part(occasion).fields
        _check_fields(own, spot.at(occasion).at("fields"))
        if twice := {field.id for field in own} & {field.id for field in survey.shared}:
            spot.at(occasion).at("fields").fail(f"uses {min(twice)} again; it stands in shared")


def _check_field(field: Field, spot: Spot) -> None:
    _check_unique((option.code for option in field.options), spot.at("options"))
    from_here = field.kind in CHOOSES and field.source is OptionSource.HERE
    if from_here != bool(field.options):
        spot.at("options").fail("must stand in a choice of its own, and only there")
    if field.kind not in CHOOSES and field.source is not OptionSource.HERE:
        spot.at("source").fail("is for choices only")
    if (field.kind in BOUNDED) != (field.lowest < field.highest):
        spot.at("highest").fail("must be higher than lowest in a number or scale, and is for them only")


def _check_lists(content: Content, spots: Mapping[str, Spot]) -> None:
    coded: dict[str, Sequence[_Coded]] = {
        "conversation_aids": content.conversation_aids,
        "decline_reasons": content.decline_reasons,
        "places": content.places,
        "nonverbal_marks": content.nonverbal_marks,
        "contact_channels": content.contact_channels,
        "contact_outcomes": content.contact_outcomes,
    }
    for stem, items in coded.items():
        _check_unique((item.code for item in items), spots[stem])
    _check_codebook(content, spots["codebook"])
    _check_exactly(
        (one.id for one in content.interviewing.variants), tuple(Variant), spots["interviewing"].at("variants")
    )
    _check_exactly((area.id for area in content.question_areas), AREAS, spots["question_areas"])
    _check_exactly((step.id for step in content.steps), STEPS, spots["steps"])
    report, spot = content.report, spots["report"]
    _check_exactly((part.id for part in report.sections), REPORT_SECTIONS, spot.at("sections"))
    _check_exactly((part.id for part in report.columns), REPORT_COLUMNS, spot.at("columns"))


def _check_codebook(content: Content, spot: Spot) -> None:
    themes, countables = content.codebook.themes, content.codebook.countables
    _check_unique((theme.id for theme in themes), spot.at("themes"))
    _check_unique((one.id for one in countables), spot.at("countables"))
    _check_exactly((one.code for one in content.codebook.answers), tuple(CountableAnswer), spot.at("answers"))
    for number, one in enumerate(countables):
        if unknown := set(one.themes) - {theme.id for theme in themes}:
            spot.at("countables").item(number).at("themes").fail(f"has {min(unknown)}, which is not a theme")
        if re.findall(r"{[^}]*}?", one.told) != ["{share}"]:
            spot.at("countables").item(number).at("told").fail("must have {share} once, and nothing else to fill in")


def _check_year(content: Content, spot: Spot) -> None:
    """Months are months, and phases stand in the order in which they begin."""
    _check_unique((phase.id for phase in content.year_wheel), spot)
    starts = []
    for number, phase in enumerate(content.year_wheel):
        if not 1 <= phase.first_month <= phase.last_month <= 12:
            spot.item(number).at("last_month").fail("must be first_month or later, both from 1 to 12")
        starts.append(phase.years_after * 12 + phase.first_month)
        if starts[-1] != max(starts):
            spot.item(number).at("first_month").fail("begins before the phase above it")
