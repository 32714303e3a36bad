"""The order of the proposals under a theme: by hand, or by the dots that they were given."""

import uuid
from collections.abc import Sequence

from sqlalchemy import update

from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.proposals import proposing, results
from seminar.proposals.models import Proposal
from seminar.themes import codebook
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.db import db


def order_of(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> list[str]:
    """The ids of a theme's proposals in their order."""
    return [str(each.id) for each in proposing.list_proposals(actor, cycle_id, under=[theme_id])]


def move(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID, *, steps: int) -> None:
    """Move a proposal up (negative) or down among those of its theme; at the end it stays. Raises `NotFound`."""
    theme_id = proposing.get_proposal(actor, cycle_id, proposal_id).theme_id
    states.lock_open(codebook.get_cycle(actor, cycle_id))
    order = order_of(actor, cycle_id, theme_id)
    at = order.index(str(proposal_id))
    order.insert(max(0, at + steps), order.pop(at))
    put(actor, cycle_id, theme_id, order=order)


def sort_by_dots(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Put the proposals of every theme in the order of their dots; those with as many stay as they stood."""
    actor.require(Role.FACILITATOR)
    counts = results.of_cycle(codebook.get_cycle(actor, cycle_id).id).counts
    for theme in codebook.list_themes(actor, cycle_id):
        order = order_of(actor, cycle_id, theme.id)
        put(actor, cycle_id, theme.id, order=sorted(order, key=lambda one: -counts.get(uuid.UUID(one), 0)))


def put(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, order: Sequence[str]) -> None:
    """Put a theme's proposals in this order; those that it does not name come last.

    No version moves: whoever is wording a proposal is not disturbed.
    """
    actor.require(Role.FACILITATOR)
    states.lock_open(codebook.get_cycle(actor, cycle_id))
    before = order_of(actor, cycle_id, theme_id)
    places = {one: place for place, one in enumerate(order)}
    after = sorted(before, key=lambda one: places.get(one, len(places)))
    if after == before:
        return
    for position, one in enumerate(after):
        moved = update(Proposal).where(Proposal.id == uuid.UUID(one)).values(position=position)
        db.session.execute(moved.execution_options(synchronize_session="fetch"))
    trail.record(actor, Event.BOARD_CHANGED, theme_id)
    log.append(
        actor, cycle_id, ChangeKind.PROPOSALS_ORDERED, of=theme_id, theme=theme_id, before={"order": before},
        after={"order": after},
    )  # fmt: skip
