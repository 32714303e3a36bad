"""Reminding of the staff's survey: a line on the own page of whoever has not answered. The program sends no mail."""

import uuid
from datetime import date, timedelta

from interview_guides.surveys import Occasion
from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import WrongState
from toolkit.surveys import staff
from toolkit.surveys.models import StaffSurvey

BETWEEN = timedelta(days=7)
"""The line stands until they have answered: another one sooner would tell nobody anything."""


def remind(actor: Actor, cycle_id: uuid.UUID, *, occasion: Occasion) -> bool:
    """Let those who have not answered see a reminder on their own page. Nobody is named, to nobody.

    False when it is too soon for another. Raises `WrongState` when the survey is not open.
    """
    survey = staff.get_of_cycle(actor, cycle_id, occasion)
    if not survey.is_open:
        raise WrongState(staff.CLOSED)
    if find_next(survey):
        return False
    survey.reminded_on = clock.today()
    db.session.flush()
    trail.record(actor, Event.STAFF_SURVEY_REMINDED, cycle_id, survey=occasion.value)
    return True


def find_next(survey: StaffSurvey) -> date | None:
    """The day from which one can remind again, while it is to come; None when one can do so now."""
    again = survey.reminded_on + BETWEEN if survey.reminded_on else None
    return again if again and again > clock.today() else None
