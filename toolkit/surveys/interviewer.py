"""The interviewer's own survey, answered in the last step. Seen by nobody else; counted together in the results."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from interview_guides.guides import Guide
from interview_guides.surveys import Field, Option, OptionSource
from toolkit import clock, content, versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.interviews import guide_choice, planning
from toolkit.surveys import counting, known
from toolkit.surveys.models import InterviewerResponse

Answers = Mapping[str, Any]


def get_answers(actor: Actor, assignment_id: uuid.UUID) -> tuple[Answers, int]:
    """What the interviewer has answered so far by field id, and the version it stands at (0 before the first time)."""
    assignment = assignments.get_own(actor, assignment_id)
    row = db.session.get(InterviewerResponse, assignment.id)
    if row is None:
        return {}, 0
    trail.record(actor, Event.SURVEY_READ, assignment.id, survey="interviewer")
    return opened(row), row.version


def save(
    actor: Actor, assignment_id: uuid.UUID, *, answers: Answers, version: int, nothing_to_add: bool = False
) -> None:
    """Store the survey with what the program knows itself.

    `version` is what the form was filled from; raises `WrongState` when it is not the latest. An empty one is
    stored only when the person has nothing to add and says so: otherwise it raises `InvalidInput`.
    """
    assignment = assignments.get_own(actor, assignment_id)
    row = db.session.get(InterviewerResponse, assignment.id)
    versions.require(row, version)
    given = {name: value for name, value in answers.items() if value not in (None, "", [])}
    if not given and not nothing_to_add:
        raise InvalidInput(N_("Answer at least one question, or say that you have nothing to add."))
    kept = {**known.facts_of(assignment), **given}
    if row is None:
        row = InterviewerResponse(assignment_id=assignment.id)
        db.session.add(row)
    row.answers = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    row.form_version, row.saved_at = content.current().interviewer_survey.version, clock.now()
    db.session.flush()
    trail.record(actor, Event.SURVEY_ANSWERED, assignment.id, survey="interviewer")


def is_answered(assignment: Assignment) -> bool:
    """Whether the survey has been answered, or the person has nothing to add; the caller holds the assignment."""
    return db.session.get(InterviewerResponse, assignment.id) is not None


def has_answers(assignment: Assignment) -> bool:
    """Whether the person has answered something, beside what is known anyway. Tells nothing of what."""
    row = db.session.get(InterviewerResponse, assignment.id)
    beside = {field.id for field in content.current().interviewer_survey.known}
    return row is not None and bool(opened(row).keys() - beside)


def fields_for(actor: Actor, assignment_id: uuid.UUID) -> Sequence[tuple[Field, Sequence[Option]]]:
    """The survey's fields, each with its options; questions are those of the interview's guide."""
    assignment = assignments.get_own(actor, assignment_id)
    guide = guide_choice.in_use(assignment, content=content.current()).asked
    booking = planning.find_booking(assignment)
    asked = [
        field
        for field in content.current().interviewer_survey.fields
        if not field.with_interpreter or (booking and booking.interpreter)
    ]
    return [(field, options_of(field, guide=guide)) for field in asked]


def known_for(actor: Actor, assignment_id: uuid.UUID) -> Sequence[tuple[str, str]]:
    """What the interviewer is not asked, because it is known: what it is called, and how it stands, in words."""
    assignment = assignments.get_own(actor, assignment_id)
    facts, told = known.facts_of(assignment), []
    guide = guide_choice.every_card(assignment, content=content.current())
    for field in content.current().interviewer_survey.known:
        if field.id in facts:
            value, names = facts[field.id], {one.code: one.name for one in options_of(field, guide=guide)}
            codes = value if isinstance(value, list) else [str(value)]
            told.append((field.label, "; ".join(names.get(code, code) for code in codes)))
    return told


def options_of(field: Field, *, guide: Guide) -> Sequence[Option]:
    """What can be chosen in a field; «questions» are those of the interview's guide."""
    if field.source is OptionSource.QUESTIONS:
        return [Option(code=one.id, name=one.text) for one in guide.questions]
    return counting.options_of(field)


def opened(row: InterviewerResponse) -> Answers:
    """The answers of a row, by field id."""
    answers: Answers = json.loads(row.answers)
    return answers
