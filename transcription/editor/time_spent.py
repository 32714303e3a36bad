"""How long the correction takes: for the interviewer's own eyes, and as a sum for the unit that points at nobody.

The page says now and then that somebody is at work on it. What two tabs say at the same time is counted once.
"""

import uuid
from datetime import timedelta

from sqlalchemy import func, select

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disclosure.counts import is_enough
from toolkit.help.hours import Spent
from transcription.transcripts import access
from transcription.transcripts.models import TimeSpent, Transcript

LONGEST_BEAT_MS = 60_000


def beat(actor: Actor, transcript_id: uuid.UUID, *, active_ms: int) -> int:
    """Add a while of work, at most what has passed since the last; returns the sum in milliseconds."""
    transcript, now = access.get_own(actor, transcript_id, to_change=True), clock.now()
    row = db.session.get(TimeSpent, transcript.id)
    if row is None:
        row = TimeSpent(transcript_id=transcript.id, active_ms=0, beat_at=now - timedelta(milliseconds=LONGEST_BEAT_MS))
        db.session.add(row)
    passed = (now - row.beat_at) // timedelta(milliseconds=1)
    row.active_ms += max(0, min(active_ms, LONGEST_BEAT_MS, passed))
    row.beat_at = now
    db.session.flush()
    return row.active_ms


def own_ms(actor: Actor, transcript_id: uuid.UUID) -> int:
    """The interviewer's own time with this text, in milliseconds."""
    transcript = access.get_own(actor, transcript_id)
    row = db.session.get(TimeSpent, transcript.id)
    return row.active_ms if row else 0


def total_ms(actor: Actor, cycle: Cycle) -> int:
    """Everybody's time in a cycle of the own unit, for its facilitator; 0 for others, and when it is that of too few.

    The threshold is that of the hours of the year, which tell of the same time: else one page would say what the other
    hides.
    """
    if not actor.is_any(Role.FACILITATOR) or cycle.unit_id != actor.unit_id:
        return 0
    spent = spent_in(cycle)
    return spent.milliseconds if is_enough(spent.people, threshold=cycle.unit.small_group) else 0


def spent_in(cycle: Cycle) -> Spent:
    """Everybody's time in a cycle, and how many people and interviews it is the time of."""
    people, interviews, total = db.session.execute(
        select(
            func.count(Assignment.interviewer_id.distinct()),
            func.count(Assignment.id.distinct()),
            func.sum(TimeSpent.active_ms),
        )
        .select_from(TimeSpent)
        .join(Transcript, Transcript.id == TimeSpent.transcript_id)
        .join(Assignment, Assignment.id == Transcript.assignment_id)
        .where(Assignment.cycle_id == cycle.id)
    ).one()
    return Spent(people=people, interviews=interviews, milliseconds=int(total or 0))
