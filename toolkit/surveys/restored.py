"""What is done about staff surveys in a database that was put back from a copy."""

from sqlalchemy import delete, func, select, update

from toolkit import clock
from toolkit.db import db
from toolkit.surveys.models import StaffGathering, StaffSurvey


def redo_closings(keys: frozenset[str]) -> int:
    """Close the surveys whose gathering has been destroyed since, by its key's name; how many there were.

    What was gathered opens no more, and the numbers that were made of it then are not in the older copy.
    """
    there = db.session.execute(select(StaffGathering.id, StaffGathering.survey_id)).all()
    gone = {row.id: row.survey_id for row in there if row.id.hex in keys}
    if gone:
        closed = func.coalesce(StaffSurvey.closed_on, clock.today())
        db.session.execute(update(StaffSurvey).where(StaffSurvey.id.in_(gone.values())).values(closed_on=closed))
        db.session.execute(delete(StaffGathering).where(StaffGathering.id.in_(gone.keys())))
    return len(gone)
