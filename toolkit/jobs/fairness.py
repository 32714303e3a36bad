"""The order of the queue: people take turns, so that five recordings of one do not keep the others waiting.

Each job gets a round when it is put in: the round that is being served now, or the one after the person's own last
job. Within a round the oldest goes first; what is brief goes before all of it. Nobody can be passed for ever.
"""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from toolkit.jobs.models import OPEN, Job

ORDER = (Job.is_brief.desc(), Job.turn, Job.created_at, Job.id)
"""The columns by which the next job is chosen."""


def get_turn(session: Session, kind: str, *, actor_id: uuid.UUID | None) -> int:
    """The round for a new job of this person."""
    open_ = sa.and_(Job.kind == kind, Job.state.in_(OPEN))
    served = session.scalar(sa.select(sa.func.min(Job.turn)).where(open_)) or 0
    own = session.scalar(sa.select(sa.func.max(Job.turn)).where(open_, Job.actor_id == actor_id))
    return served if own is None else max(served, own + 1)
