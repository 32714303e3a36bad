"""What has been promised to the children over the years, each promise with what is done because of it."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from seminar.actions import listing
from seminar.actions.models import Action, ActionState
from seminar.proposals.models import Proposal
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles.models import Cycle

YEARS = 3


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and its actions; a promise is never without one."""

    proposal: Proposal
    actions: tuple[Action, ...]

    @property
    def in_use(self) -> int:
        """How many of its actions somebody else has seen in use."""
        return sum(action.state is ActionState.VERIFIED for action in self.actions)

    @property
    def state(self) -> ActionState:
        """How it goes with the promise as a whole: in use when all of it is, and else what is furthest from that."""
        return min((action.state for action in self.actions), key=ORDER.index)


ORDER = (
    ActionState.STILL, ActionState.NOT_STARTED, ActionState.NOT_IN_USE, ActionState.GOING, ActionState.DONE,
    ActionState.GIVEN_UP, ActionState.VERIFIED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearOfPromises:
    """The promises that come from one year, in the order in which they are looked at."""

    cycle: Cycle
    promises: tuple[Promised, ...]


def list_years(actor: Actor) -> list[YearOfPromises]:
    """The last three years of the own unit, the latest first, and of earlier ones what is still open."""
    actions = listing.list_in_short(actor, since=clock.today().year - YEARS + 1)
    by_year = sorted(actions, key=lambda action: (-action.cycle.year, action.cycle.name))
    return [
        YearOfPromises(found[0].cycle, tuple(_promises(found)))
        for found in (list(group) for _, group in groupby(by_year, key=lambda action: action.cycle_id))
    ]


def list_shown(actor: Actor) -> Sequence[Promised]:
    """The promises for a wall that anybody passes: those of which something is open or was seen in use. What was
    given up has its reason among the actions, where there is room for it."""
    years = list_years(actor)
    shown = (each for year in years for each in year.promises)
    return [each for each in shown if any(action.state is not ActionState.GIVEN_UP for action in each.actions)]


def _promises(actions: Iterable[Action]) -> list[Promised]:
    found: dict[uuid.UUID, list[Action]] = {}
    for action in actions:
        found.setdefault(action.proposal_id, []).append(action)
    return [Promised(each[0].proposal, tuple(each)) for each in found.values()]
