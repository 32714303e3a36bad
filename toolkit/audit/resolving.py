"""Who is behind a pseudonym of the log, for an inquiry. That somebody asked is recorded."""

import uuid
from datetime import date

from toolkit import clock
from toolkit.audit import naming, trail
from toolkit.audit.events import Event
from toolkit.db import db, writing
from toolkit.vault import pseudonyms

MONTHS = 24  # so far back it is looked for


def resolve(pseudonym: str) -> tuple[str, date] | None:
    """The person's name, and the first day of the month when they were called so; None for nobody of ours."""
    for month in _months():
        for person_id, name in naming.names().items():
            if pseudonyms.of_id(person_id, on=month) == pseudonym:
                _record(person_id)
                return name, month
    return None


def _record(person_id: uuid.UUID) -> None:
    db.session.rollback()  # the reading is over
    with writing() as session:
        trail.record(None, Event.PSEUDONYM_RESOLVED, person_id, within=session)


def _months() -> list[date]:
    first = clock.today().replace(day=1)
    months = [first]
    for _ in range(MONTHS - 1):
        year, month = (first.year - 1, 12) if first.month == 1 else (first.year, first.month - 1)
        first = first.replace(year=year, month=month)
        months.append(first)
    return months
