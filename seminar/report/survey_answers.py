"""Chapter eight as facts: the surveys in numbers, the staff's before and after, and the open answers approved."""

from collections.abc import Mapping, Sequence

from interview_guides.surveys import FieldKind, Occasion
from seminar.report import open_answers
from seminar.report.open_answers import Question
from seminar.report.outline import Compared, StaffSurveys, Survey, SurveyQuestion, Talk
from toolkit import content
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.disclosure.shares import Share
from toolkit.surveys import results
from toolkit.surveys.counting import QuestionResult
from toolkit.surveys.open_answers import FOCUS, AnsweredSurvey
from toolkit.surveys.results import StaffResults

NOBODY_IS_FEW = 0  # of people at work it is said how many answered, however few
Approved = Mapping[Question, Sequence[str]]


def collect(actor: Actor, cycle: Cycle) -> tuple[tuple[Survey, ...], StaffSurveys]:
    """The surveys of a cycle that the caller holds; one that nobody has answered is left out."""
    found, approved = results.numbers(actor, cycle_id=cycle.id), open_answers.list_approved(cycle)
    known = {field.id for field in content.current().interviewer_survey.known}  # facts of a booking, and no answers
    asked = [one for one in found.interviewers.questions if one.id not in known]
    both = (
        (AnsweredSurvey.CHILD, found.children, found.children.questions, found.threshold),
        (AnsweredSurvey.INTERVIEWER, found.interviewers, asked, NOBODY_IS_FEW),
    )
    surveys = tuple(
        Survey(survey.name, _questions(questions, kind, None, approved, few=few))
        for kind, survey, questions, few in both
        if survey.answered
    )
    return surveys, _staff(found.staff, approved)


def _questions(
    asked: Sequence[QuestionResult],
    survey: AnsweredSurvey,
    occasion: Occasion | None,
    approved: Approved,
    *,
    few: int = NOBODY_IS_FEW,
) -> tuple[SurveyQuestion, ...]:
    """The questions that somebody answered. Of one on two scales, the words stand once."""
    said: set[str] = set()
    told = []
    for one in asked:
        if one.answered:
            words = () if one.hidden or one.id in said else tuple(approved.get((survey, occasion, one.id), ()))
            said |= {one.id} if words else set()
            told.append(_told(one, words, few=few))
    return tuple(told)


def _told(one: QuestionResult, words: tuple[str, ...] = (), *, few: int = NOBODY_IS_FEW) -> SurveyQuestion:
    answered = Share.among(one.answered, one.asked, threshold=few)
    return SurveyQuestion(one.text, answered, one.choices, one.mean, one.hidden, words, one.id)


def _staff(staff: StaffResults, approved: Approved) -> StaffSurveys:
    shown = [one for one in staff.occasions if one.is_shown]
    before, after = (one.survey.name for one in staff.occasions)
    compared = []
    for field in staff.shared if shown else ():
        found = [one.find(field.id) for one in staff.occasions]
        columns = [_told(one) if one is not None and one.answered else None for one in found]
        is_scale = field.kind is FieldKind.SCALE
        compared.append(Compared(field.label, columns[0], columns[1], highest=field.highest if is_scale else None))
    return StaffSurveys(
        before,
        after,
        compared=tuple(compared),
        own=tuple(
            Survey(one.survey.name, _questions(staff.own(one), AnsweredSurvey.STAFF, one.occasion, approved))
            for one in shown
        ),
        talks=tuple(
            Talk(content.current().staff_survey.part(occasion).title, tuple(lines))
            for occasion in Occasion
            if (lines := approved.get((AnsweredSurvey.FOCUS, occasion, FOCUS), ()))
        ),
    )
