"""What came out of the surveys of a year: how many chose what, always with n, and nothing when too few answered.

No table here is broken down by sex, age or team, so no group can be had by subtraction.
"""

import random
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from interview_guides.surveys import Field, FieldKind, SurveyQuestion
from toolkit import content
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disclosure.counts import hide_small
from toolkit.errors import NotFound
from toolkit.surveys import interviewer
from toolkit.surveys.models import ChildAnswer, ChildResponse, InterviewerResponse, SurveyOffer


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question on one scale. `answered` is n, of `asked`. When n is small, `hidden` is true and the rest is empty.

    `choices` are (words, count) in the order of the scale, None in place of a count of few children; `mean` is of the
    scale's values, whose highest is `highest`, and is missing where it would tell what is hidden.
    `words` are free text as it was written: not de-identified, and in no order that tells who wrote first.
    """

    text: str
    answered: int
    asked: int
    choices: tuple[tuple[str, int | None], ...] = ()
    mean: float | None = None
    highest: int | None = None
    words: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey's results. `asked` are those who were offered it, `answered` those who answered at least something."""

    name: str
    asked: int
    answered: int
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Both surveys of a cycle. Groups under `threshold` are not shown."""

    cycle_id: uuid.UUID
    threshold: int
    children: Survey
    interviewers: Survey


def results(actor: Actor, *, cycle_id: uuid.UUID) -> Results:
    """The results of a cycle in the actor's unit, for the facilitator and the unit leader. Raises `NotFound`.

    Free text is for the facilitator alone; the unit leader gets the numbers.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    return _collect(actor, cycle_id, with_words=actor.is_any(Role.FACILITATOR))


def numbers(actor: Actor, *, cycle_id: uuid.UUID) -> Results:
    """The numbers alone, for the annual report, which the whole unit reads. Raises `NotFound`.

    Free text stays behind: it is not de-identified. What should be quoted is written into the report by hand.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
    return _collect(actor, cycle_id, with_words=False)


def _collect(actor: Actor, cycle_id: uuid.UUID, *, with_words: bool) -> Results:
    cycle = db.session.scalar(select(Cycle).where(Cycle.id == cycle_id, Cycle.unit_id == actor.unit_id))
    if cycle is None:
        raise NotFound
    trail.record(actor, Event.SURVEY_READ, cycle.id)
    few = cycle.unit.small_group
    return Results(
        cycle_id=cycle.id,
        threshold=few,
        children=_children(cycle, few=few, with_words=with_words),
        interviewers=_interviewers(cycle, few=few, with_words=with_words),
    )


def _children(cycle: Cycle, *, few: int, with_words: bool) -> Survey:
    survey = content.current().child_survey
    rows = db.session.scalars(select(ChildResponse).where(ChildResponse.cycle_id == cycle.id)).all()
    answered = [row for row in rows if any(not one.is_skipped for one in row.answers)]
    asked = db.session.scalar(
        select(func.count(func.distinct(SurveyOffer.assignment_id)))
        .join(SurveyOffer.assignment)
        .where(Assignment.cycle_id == cycle.id),
    )
    questions: list[QuestionResult] = []
    for question in survey.questions:
        for scale in sorted({row.scale for row in answered}) or [survey.default_scale]:
            answers = [one for row in answered if row.scale == scale for one in _given(row, question.id)]
            questions.append(_child_question(question, scale, answers, asked=asked or 0, few=few))
    visible = questions if with_words else [_without_words(one) for one in questions]
    return Survey(survey.title, asked or 0, len(answered), tuple(visible))


def _given(row: ChildResponse, question: str) -> list[ChildAnswer]:
    return [one for one in row.answers if one.question == question and not one.is_skipped]


def _child_question(
    question: SurveyQuestion, scale: str, answers: Sequence[ChildAnswer], *, asked: int, few: int
) -> QuestionResult:
    if len(answers) < few:
        return QuestionResult(question.text, len(answers), asked, hidden=True)
    faces = question.on(content.current().scale(scale)).faces
    chosen = Counter(one.face for one in answers if one.face is not None)
    values = list(chosen.elements())
    shows_faces = len(values) >= few
    shown = hide_small([chosen[face.value] for face in faces], threshold=few)
    return QuestionResult(
        question.text,
        len(answers),
        asked,
        choices=tuple((face.label, count) for face, count in zip(faces, shown, strict=True)) if shows_faces else (),
        mean=_mean(values) if shows_faces and None not in shown else None,
        highest=max(face.value for face in faces) if shows_faces else None,
        words=_shuffled(one.words for one in answers),
    )


def _interviewers(cycle: Cycle, *, few: int, with_words: bool) -> Survey:
    survey = content.current().interviewer_survey
    mine = select(InterviewerResponse).join(InterviewerResponse.assignment).where(Assignment.cycle_id == cycle.id)
    answers = [interviewer.opened(row) for row in db.session.scalars(mine)]
    asked = db.session.scalar(
        select(func.count(Assignment.id)).where(Assignment.cycle_id == cycle.id, Assignment.ended_at.is_(None)),
    )
    questions = [_field(field, answers, asked=asked or 0, few=few) for field in (*survey.fields, *survey.known)]
    visible = questions if with_words else [_without_words(one) for one in questions]
    return Survey(survey.title, asked or 0, len(answers), tuple(visible))


def _field(field: Field, answers: Sequence[interviewer.Answers], *, asked: int, few: int) -> QuestionResult:
    given = [one[field.id] for one in answers if field.id in one]
    if len(given) < few:
        return QuestionResult(field.label, len(given), asked, hidden=True)
    if field.kind is FieldKind.TEXT:
        return QuestionResult(field.label, len(given), asked, words=_shuffled(given))
    if field.kind is FieldKind.NUMBER:
        return QuestionResult(field.label, len(given), asked, mean=_mean(given))
    chosen = Counter(each for one in given for each in (one if isinstance(one, list) else [one]))
    scale = field.kind is FieldKind.SCALE
    options = [(option, chosen[option.code]) for option in interviewer.options_of(field)]
    return QuestionResult(
        field.label,
        len(given),
        asked,
        choices=tuple((option.name, n) for option, n in options if n or field.kind is not FieldKind.CHOICES),
        mean=_mean([int(one) for one in given]) if scale else None,
        highest=field.highest if scale else None,
    )


def _mean(values: Sequence[int]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


def _shuffled(texts: Iterable[str]) -> tuple[str, ...]:
    kept = [text for text in texts if text]
    return tuple(random.sample(kept, len(kept)))


def _without_words(question: QuestionResult) -> QuestionResult:
    return QuestionResult(
        question.text,
        question.answered,
        question.asked,
        question.choices,
        question.mean,
        question.highest,
        hidden=question.hidden,
    )
