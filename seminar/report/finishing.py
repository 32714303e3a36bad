"""Before the report is released: what it leaves out."""

import uuid
from dataclasses import astuple, dataclass

from sqlalchemy import Select, func, select

from seminar.coding import readings
from seminar.proposals.models import Proposal
from seminar.report import open_answers, quote_choice
from seminar.seminars.models import Seminar, State
from seminar.themes.models import Theme
from toolkit.access import Actor
from toolkit.cycles import progress
from toolkit.cycles.models import Cycle
from toolkit.db import db


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a report does without if it is released now."""

    interviews: int
    unread: int
    undecided: int
    open_answers: int
    seminars: int  # that are going on
    quotes: int  # that wait for somebody to act

    @property
    def is_nothing(self) -> bool:
        """Whether everything is in."""
        return not any(astuple(self))


def list_left_out(actor: Actor, cycle: Cycle) -> LeftOut:
    """What the report of a cycle that the caller holds would be without."""
    undecided = _proposals(cycle.id).where(Proposal.decided_at.is_(None))
    return LeftOut(
        interviews=len(progress.list_left_out(cycle.id)),
        unread=readings.count_unread_in(actor, cycle.id),
        undecided=len(db.session.scalars(undecided).all()),
        open_answers=open_answers.count_waiting(cycle),
        seminars=db.session.scalar(
            select(func.count()).where(Seminar.cycle_id == cycle.id, Seminar.state == State.OPEN)
        )
        or 0,
        quotes=quote_choice.count_waiting(actor, cycle),
    )


def _proposals(cycle_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(Proposal.id).join(Theme, Theme.id == Proposal.theme_id).where(Theme.cycle_id == cycle_id)
