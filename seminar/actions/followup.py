"""Following up: the promises that were decided, when the unit looks at them, and what is reported on each."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from seminar.coding.by_theme import list_codings
from seminar.coding.quotes import told
from seminar.proposals import proposing
from seminar.proposals.models import ActionState, Progress, Proposal
from seminar.themes.models import Theme
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import planning, states
from toolkit.cycles.models import Child, Cycle, CycleState
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, Overtaken, WrongState

SOON = timedelta(days=14)
# checkpoint, the phase of the year wheel that it ends with, and month and day where the cycle has no such phase
CHECKPOINTS = (("decision", "board", 3, 31), ("tertial_1", "feedback", 4, 30), ("tertial_2", "follow_up", 9, 15),
               ("year_end", "year_end", 12, 14))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A day when the unit looks at its promises. `when` is done, now or later."""

    key: str
    on: date
    when: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A decided proposal, with a child's words that it answers (if any stand on the board)."""

    proposal: Proposal
    because: str
    child: Child | None

    @property
    def is_now(self) -> bool:
        """Whether it is time to look at it: not done, and the day has come or is near."""
        due = self.proposal.due
        return not self.proposal.is_introduced and due is not None and due <= clock.today() + SOON


def list_promises(actor: Actor, cycle_id: uuid.UUID) -> list[Promise]:
    """The decided proposals of a cycle of the own unit: what is to be looked at first, what is done last."""
    promises = promises_of(actor, proposing.list_proposals(actor, cycle_id, decided_only=True))
    if any(promise.because for promise in promises):
        trail.record(actor, Event.VOICES_READ, cycle_id)
    return promises


def promises_of(actor: Actor, proposals: Sequence[Proposal]) -> list[Promise]:
    """Decided proposals that the caller holds as promises, in the same order."""
    voices = list_codings(actor, {proposal.theme for proposal in proposals})
    promises = []
    for proposal in proposals:
        first = next((coding for coding in voices.get(proposal.theme_id, ()) if coding.on_board), None)
        quote, child = (told(first.excerpt), first.excerpt.transcript.assignment.child) if first else ("", None)
        promises.append(Promise(proposal, quote, child))
    return sorted(promises, key=lambda promise: (promise.proposal.is_introduced, promise.proposal.due or date.max))


def count_open(actor: Actor) -> dict[uuid.UUID, int]:
    """How many promises are not introduced yet, by cycle of the own unit: they outlive their year."""
    decided = (
        select(Proposal.id, Theme.cycle_id)
        .join(Proposal.theme)
        .join(Theme.cycle)
        .where(Cycle.unit_id == actor.unit_id, Proposal.decided_at.is_not(None))
    )
    cycles: dict[uuid.UUID, uuid.UUID] = {row[0]: row[1] for row in db.session.execute(decided)}
    reports = select(Progress.proposal_id, Progress.state).where(Progress.proposal_id.in_(cycles))
    latest = {row[0]: row[1] for row in db.session.execute(reports.order_by(Progress.on, Progress.created_at))}
    return Counter(cycle_id for proposal_id, cycle_id in cycles.items() if latest.get(proposal_id) != ActionState.DONE)


def list_checkpoints(cycle: Cycle) -> Sequence[Checkpoint]:
    """Decision, tertial 1, tertial 2 and year end, by the cycle's own phases where it has them."""
    phases = {phase.key: phase.ends_on for phase in cycle.phases}
    days = [(key, phases.get(phase) or date(cycle.year + 1, m, d)) for key, phase, m, d in CHECKPOINTS]
    today = clock.today()
    now = next((key for key, on in days if on >= today), None)
    return [Checkpoint(key, on, "now" if key == now else "done" if on < today else "later") for key, on in days]


def close(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """Close a cycle in which every proposal is decided and introduced. Raises `WrongState` while something is left."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    states.lock(planning.get_cycle(actor, cycle_id))
    if not _is_introduced(actor, cycle_id):
        raise WrongState(
            N_("Everything must be decided and introduced before you close the cycle."), page="actions", of=cycle_id
        )
    return states.close(actor, cycle_id)


def may_close(actor: Actor, cycle: Cycle) -> bool:
    """Whether the person could close a cycle of the own unit now."""
    leads = actor.is_any(Role.FACILITATOR, Role.UNIT_LEADER)
    return leads and cycle.state is CycleState.REPORTED and _is_introduced(actor, cycle.id)


def _is_introduced(actor: Actor, cycle_id: uuid.UUID) -> bool:
    return all(proposal.is_introduced for proposal in proposing.list_proposals(actor, cycle_id))


def report(
    actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID, *, state: str, note: str, on: date, seen: int
) -> Progress:
    """Report how it goes. `seen` is how many reports there were when the page was opened: with a newer one in
    between it raises `Overtaken`. The same report twice is one. Raises `InvalidInput` for a day to come, or before the
    decision."""
    actor.require(Role.UNIT_LEADER)
    proposal = proposing.get_proposal(actor, cycle_id, proposal_id)
    states.require_followed_up(cycle_id)
    if proposal.decided_at is None:
        raise WrongState(N_("The proposal is not decided yet."))
    if on > clock.today():
        raise InvalidInput(N_("That day has not come yet. Choose today or an earlier day."), field="on")
    if proposal.decided_on and on < proposal.decided_on:
        raise InvalidInput(
            N_("This was decided on %(decided)s. Choose that day or a later one."),
            field="on",
            decided=proposal.decided_on,
        )
    if len(proposal.progress) != seen:
        latest = proposal.progress[-1] if proposal.progress else None
        if latest and (latest.state, latest.note, latest.on) == (state, note, on):
            return latest
        raise Overtaken(N_("Somebody else has just reported on this. Their words stand beside yours."))
    entry = Progress(on=on, state=ActionState(state), note=note, reported_by_id=actor.id)
    proposal.progress.append(entry)
    db.session.flush()
    trail.record(actor, Event.ACTION_PROGRESSED, proposal.id, state=state)
    return entry
