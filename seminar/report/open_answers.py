"""Which open answers of the surveys stand in the report: the computer suggests what to take out, a person decides each.

Comes from `surveys.open_answers`, which hands out nothing under the threshold. A decision counts while its answer
stands as it was read: changed words wait anew, and a withdrawn interview's answers are gone.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from interview_guides.surveys import Occasion
from seminar.report.models import ReportAnswer, ReportInterviewerAnswer
from seminar.themes import codebook
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.people import directory
from toolkit.surveys import open_answers
from toolkit.surveys.open_answers import AnsweredSurvey, OpenAnswer
from transcription.deidentification import known_names, short_texts
from transcription.deidentification.kinds import HANDLER, Known
from transcription.deidentification.short_texts import Suggestion

Row = ReportAnswer | ReportInterviewerAnswer
Question = tuple[AnsweredSurvey, Occasion | None, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer that nobody has decided about, with what is suggested."""

    answer: OpenAnswer
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class Decided:
    """An answer that somebody has decided about. `text` is empty when it is left out."""

    answer: OpenAnswer
    text: str


@dataclass(frozen=True, slots=True)
class OpenAnswers:
    """The open answers of a cycle: those that wait, and those that are decided."""

    waiting: Sequence[Waiting]
    decided: Sequence[Decided]


def open_page(actor: Actor, cycle_id: uuid.UUID) -> OpenAnswers:
    """Everything to decide about, searched for identifying words, and what is decided; the look is on the trail."""
    cycle = _get_led(actor, cycle_id)
    answers, rows = open_answers.list_open(cycle), _rows_of(cycle)
    if answers:
        trail.record(actor, Event.OPEN_ANSWERS_READ, cycle.id, count=len(answers))
    left = [one for one in answers if one.source not in rows]
    suggested = short_texts.suggest([one.words for one in left], _known(actor, left))
    return OpenAnswers(
        waiting=[Waiting(one, suggestion) for one, suggestion in zip(left, suggested, strict=True)],
        decided=[Decided(one, rows[one.source].text) for one in answers if one.source in rows],
    )


def decide(actor: Actor, cycle_id: uuid.UUID, *, source: str, text: str) -> None:
    """Let an answer stand in the report with these words; without words it is left out.

    Raises `NotFound` for an answer that is not there, and `WrongState` when somebody has decided already or the report
    stands.
    """
    cycle = _get_led(actor, cycle_id)
    states.require_open(cycle.id)
    answer = _get(cycle, source)
    if source in _rows_of(cycle):
        raise WrongState(N_("Somebody has decided about this answer already. Load the page again."))
    row: Row
    if answer.assignment_id is not None:
        row = ReportInterviewerAnswer(source=source, assignment_id=answer.assignment_id)
    else:
        row = ReportAnswer(source=source, cycle_id=cycle.id)
    row.text, row.decided_by_id = text, actor.id
    db.session.add(row)
    db.session.flush()
    trail.record(actor, Event.OPEN_ANSWER_DECIDED, cycle.id, survey=answer.survey.value, shown=bool(text))


def require_words(text: str) -> str:
    """The words that are to stand in the report. Raises `InvalidInput` for none."""
    if not text:
        raise InvalidInput(N_("Write what is to stand in the report, or leave the answer out."), field="text")
    return text


def undecide(actor: Actor, cycle_id: uuid.UUID, *, source: str) -> None:
    """Let an answer wait once more. Harmless for one that waits already."""
    cycle = _get_led(actor, cycle_id)
    states.require_open(cycle.id)
    answer = _get(cycle, source)
    row = _rows_of(cycle).get(source)
    if row is not None:
        db.session.delete(row)
        db.session.flush()
        trail.record(actor, Event.OPEN_ANSWER_DECIDED, cycle.id, survey=answer.survey.value, shown=False)


def list_approved(cycle: Cycle) -> Mapping[Question, Sequence[str]]:
    """What may stand in the report of a cycle that the caller holds, by survey, occasion and question."""
    rows, approved = _rows_of(cycle), defaultdict(list)
    for one in open_answers.list_open(cycle) if rows else ():
        if one.source in rows and rows[one.source].text:
            approved[one.survey, one.occasion, one.question].append(rows[one.source].text)
    return approved


def count_waiting(cycle: Cycle) -> int:
    """How many answers of a cycle that the caller holds nobody has decided about."""
    rows = _rows_of(cycle)
    return sum(one.source not in rows for one in open_answers.list_open(cycle))


def destroy(assignment: Assignment) -> None:
    """Remove what the report says of a withdrawn interview in its interviewer's words."""
    db.session.execute(delete(ReportInterviewerAnswer).where(ReportInterviewerAnswer.assignment_id == assignment.id))


def destroy_of_year(cycle: Cycle) -> None:
    """Remove what was decided about a year's open answers, with the words that were chosen."""
    db.session.execute(delete(ReportAnswer).where(ReportAnswer.cycle_id == cycle.id))


def _get_led(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    actor.require(Role.FACILITATOR)
    return codebook.get_cycle(actor, cycle_id)


def _get(cycle: Cycle, source: str) -> OpenAnswer:
    found = next((one for one in open_answers.list_open(cycle) if one.source == source), None)
    if found is None:
        raise NotFound
    return found


def _rows_of(cycle: Cycle) -> Mapping[str, Row]:
    own = db.session.scalars(select(ReportAnswer).where(ReportAnswer.cycle_id == cycle.id))
    of_interviews = db.session.scalars(
        select(ReportInterviewerAnswer)
        .join(Assignment, Assignment.id == ReportInterviewerAnswer.assignment_id)
        .where(Assignment.cycle_id == cycle.id)
    )
    return {row.source: row for row in (*own, *of_interviews)}


def _known(actor: Actor, answers: Sequence[OpenAnswer]) -> list[Known]:
    """Names that may turn up: everybody who works in the unit, and what the interviews know that are written about."""
    colleagues = [Known(person.name, HANDLER) for person in directory.list_colleagues(actor)]
    about = {one.assignment_id for one in answers if one.assignment_id is not None}
    interviews = db.session.scalars(select(Assignment).where(Assignment.id.in_(about)))
    return [*colleagues, *(known for one in interviews for known in known_names.list_known(one))]
