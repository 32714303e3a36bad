"""The interviewer offers the child the survey: a code with a QR, or the same survey on paper."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from interview_guides.age_bands import band_of
from interview_guides.surveys import FaceScale
from toolkit import clock, content, short_codes
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.surveys.models import ChildResponse, SurveyOffer
from toolkit.vault.columns import vault

THREE_FACES = "three_faces"
FIVE_FACES = "five_faces"
FIVE_FACES_FROM_AGE = 9  # five faces is nearly a number scale, and those are not for the youngest


def offer(actor: Actor, assignment_id: uuid.UUID, *, on_paper: bool = False) -> str:
    """Open an empty survey for the child and return its code, which is shown now and never again."""
    assignment = assignments.get_own(actor, assignment_id)
    code = short_codes.make()
    db.session.add(_empty(assignment, code))
    db.session.add(SurveyOffer(assignment_id=assignment.id, on_paper=on_paper))
    db.session.flush()
    trail.record(actor, Event.SURVEY_CODE_ISSUED, assignment.id, survey="child")
    return code


def list_offers(assignment: Assignment) -> Sequence[SurveyOffer]:
    """When the child of an assignment that the caller holds was offered the survey, the latest first.

    Whether it was answered nobody can see.
    """
    return db.session.scalars(
        select(SurveyOffer).where(SurveyOffer.assignment_id == assignment.id).order_by(SurveyOffer.created_at.desc()),
    ).all()


def get_scale(actor: Actor, assignment_id: uuid.UUID) -> FaceScale:
    """The faces that this child is offered: three, or five where the unit wants them and the child is old enough."""
    return _scale(assignments.get_own(actor, assignment_id))


def digest(code: str) -> str:
    """The hash of a code under this installation's key, which lies under the keyring and outlives every session."""
    return short_codes.digest(code, key=vault().installation.derive(b"child survey"))


def closing_day(today: date) -> date:
    """The last day of next month."""
    return (today.replace(day=1) + timedelta(days=70)).replace(day=1) - timedelta(days=1)


def _empty(assignment: Assignment, code: str) -> ChildResponse:
    child, scale = assignment.child, _scale(assignment)
    return ChildResponse(
        cycle_id=assignment.cycle_id,
        code_hash=digest(code),
        closes_on=closing_day(clock.today()),
        form_version=content.current().child_survey.version,
        scale=scale.id,
        scale_version=scale.version,
        age_band=band_of(child.age),
        sex=child.sex,
    )


def _scale(assignment: Assignment) -> FaceScale:
    five = assignment.cycle.unit.five_faces and assignment.child.age >= FIVE_FACES_FROM_AGE
    return content.current().scale(FIVE_FACES if five else THREE_FACES)
