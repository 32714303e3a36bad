"""Two people dispose of what is due: one proposes, another confirms, and then the bytes and their keys are gone.

Between the two anything may happen: what was withdrawn, set aside, or is not due any more, is left out when the second
confirms. The proposal's row stays as the certificate. An interview is told by its id alone.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail, verifying
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disposal import due, gone, lines, two_people
from toolkit.disposal.decisions import DECIDING
from toolkit.disposal.due import SOON
from toolkit.disposal.materials import LINES, OF_AN_INTERVIEW, RULES
from toolkit.disposal.models import (
    DisposalDecision,
    DisposalItem,
    DisposalProposal,
    Material,
    Outcome,
    ProposalState,
)
from toolkit.errors import N_, NotFound, WrongState
from toolkit.transactions import paused
from toolkit.vault import key_destruction

NOT_WHOLE = N_(
    "The log is not whole: line %(seq)s has been changed or removed. Nothing of it is disposed of. Tell whoever is"
    " responsible for information security."
)
NOTHING_DUE = N_("Nothing of this kind is due within a month.")
NO_DECISION = N_("There is no decision to dispose of this. Register it first.")
WAITS = N_("A proposal for this waits already. Confirm it, or take it back, and then make a new one.")


def propose(actor: Actor, *, material: Material) -> DisposalProposal:
    """Propose to dispose of everything of one kind that is due within a month. Raises `WrongState`."""
    unit = two_people.lock_unit(actor)
    decision = _last_with_term(unit.id, material)
    if decision is None:
        raise WrongState(NO_DECISION)
    if find_open(actor, material) is not None:
        raise WrongState(WAITS)
    due_by = clock.today() + SOON
    items = [_item(material, one) for one in due.list_ids(unit.id, material, by=due_by)]
    count = lines.count(unit.id, material, by=due_by) if material in LINES else len(items)
    if not count:
        raise WrongState(NOTHING_DUE)
    made = DisposalProposal(
        unit_id=unit.id, number=two_people.next_number(DisposalProposal, unit), decision_id=decision.id,
        material=material, due_by=due_by, proposed_by_id=actor.id, items=items,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    trail.record(actor, Event.DISPOSAL_PROPOSED, made.id, kind=material.value, count=count)
    return made


def take_back(actor: Actor, proposal_id: uuid.UUID) -> None:
    """Let a proposal come to nothing; either of the two may. Raises `NotFound`, `WrongState` once it is settled."""
    proposal = two_people.lock(actor, DisposalProposal, row_id=proposal_id, states=(ProposalState.PROPOSED,))
    _settle(actor, proposal, ProposalState.TAKEN_BACK)
    trail.record(actor, Event.DISPOSAL_TAKEN_BACK, proposal.id, kind=proposal.material.value)


def confirm(actor: Actor, proposal_id: uuid.UUID) -> DisposalProposal:
    """Dispose of what was proposed, as the second of two. The keys go with the commit, the bytes right after it.

    Raises `NotFound`, and `WrongState` for the one who proposed it, for whoever comes second, and where the log that is
    to be disposed of is not whole: what somebody has changed stays to be looked into.
    """
    is_about_the_log = get_proposal(actor, proposal_id).material is Material.TRAIL
    verdict = verifying.verify() if is_about_the_log else None
    with paused():
        if verdict is not None and not verdict.is_whole:
            raise WrongState(NOT_WHOLE, seq=verdict.broken_at)
    proposal = two_people.lock_for_other(actor, DisposalProposal, row_id=proposal_id, states=(ProposalState.PROPOSED,))
    _settle(actor, proposal, ProposalState.CARRIED_OUT)
    if proposal.material in LINES:
        proposal.disposed = lines.dispose(actor, proposal)
    else:
        _dispose_of_items(actor, proposal)
    db.session.flush()
    trail.record(
        actor, Event.MATERIAL_DISPOSED, proposal.id, kind=proposal.material.value, count=proposal.disposed,
        left_out=proposal.left_out,
    )  # fmt: skip
    return proposal


def repeat_after_restore(keys: frozenset[str]) -> int:
    """After a copy was put back: dispose again of what was disposed of, if its keys are among these; how many times.

    For the restore, which knows the keys that were destroyed after the copy was made; also for the items that the copy
    itself does not know of.
    """
    count = 0
    for material in reversed(OF_AN_INTERVIEW):  # what is gone as a whole is not disposed of part by part
        for assignment in gone.list_marked(material, keys):
            gone.dispose_of_interview(None, assignment, material=material)
            count += 1
    for cycle in gone.list_marked_years(keys):
        gone.dispose_of_answers(cycle)
        count += 1
    db.session.flush()
    return count


def sweep() -> int:
    """Destroy keys of what was disposed of that are still here: after a crash, or from an older copy of the keys."""
    rows = db.session.execute(
        select(DisposalProposal.material, DisposalItem.assignment_id, DisposalItem.cycle_id)
        .join(DisposalItem.proposal)
        .where(DisposalItem.outcome == Outcome.DISPOSED)
    ).all()
    count = 0
    for material, *owners in rows:
        left = key_destruction.list_left(filter(None, owners), parts=RULES[material].parts)
        key_destruction.destroy_at_commit(db.session(), *left, parts=RULES[material].parts, by_decision=True)
        count += len(left)
    return count


def find_open(actor: Actor, material: Material) -> DisposalProposal | None:
    """The proposal of this kind that waits for a second person."""
    return db.session.scalar(
        select(DisposalProposal).where(
            DisposalProposal.unit_id == actor.unit_id,
            DisposalProposal.material == material,
            DisposalProposal.state == ProposalState.PROPOSED,
        )
    )


def list_proposals(actor: Actor) -> Sequence[DisposalProposal]:
    """Every proposal of the own unit, the newest first."""
    actor.require(*DECIDING)
    return db.session.scalars(
        select(DisposalProposal)
        .where(DisposalProposal.unit_id == actor.unit_id)
        .order_by(DisposalProposal.number.desc())
        .options(
            joinedload(DisposalProposal.decision),
            joinedload(DisposalProposal.proposed_by),
            joinedload(DisposalProposal.settled_by),
        )
    ).all()


def get_proposal(actor: Actor, proposal_id: uuid.UUID) -> DisposalProposal:
    """One proposal with what is in it. Raises `NotFound`."""
    actor.require(*DECIDING)
    found = db.session.scalar(
        select(DisposalProposal)
        .where(DisposalProposal.id == proposal_id, DisposalProposal.unit_id == actor.unit_id)
        .options(
            selectinload(DisposalProposal.items).options(
                joinedload(DisposalItem.assignment).options(joinedload(Assignment.child), joinedload(Assignment.cycle)),
                joinedload(DisposalItem.cycle),
            ),
        )
    )
    if found is None:
        raise NotFound
    return found


def _settle(actor: Actor, proposal: DisposalProposal, state: ProposalState) -> None:
    proposal.state, proposal.settled_by_id, proposal.settled_at = state, actor.id, clock.now()


def _dispose_of_items(actor: Actor, proposal: DisposalProposal) -> None:
    material = proposal.material
    _lock_owners(proposal)
    still = set(due.list_ids(proposal.unit_id, material, by=clock.today() + SOON))
    for item in proposal.items:
        is_due = (item.assignment_id or item.cycle_id) in still
        item.outcome = Outcome.DISPOSED if is_due else Outcome.LEFT_OUT
        if is_due and item.assignment is not None:
            gone.dispose_of_interview(actor, item.assignment, material=material)
        elif is_due and item.cycle is not None:
            gone.dispose_of_answers(item.cycle)
    proposal.disposed = sum(item.outcome is Outcome.DISPOSED for item in proposal.items)
    proposal.left_out = len(proposal.items) - proposal.disposed


def _lock_owners(proposal: DisposalProposal) -> None:
    """In the order of their ids: whoever withdraws or sets one aside at this moment is waited for, or finds it gone."""
    for table, ids in (
        (Assignment, [item.assignment_id for item in proposal.items if item.assignment_id]),
        (Cycle, [item.cycle_id for item in proposal.items if item.cycle_id]),
    ):
        if ids:
            db.session.execute(select(table.id).where(table.id.in_(ids)).order_by(table.id).with_for_update())


def _item(material: Material, one: uuid.UUID) -> DisposalItem:
    return DisposalItem(assignment_id=one) if material in OF_AN_INTERVIEW else DisposalItem(cycle_id=one)


def _last_with_term(unit_id: uuid.UUID, material: Material) -> DisposalDecision | None:
    return db.session.scalar(
        select(DisposalDecision)
        .where(
            DisposalDecision.unit_id == unit_id,
            DisposalDecision.material == material,
            DisposalDecision.months.is_not(None),
        )
        .order_by(DisposalDecision.created_at.desc())
        .limit(1)
    )
