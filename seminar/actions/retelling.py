"""How children are told a yes, in other words than when it was decided; the seminar's log keeps what it was before.

A report that is released says what it said. The new words stand in the next edition, and wherever nothing is released.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import undefer

from seminar.actions import deciding
from seminar.changes import log
from seminar.changes.models import ChangeKind, SeminarChange
from seminar.proposals.models import Decision, Proposal
from toolkit import versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.people import directory


@dataclass(frozen=True, slots=True)
class Former:
    """Words that stood before: until when, and who wrote others. Empty: the proposal's own."""

    words: str
    until: datetime
    by: str


def may_retell(actor: Actor, proposal: Proposal) -> bool:
    """Whether the person could say a decision that they hold in other words to children now."""
    return proposal.decision is Decision.YES and actor.is_any(Role.UNIT_LEADER) and not proposal.theme.cycle.is_closed


def retell(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID, *, for_children: str, version: int) -> Proposal:
    """Let children be told a yes in these words; empty: in those of the proposal. The same words twice are one change.

    Raises `Overtaken` when somebody else was first, and `WrongState` for what is no yes, or once the cycle is closed.
    """
    actor.require(Role.UNIT_LEADER)
    proposal = deciding.alone_with(actor, cycle_id, proposal_id)
    if proposal.decision is not Decision.YES:
        raise WrongState(
            N_(
                "Only a yes has words for children of its own. Another decision is told in the words that you decided"
                " by."
            )
        )
    if proposal.for_children == for_children:
        return proposal
    versions.require(proposal, version, refusal=versions.THEIRS_BESIDE_YOURS)
    before, proposal.for_children = proposal.for_children, for_children
    db.session.flush()
    trail.record(actor, Event.PROPOSAL_CHANGED, proposal.id)
    log.append(
        actor, cycle_id, ChangeKind.PROPOSAL_RETOLD, of=proposal.id, theme=proposal.theme_id,
        before={"for_children": before}, after={"for_children": for_children},
    )  # fmt: skip
    return proposal


def list_former(proposal: Proposal) -> Sequence[Former]:
    """The words for children that stood before, for a proposal that the caller holds; the newest first."""
    query = select(SeminarChange).where(
        SeminarChange.cycle_id == proposal.theme.cycle_id,
        SeminarChange.kind == ChangeKind.PROPOSAL_RETOLD,
        SeminarChange.object_id == proposal.id,
    )
    people = directory.names()
    return [
        Former(
            json.loads(row.words)["before"]["for_children"],
            row.created_at,
            people.get(row.person_id, "") if row.person_id else "",
        )
        for row in db.session.scalars(query.order_by(SeminarChange.seq.desc()).options(undefer(SeminarChange.words)))
    ]
