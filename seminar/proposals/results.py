"""What came of a voting, once it is closed and enough have voted.

Of one or two voters the dots would say who chose what: whoever voted knows their own. So they stay hidden, and it is
said that they are (decision 57).
"""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, select

from seminar.proposals.models import Dot
from seminar.seminars.models import Seminar, Voting
from toolkit.db import db

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Result:
    """How many dots each proposal got, and from how many people; `counts` is empty when too few voted."""

    counts: Mapping[uuid.UUID, int]
    voters: int

    @property
    def is_hidden(self) -> bool:
        """Whether somebody voted, and too few for their dots to be shown."""
        return 0 < self.voters < FEWEST


def of_cycle(cycle_id: uuid.UUID) -> Result:
    """Of the voting that was closed last in a cycle that the caller holds."""
    last = select(Seminar.id).where(Seminar.cycle_id == cycle_id, Seminar.voting == Voting.CLOSED)
    return _count(last.order_by(Seminar.opened_at.desc(), Seminar.id).limit(1).scalar_subquery())


def of_seminar(seminar: Seminar) -> Result:
    """Of the voting of a seminar that the caller holds; of nobody until it is closed."""
    closed = select(Seminar.id).where(Seminar.id == seminar.id, Seminar.voting == Voting.CLOSED)
    return _count(closed.scalar_subquery())


def _count(seminar: ScalarSelect[uuid.UUID]) -> Result:
    of_it: ColumnElement[bool] = Dot.seminar_id == seminar
    placed = db.session.execute(select(Dot.proposal_id, Dot.person_id).where(of_it)).all()
    voters = len({person for _, person in placed})
    return Result(Counter(proposal for proposal, _ in placed) if voters >= FEWEST else {}, voters)
