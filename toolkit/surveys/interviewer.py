"""The interviewer's own survey, answered in the last step. Seen by nobody else; counted together in the results."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from interview_guides.surveys import Field, FieldKind, Option, OptionSource
from toolkit import clock, content, versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
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
    """Store the survey. `version` is what the form was filled from; raises `WrongState` when it is not the latest.

    An empty one is stored only when the person says so: otherwise it raises `InvalidInput`.
    """
    assignment = assignments.get_own(actor, assignment_id)
    row = db.session.get(InterviewerResponse, assignment.id)
    versions.require(row, version)
    kept = {name: value for name, value in answers.items() if value not in (None, "", [])}
    if not kept and not nothing_to_add:
        raise InvalidInput(N_("Answer at least one question, or say that you have nothing to add."))
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
    """Whether something is answered, for an assignment that the caller holds. Tells nothing of what."""
    row = db.session.get(InterviewerResponse, assignment.id)
    return row is not None and bool(opened(row))


def fields_for(actor: Actor, assignment_id: uuid.UUID) -> Sequence[tuple[Field, Sequence[Option]]]:
    """The survey's fields, each with its options; questions are those of the guide for the child's age."""
    age = assignments.get_own(actor, assignment_id).child.age
    return [(field, options_of(field, age=age)) for field in content.current().interviewer_survey.fields]


def options_of(field: Field, *, age: int | None = None) -> Sequence[Option]:
    """What can be chosen in a field. Without an age, «questions» are those of every guide."""
    now = content.current()
    if field.kind is FieldKind.SCALE:
        return [Option(code=str(n), name=str(n)) for n in range(field.lowest, field.highest + 1)]
    if field.source is OptionSource.PLACES:
        return [Option(code=place.code, name=place.name) for place in now.places]
    if field.source is OptionSource.AIDS:
        return [Option(code=aid.code, name=aid.name) for aid in now.conversation_aids]
    if field.source is OptionSource.QUESTIONS:
        guides = now.guides if age is None else (now.guide_for(age),)
        return [Option(code=one.id, name=one.text) for guide in guides for one in guide.questions]
    return field.options


def opened(row: InterviewerResponse) -> Answers:
    """The answers of a row, by field id."""
    answers: Answers = json.loads(row.answers)
    return answers
