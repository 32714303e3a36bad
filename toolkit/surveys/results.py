"""What came out of the surveys of a year: how many chose what, always with n, and nothing when too few answered.

No table here is broken down by sex, age or team, so no group can be had by subtraction.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, func, literal, select

from interview_guides.surveys import Field, Occasion, Option
from toolkit import content
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.interviews import guide_editions
from toolkit.surveys import counting, interviewer, staff
from toolkit.surveys.counting import QuestionResult
from toolkit.surveys.models import ChildAnswer, ChildResponse, InterviewerResponse, SurveyOffer


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey's results. `asked` are those who were offered it, `answered` those who answered at least something."""

    name: str
    asked: int
    answered: int
    questions: tuple[QuestionResult, ...]

    def without_words(self) -> "Survey":
        """The numbers alone."""
        return replace(self, questions=tuple(one.without_words() for one in self.questions))


@dataclass(frozen=True, slots=True)
class OccasionResult:
    """The staff's survey on one occasion. `is_shown`: it is closed, and enough answered; `threshold` was promised."""

    occasion: Occasion
    is_open: bool
    is_shown: bool
    threshold: int
    survey: Survey

    def find(self, field_id: str) -> QuestionResult | None:
        """What was answered in a field, where it may be shown."""
        return next((one for one in self.survey.questions if one.id == field_id), None)


@dataclass(frozen=True, slots=True)
class StaffResults:
    """Both occasions, and the questions that were asked on both: side by side they say whether something happened."""

    before: OccasionResult
    after: OccasionResult
    shared: tuple[Field, ...]

    @property
    def occasions(self) -> tuple[OccasionResult, ...]:
        """Both, in the order of the year."""
        return (self.before, self.after)

    def own(self, one: OccasionResult) -> tuple[QuestionResult, ...]:
        """What was asked on one occasion alone."""
        shared = {field.id for field in self.shared}
        return tuple(result for result in one.survey.questions if result.id not in shared)


@dataclass(frozen=True, slots=True)
class Results:
    """The surveys of a cycle. Groups under `threshold` are not shown."""

    cycle_id: uuid.UUID
    threshold: int
    children: Survey
    interviewers: Survey
    staff: StaffResults


def results(actor: Actor, *, cycle_id: uuid.UUID) -> Results:
    """The results of a cycle in the actor's unit, for the facilitator and the unit leader. Raises `NotFound`.

    Free text is for the facilitator alone; the unit leader gets the numbers.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    found = _collect(actor, cycle_id)
    record_look(actor, cycle_id)
    return found if actor.is_any(Role.FACILITATOR) else _numbers(found)


def numbers(actor: Actor, *, cycle_id: uuid.UUID) -> Results:
    """The numbers alone, for the annual report, which the whole unit reads; no look. Raises `NotFound`.

    Free text stays behind: it is not de-identified. `open_answers` is the way by which it gets there.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
    return _numbers(_collect(actor, cycle_id, is_opened=False))


def record_look(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Put a look at the results on the trail."""
    trail.record(actor, Event.SURVEY_READ, cycle_id)


def _numbers(found: Results) -> Results:
    both = (replace(one, survey=one.survey.without_words()) for one in found.staff.occasions)
    before, after = both
    return replace(
        found,
        children=found.children.without_words(),
        interviewers=found.interviewers.without_words(),
        staff=replace(found.staff, before=before, after=after),
    )


def _collect(actor: Actor, cycle_id: uuid.UUID, *, is_opened: bool = True) -> Results:
    cycle = db.session.scalar(select(Cycle).where(Cycle.id == cycle_id, Cycle.unit_id == actor.unit_id))
    if cycle is None:
        raise NotFound
    few = cycle.unit.small_group
    before, after = (_occasion(one, few=few) for one in staff.list_standings(actor, cycle))
    return Results(
        cycle_id=cycle.id,
        threshold=few,
        children=_children(cycle, few=few, is_opened=is_opened),
        interviewers=_interviewers(cycle, few=few),
        staff=StaffResults(before, after, content.current().staff_survey.shared),
    )


def _answers(cycle: Cycle, *, is_opened: bool) -> Iterator[Row[*tuple[Any, ...]]]:
    """What the children answered. Where a face tells that a question was answered its words may stay sealed."""
    columns = (ChildResponse.id, ChildResponse.scale, ChildAnswer.question, ChildAnswer.face)
    here, has_face = ChildResponse.cycle_id == cycle.id, ChildAnswer.face.is_not(None)
    for those in (has_face, ~has_face):
        words = ChildAnswer.words if is_opened or those is not has_face else literal("").label("words")
        yield from db.session.execute(select(*columns, words).join(ChildResponse.answers).where(here, those))


def _children(cycle: Cycle, *, few: int, is_opened: bool) -> Survey:
    survey, rows = content.current().child_survey, _answers(cycle, is_opened=is_opened)
    given: dict[tuple[str, str], list[Any]] = {}
    answered, scales = set[uuid.UUID](), set[str]()
    for row in rows:
        if row.face is not None or row.words:  # or it was passed by
            given.setdefault((row.scale, row.question), []).append(row)
            answered.add(row.id)
            scales.add(row.scale)
    asked = db.session.scalar(
        select(func.count(func.distinct(SurveyOffer.assignment_id)))
        .join(SurveyOffer.assignment)
        .where(Assignment.cycle_id == cycle.id),
    )
    questions: list[QuestionResult] = []
    for question in survey.questions:
        for name in sorted(scales) or [survey.default_scale]:
            answers = given.get((name, question.id), [])
            scale = content.current().scale(name)
            questions.append(counting.of_child(question, scale, answers, asked=asked or 0, few=few))
    return Survey(survey.title, asked or 0, len(answered), tuple(questions))


def _interviewers(cycle: Cycle, *, few: int) -> Survey:
    survey = content.current().interviewer_survey
    mine = select(InterviewerResponse).join(InterviewerResponse.assignment).where(Assignment.cycle_id == cycle.id)
    answers = [interviewer.opened(row) for row in db.session.scalars(mine)]
    asked = db.session.scalar(
        select(func.count(Assignment.id)).where(Assignment.cycle_id == cycle.id, Assignment.ended_at.is_(None)),
    )
    fields = (*survey.fields, *survey.known)
    given = {field.id: [one[field.id] for one in answers if field.id in one] for field in fields}
    counted = _counted(fields, given.__getitem__, asked=asked or 0, few=few, questions=_questions(cycle))
    return Survey(survey.title, asked or 0, len(answers), counted)


def _questions(cycle: Cycle) -> Sequence[Option]:
    """Every question that the unit asks or has taken out, of every age."""
    latest = guide_editions.list_latest(cycle.unit_id)
    guides = (guide_editions.every_card(one, latest.get(one.id)) for one in content.current().guides)
    return [Option(code=card.id, name=card.text) for guide in guides for card in guide.questions]


def _occasion(standing: staff.Standing, *, few: int) -> OccasionResult:
    survey, part = standing.survey, content.current().staff_survey.part(standing.occasion)
    few = max(few, standing.threshold)
    is_shown = survey is not None and survey.is_shown and standing.is_enough
    values = staff.values_of(survey) if survey is not None and is_shown else {}
    fields = content.current().staff_survey.fields_on(standing.occasion) if is_shown else ()
    questions = _counted(fields, lambda name: values.get(name, ()), asked=standing.asked, few=few)
    return OccasionResult(
        standing.occasion,
        survey is not None and survey.is_open,
        is_shown,
        few,
        Survey(part.title, standing.asked, standing.answered, questions),
    )


def _counted(
    fields: Sequence[Field],
    given: Callable[[str], Sequence[object]],
    *,
    asked: int,
    few: int,
    questions: Sequence[Option] = (),
) -> tuple[QuestionResult, ...]:
    return tuple(
        counting.of_field(field, given(field.id), asked=asked, few=few, questions=questions) for field in fields
    )
