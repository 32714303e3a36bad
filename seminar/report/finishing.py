"""Before the report is called finished: what it leaves out. And afterwards: whether it may be opened again."""

import uuid
from dataclasses import dataclass

from sqlalchemy import Select, exists, or_, select

from seminar.actions.models import Action, Progress
from seminar.coding import readings
from seminar.proposals.models import Proposal
from seminar.report import open_answers
from seminar.themes.models import Theme
from toolkit.access import Actor, Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.cycles import progress, states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, WrongState


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a report does without if it is finished now."""

    interviews: int
    unread: int
    undecided: int
    open_answers: int

    @property
    def is_nothing(self) -> bool:
        """Whether everything is in."""
        return not (self.interviews or self.unread or self.undecided or self.open_answers)


def list_left_out(actor: Actor, cycle: Cycle) -> LeftOut:
    """What the report of a cycle that the caller holds would be without."""
    undecided = _proposals(cycle.id).where(Proposal.decided_at.is_(None))
    return LeftOut(
        interviews=len(progress.list_left_out(cycle.id)),
        unread=readings.count_unread(actor).get(cycle.id, 0),
        undecided=len(db.session.scalars(undecided).all()),
        open_answers=open_answers.count_waiting(cycle),
    )


def may_reopen(actor: Actor, cycle: Cycle) -> bool:
    """Whether the facilitator may still open the report of a cycle that they hold: nothing has been built on it."""
    return actor.is_any(Role.FACILITATOR) and cycle.reported_at is not None and not (cycle.is_closed or _is_used(cycle))


def reopen(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """Open a finished report again. Raises `WrongState` once it was downloaded, or something was decided after it."""
    with states.reopening(actor, cycle_id) as cycle:
        if _is_used(cycle):
            raise WrongState(
                N_("The report has been downloaded, or something was decided after it, so it cannot be opened again.")
            )
    return cycle


def _is_used(cycle: Cycle) -> bool:
    """Whether the finished report has left the house, or somebody has decided or reported since."""
    since = cycle.reported_at
    exported = exists().where(
        AuditEntry.event == Event.REPORT_EXPORTED, AuditEntry.object_id == cycle.id, AuditEntry.at >= since
    )
    decided = _proposals(cycle.id).where(Proposal.decided_at >= since).exists()
    reports = select(Progress.id).join(Action, Action.id == Progress.action_id)
    followed = reports.where(Action.cycle_id == cycle.id, Progress.created_at >= since).exists()
    return db.session.scalar(select(or_(exported, decided, followed))) is True


def _proposals(cycle_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(Proposal.id).join(Theme, Theme.id == Proposal.theme_id).where(Theme.cycle_id == cycle_id)
