"""What the unit answers the children, for whoever opens their own code once the report stands: what they told, what is
changed, what takes longer, and what becomes a no and why. From the decisions themselves, as the papers have it."""

from dataclasses import dataclass

from sqlalchemy import select

from seminar.proposals.models import Proposal
from seminar.report.answering import LONGER
from seminar.themes.models import Theme
from toolkit import clock
from toolkit.cycles.models import Cycle
from toolkit.db import db


@dataclass(frozen=True, slots=True)
class Reply:
    """`told` names what was talked about and answered; `refused` are pairs of what became a no, and why."""

    told: tuple[str, ...]
    changes: tuple[str, ...]
    later: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def find_reply(cycle: Cycle) -> Reply | None:
    """The answer of a cycle that the caller holds; None until the report stands and something has been decided."""
    if cycle.is_open:
        return None
    query = (
        select(Proposal)
        .join(Proposal.theme)
        .where(Theme.cycle_id == cycle.id, Proposal.decided_at.is_not(None))
        .order_by(Theme.position, Proposal.position, Proposal.created_at)
    )
    decided = db.session.scalars(query).all()
    if not decided:
        return None
    by = (cycle.reported_at or clock.now()).date() + LONGER
    promised = [each for each in decided if each.is_promise]
    later = [each for each in promised if each.due is None or each.due > by]
    return Reply(
        told=tuple(dict.fromkeys(each.theme.name for each in decided)),
        changes=tuple(each.promised for each in promised if each not in later),
        later=tuple(each.promised for each in later),
        refused=tuple((each.text, each.decision_words) for each in decided if each.is_refused),
    )
