"""Chapter eight as facts: the surveys in numbers, the staff's before and after, and the open answers approved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from interview_guides.surveys import FieldKind, Occasion
from seminar.report import open_answers
from seminar.report.open_answers import Question
from seminar.report.outline import Compared, StaffSurveys, Survey, SurveyQuestion, Talk
from toolkit import content
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.disclosure import counts
from toolkit.disclosure.answered import Answered, Told, tell_answers
from toolkit.disclosure.memory import Memory
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import NOT_SAID
from toolkit.surveys import results
from toolkit.surveys.counting import QuestionResult
from toolkit.surveys.open_answers import FOCUS, AnsweredSurvey
from toolkit.surveys.results import StaffResults

SURVEYED = "child_survey.of"
Approved = Mapping[Question, Sequence[str]]


def collect(actor: Actor, cycle: Cycle, *, memory: Memory) -> tuple[tuple[Survey, ...], StaffSurveys]:
    """The surveys of a cycle that the caller holds; one that nobody has answered is left out."""
    found, approved = results.numbers(actor, cycle_id=cycle.id), open_answers.list_approved(cycle)
    known = {field.id for field in content.current().interviewer_survey.known}  # facts of a booking, and no answers
    asked = [one for one in found.interviewers.questions if one.id not in known]
    both = (
        (AnsweredSurvey.CHILD, found.children, found.children.questions, memory),
        (AnsweredSurvey.INTERVIEWER, found.interviewers, asked, None),
    )
    surveys = tuple(
        Survey(survey.name, _questions(questions, kind, None, approved, memory=remembered))
        for kind, survey, questions, remembered in both
        if survey.answered
    )
    return surveys, _staff(found.staff, approved)


def _questions(
    asked: Sequence[QuestionResult],
    survey: AnsweredSurvey,
    occasion: Occasion | None,
    approved: Approved,
    *,
    memory: Memory | None = None,
) -> tuple[SurveyQuestion, ...]:
    """The questions that somebody answered. Of one on two scales, the words stand once."""
    said: set[str] = set()
    told = []
    counts = {} if memory is None else _of_children(asked, memory)
    for at, one in enumerate(asked):
        if one.answered:
            words = () if one.hidden or one.id in said else tuple(approved.get((survey, occasion, one.id), ()))
            said |= {one.id} if words else set()
            now = _told(one, words)
            told.append(now if memory is None else _remembered(now, counts[at], f"child_survey.{at}.{one.id}", memory))
    return tuple(told)


def _of_children(asked: Sequence[QuestionResult], memory: Memory) -> Mapping[int, Told]:
    """What may be told of each row, by its place: a question on two scales is two rows, and each child in one."""
    places: dict[str, list[int]] = {}
    for at, one in enumerate(asked):
        places.setdefault(one.id, []).append(at)
    found: dict[int, Told] = {}
    for those in places.values():
        ways, of = [Answered(asked[at].answered, asked[at].counts) for at in those], asked[those[0]].asked
        known = memory.settle(SURVEYED, counts.told(of, threshold=memory.threshold))
        found |= zip(those, tell_answers(ways, of=of, told_of=known, threshold=memory.threshold), strict=True)
    return found


def _told(one: QuestionResult, words: tuple[str, ...] = ()) -> SurveyQuestion:
    """What people at work answered: however few they were, it is said how many."""
    return SurveyQuestion(
        one.text, Share.among(one.answered, one.asked), one.choices, one.mean, one.hidden, words, one.id
    )


def _remembered(now: SurveyQuestion, may: Told, key: str, memory: Memory) -> SurveyQuestion:
    """What children answered, as far as it may be told beside what has been. The mean is that of the counts."""
    answers = {f"{key}.{place}": shown for place, shown in enumerate(may.answers)}
    told = memory.settle_together({f"{key}.n": may.count, **answers})
    names = [name for name, _shown in now.choices]
    choices = tuple((name, told.get(f"{key}.{place}", NOT_SAID)) for place, name in enumerate(names))
    share = Share(told[f"{key}.n"], memory.told[SURVEYED])
    is_whole = choices == now.choices and not any(shown.is_hidden for _name, shown in choices)
    return replace(now, answered=share, choices=choices, mean=now.mean if is_whole else None)


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
