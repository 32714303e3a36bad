"""Who writes proposals: whoever follows the seminar, and the unit leader. Each changes their own; both leaders all."""

import uuid

from seminar.board import writers
from seminar.proposals.models import Proposal
from toolkit.access import Actor, Role


def require_writing(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Raise `NotFound` for whoever neither decides in the unit nor follows the seminar of the cycle."""
    if not actor.is_any(Role.UNIT_LEADER):
        writers.require_writing(actor, cycle_id)


def may_change(actor: Actor, proposal: Proposal) -> bool:
    """Whether somebody who writes proposals may change and remove this one."""
    return actor.is_any(Role.UNIT_LEADER) or writers.may_change(actor, proposal)


def require_changing(actor: Actor, proposal: Proposal) -> None:
    """Raise `WrongState` for a colleague's proposal."""
    if not may_change(actor, proposal):
        writers.require_changing(actor, proposal)
