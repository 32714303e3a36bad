"""Who takes part in a cycle's seminar right now: whoever is on the list of one that is open, and reads interviews.

And whether what they code counts at once, as the facilitator has chosen for that seminar.
"""

import uuid

from sqlalchemy import ColumnElement, false, select

from seminar.seminars.models import Participant, Seminar, State
from seminar.texts import rights
from toolkit.access import Actor
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db


def participates(actor: Actor) -> ColumnElement[bool]:
    """In which cycles the person takes part, as a condition on `Cycle`: from the opening until the end, no longer than
    they stand on the list, and never once the report is finished."""
    if not actor.is_any(*rights.READERS):
        return false()
    listed = (
        select(Participant.id)
        .join(Participant.seminar)
        .where(Participant.person_id == actor.id, Seminar.cycle_id == Cycle.id, Seminar.state == State.OPEN)
        .correlate(Cycle)
    )
    return listed.exists() & Cycle.state.in_(states.OPEN)


def waits(actor: Actor, cycle_id: uuid.UUID) -> bool:
    """Whether what somebody codes waits for the facilitator: as soon as one open seminar says so that they are at."""
    own = select(Participant.id).join(Participant.seminar).where(Participant.person_id == actor.id)
    waiting = own.where(Seminar.cycle_id == cycle_id, Seminar.state == State.OPEN, Seminar.codings_wait)
    return db.session.scalar(waiting.limit(1)) is not None
