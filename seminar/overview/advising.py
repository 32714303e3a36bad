"""What waits at the seminar, for the page of the cycle: counts of texts and proposals, never people."""

from seminar.coding import readings
from seminar.proposals import proposing
from toolkit.access import Actor, Role
from toolkit.cycles.models import Cycle


def count_unread(actor: Actor, cycle: Cycle) -> int:
    """To the facilitator, interviews that are handed over and that nobody has read; none once the report stands."""
    if not (actor.is_any(Role.FACILITATOR) and cycle.is_open):
        return 0
    return readings.count_unread_in(actor, cycle.id)


def count_undecided(actor: Actor, cycle: Cycle) -> int:
    """To the unit leader, proposals that wait for a decision."""
    if not actor.is_any(Role.UNIT_LEADER):
        return 0
    return sum(each.decided_at is None for each in proposing.list_proposals(actor, cycle.id))
