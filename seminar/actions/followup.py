"""Following up: what was promised in a year and what is done because of it, when the unit looks at it, and its end.

A year is closed when everything in it is decided. What is still open goes on without it: actions outlive their year.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from seminar.actions import checkpoints, listing
from seminar.actions.checkpoints import Checkpoint
from seminar.actions.models import Action
from seminar.board.voices import ThemeVoices, list_voices_under
from seminar.coding.by_theme import list_codings
from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from seminar.published import publications
from seminar.quotable import quoting
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import planning, states
from toolkit.cycles.models import Cycle, CycleState
from toolkit.errors import N_, WrongState

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Promise:
    """An action, with a child's words that it answers (if any stand on the board), signed as far as may be told."""

    action: Action
    because: str
    signature: str

    @property
    def proposal(self) -> Proposal:
        """What the action comes from."""
        return self.action.proposal

    @property
    def is_now(self) -> bool:
        """Whether it is time to look at it: open, not waiting to be confirmed, and the day has come or is near."""
        action = self.action
        return action.is_open and not action.waits_to_be_seen and action.due <= clock.today() + SOON


def list_promises(actor: Actor, cycle_id: uuid.UUID) -> list[Promise]:
    """What is done because of a year of the own unit: what is to be looked at first, what is closed last."""
    promises = promises_of(actor, listing.list_actions(actor, cycle_id=cycle_id))
    if any(promise.because for promise in promises):
        trail.record(actor, Event.VOICES_READ, cycle_id)
    return promises


def promises_of(actor: Actor, actions: Sequence[Action]) -> list[Promise]:
    """Actions that the caller holds as promises, in the same order."""
    voices = list_codings(actor, {action.proposal.theme for action in actions})
    reviews = quoting.list_reviews(coding for under in voices.values() for coding in under)
    memories = publications.recall_each({action.proposal.theme.cycle for action in actions})
    promises = []
    for action in actions:
        on_board = [coding for coding in voices.get(action.proposal.theme_id, ()) if coding.on_board]
        shown = quoting.quotable(on_board, reviews)
        groups = memories[action.proposal.theme.cycle_id].signable()
        quote, signature = (shown[0].words, quoting.sign_known(shown[0], groups)) if shown else ("", "")
        promises.append(Promise(action, quote, signature))
    return promises


def list_years(actions: Sequence[Action]) -> Sequence[tuple[Cycle, int]]:
    """The cycles that actions come from, the latest first, with how many of them are open."""
    years = {action.cycle_id: action.proposal.theme.cycle for action in actions}
    still = Counter(action.cycle_id for action in actions if action.is_open)
    return [(cycle, still[cycle.id]) for cycle in sorted(years.values(), key=lambda each: -each.year)]


def read_voices(actor: Actor, action: Action) -> ThemeVoices:
    """What the children have told that an action of the own unit answers; a look on the trail."""
    trail.record(actor, Event.VOICES_READ, action.proposal.theme_id)
    return list_voices_under(actor, [action.proposal.theme])[0]


def list_checkpoints(cycle: Cycle) -> Sequence[Checkpoint]:
    """When the unit looks at what a year promised, by the cycle's own phases where it has them."""
    return checkpoints.of_year(cycle.year, _ends(cycle), today=clock.today())


def checkpoints_of(action: Action) -> Sequence[Checkpoint]:
    """When the unit looks at one action: on its own day, two months after its decision, and at those of its year."""
    cycle = action.proposal.theme.cycle
    decided = action.proposal.decided_on or clock.today()
    return checkpoints.of_action(decided, cycle.year, _ends(cycle), today=clock.today(), due=action.due)


def suggest_day(proposal: Proposal) -> date:
    """A day to follow up what is decided now: the next checkpoint that gives it some time."""
    return next_day(proposal.theme.cycle)


def next_day(cycle: Cycle) -> date:
    """The next checkpoint of a cycle that gives some time."""
    today = clock.today()
    days = checkpoints.of_action(today, cycle.year, _ends(cycle), today=today)
    return next(each.on for each in days if each.on > today + SOON)


def decision_day(cycle: Cycle) -> date:
    """The end of the phase in which the year means to decide."""
    return checkpoints.decision_day(cycle.year, _ends(cycle))


def _ends(cycle: Cycle) -> dict[str, date]:
    return {phase.key: phase.ends_on for phase in cycle.phases}


def close(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """Close a cycle in which every proposal is decided; what is open goes on. Raises `WrongState` while something is
    undecided."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    states.lock(planning.get_cycle(actor, cycle_id))
    if not _is_decided(actor, cycle_id):
        raise WrongState(N_("Everything must be decided before you close the cycle."), page="proposals", of=cycle_id)
    return states.close(actor, cycle_id)


def may_close(actor: Actor, cycle: Cycle) -> bool:
    """Whether the person could close a cycle of the own unit now."""
    leads = actor.is_any(Role.FACILITATOR, Role.UNIT_LEADER)
    return leads and cycle.state is CycleState.REPORTED and _is_decided(actor, cycle.id)


def _is_decided(actor: Actor, cycle_id: uuid.UUID) -> bool:
    return all(proposal.decision is not None for proposal in proposing.list_proposals(actor, cycle_id))
