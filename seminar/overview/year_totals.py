"""What a year has come to after its interviews, for the page of the cycle: counts of the unit's own work."""

from collections.abc import Callable, Mapping

from sqlalchemy import func, select

from seminar.actions.models import Action, Verification
from seminar.proposals.models import PROMISES, Decision, Proposal
from seminar.themes.models import Theme
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.db import db


def count_themes(_actor: Actor, cycle: Cycle) -> int:
    """The themes of a cycle that the caller holds, without those that were merged into others or wait."""
    kept = (Theme.merged_into_id.is_(None), Theme.is_waiting.is_(False))
    return db.session.scalar(select(func.count()).where(Theme.cycle_id == cycle.id, *kept)) or 0


def count_in_use(_actor: Actor, cycle: Cycle) -> int:
    """How many actions of a cycle that the caller holds somebody else has seen in use, and that are closed by it."""
    seen = select(func.count(Action.id.distinct())).join(Verification, Verification.action_id == Action.id)
    closed = seen.where(Action.cycle_id == cycle.id, Verification.is_in_use, Action.closed_at.is_not(None))
    return db.session.scalar(closed) or 0


def _deciding(*wanted: Decision | None) -> Callable[[Actor, Cycle], int]:
    def count(_actor: Actor, cycle: Cycle) -> int:
        proposals = select(Proposal.decision, func.count()).join(Proposal.theme).where(Theme.cycle_id == cycle.id)
        found = db.session.execute(proposals.group_by(Proposal.decision))
        return sum(number for decision, number in found if decision in wanted)

    return count


TOTALS: Mapping[str, Callable[[Actor, Cycle], int]] = {
    "themes": count_themes,
    "undecided": _deciding(None),
    "promised": _deciding(*PROMISES),
    "refused": _deciding(Decision.NO),
    "in_use": count_in_use,
}
"""By the names of `progress.TOTALS`."""
