"""A new year begins, and some of what was promised before is still open: is it still true, and why?"""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from seminar.actions import child_words, followup, listing
from seminar.actions.models import Action, CarriedOver
from seminar.proposals import follow_up
from toolkit import clock, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import planning
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, Overtaken, WrongState


def find_new_year(actor: Actor) -> Cycle | None:
    """The latest cycle of the own unit that has begun, by its state and by its first day, and is not closed.

    A year whose children are drawn early has not begun for that.
    """
    query = select(Cycle).where(
        Cycle.unit_id == actor.unit_id, Cycle.state.in_([CycleState.RUNNING, CycleState.REPORTED]),
        planning.has_begun(),
    )  # fmt: skip
    return db.session.scalar(query.order_by(Cycle.year.desc(), Cycle.created_at.desc()).limit(1))


def get_year(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """A cycle of the own unit. Raises `NotFound`."""
    return planning.get_cycle(actor, cycle_id)


def list_asked(actions: Sequence[Action], cycle: Cycle | None) -> Sequence[Action]:
    """Which of some actions are asked about in a cycle: not done, from an earlier one, and not carried into it yet."""
    if cycle is None:
        return []
    earlier = (each for each in actions if each.is_asked_about and _is_earlier(each, cycle))
    return [each for each in earlier if find_carried(each, cycle) is None]


def suggest_day(action: Action, cycle: Cycle) -> date:
    """When to follow it up in the new year: on its own day, or at the new year's next checkpoint once that has been."""
    return action.due if action.due > clock.today() else followup.next_day(cycle)


def find_carried(action: Action, cycle: Cycle) -> CarriedOver | None:
    """What was said when an action was carried over into a cycle; None while nobody has."""
    return next((each for each in action.carried if each.cycle_id == cycle.id), None)


def carry(
    actor: Actor, cycle_id: uuid.UUID, action_id: uuid.UUID, *, reason: str, version: int, due: date | None = None
) -> Action:
    """Say that an open action is still true in a new cycle, why, and when it is followed up (None: as before).

    Once in a cycle; the same words and day twice are once. Raises `Overtaken` when somebody else has carried it over
    with other words, or changed it since `version`; `InvalidInput` without a reason that says why or for another day
    that is past or far; and `WrongState` for a cycle that is closed or does not come after its own.
    """
    actor.require(Role.UNIT_LEADER)
    action = listing.get_action(actor, action_id)
    cycle = planning.get_cycle(actor, cycle_id)
    listing.require_open(action)
    stands = find_carried(action, cycle)
    if stands is not None:
        if (stands.reason, action.due) == (reason, due or action.due):
            return action
        raise Overtaken(N_("Somebody else has just carried it over. Their words stand beside yours."))
    if cycle.is_closed or not _is_earlier(action, cycle):
        raise WrongState(N_("It is carried over into a later year that has begun."))
    versions.require(action, version, refusal=versions.THEIRS_BESIDE_YOURS)
    if not child_words.says_why(reason):
        raise InvalidInput(N_("Write why it is still true, in a few words."), field="reason")
    if due is not None and due != action.due:
        follow_up.check_day(due, since=clock.today())
        action.due = due
    action.carried.append(CarriedOver(cycle_id=cycle.id, reason=reason, carried_by_id=actor.id))
    db.session.flush()
    trail.record(actor, Event.ACTION_CARRIED_OVER, action.id)
    return action


def _is_earlier(action: Action, cycle: Cycle) -> bool:
    return action.proposal.theme.cycle.year < cycle.year
