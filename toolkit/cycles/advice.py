"""What the facilitator can help with first: what stands still in the year itself, then what waits in later rooms.

Facts only: the sentences and the ways on are written in templates/cycles/advice.html.
"""

from dataclasses import dataclass
from enum import StrEnum

from toolkit.access import Actor, Role
from toolkit.cycles import children, outlook, pairs, progress
from toolkit.cycles.models import Cycle


class StandsStill(StrEnum):
    """What stands still in the year itself."""

    NO_CHILDREN = "no_children"
    NOT_DRAWN = "not_drawn"
    WORKERS_WITHOUT = "workers_without"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to help with: what it is, how many, and how many of them can be helped by a draw."""

    about: str
    number: int = 0
    possible: int = 0


def list_advice(actor: Actor, cycle: Cycle) -> list[Advice]:
    """Everything that stands still or waits for this reader, the most pressing first."""
    waiting = (Advice(name, number) for name, number in progress.waiting(actor, cycle).items())
    return [*_own(actor, cycle), *waiting]


def _own(actor: Actor, cycle: Cycle) -> list[Advice]:
    if not actor.is_any(Role.FACILITATOR) or not cycle.is_open:
        return []
    if not children.count(actor, cycle.id):
        return [Advice(StandsStill.NO_CHILDREN)]
    if pairs.everybody_has_a_child(cycle):
        return []
    now = outlook.foresee(actor, cycle.id)
    if not now.waiting:
        return []
    about = StandsStill.NOT_DRAWN if now.waiting == now.interviewers else StandsStill.WORKERS_WITHOUT
    return [Advice(about, now.waiting, now.waiting - now.without)]
