"""Drawing who meets whom, choosing by hand, and drawing again when a child says no. The lots are in `rotation`."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments, outlook, planning, progress, rotation, states
from toolkit.cycles.models import Assignment, Cycle, Draw, EndReason, Origin
from toolkit.cycles.outlook import Going, Scene, Shortage
from toolkit.cycles.rotation import Pair, Spread
from toolkit.cycles.rules import Bar
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState

SEED_BITS = 53
SHORTEST_REASON = 5
RELEASE = "release"

REFUSALS = {
    Bar.NO_HANDLER: N_("Nobody is known to handle or have handled the child. Write that in first."),
    Bar.HANDLES: N_("This worker handles or has handled the child. Choose a child that a colleague knows."),
    Bar.OUTSIDE_AGES: N_("The cycle draws children of other ages. Choose another child, or change the plan."),
    Bar.AGE: N_("This worker meets children of other ages. Choose another child."),
    Bar.LANGUAGE: N_("The child wants no interpreter, and this worker does not speak its language."),
}
"""What is said when a choice by hand is barred."""


@dataclass(frozen=True)
class Replacement:
    """A new assignment, or why there was no child."""

    assignment: Assignment | None
    shortage: Shortage | None


def make(actor: Actor, cycle_id: uuid.UUID, *, spread: Spread) -> int:
    """Draw children for the workers who have room for them; return how many are to be met.

    Sent twice, or by two people at once, the second finds nobody waiting and changes nothing.
    """
    cycle = _locked(actor, cycle_id)
    scene = outlook.scene_of(cycle)
    seed = secrets.randbits(SEED_BITS)
    outcome = outlook.draw_lots(scene, seed=seed, spread=spread)
    new = set(outcome.pairs) - set(scene.keep)
    if new:
        draw = _stored(actor, cycle, seed=seed, spread=spread)
        places = _Places(scene.going)
        for pair in sorted(new, key=lambda one: (one.interviewer, one.candidate)):
            _assign(cycle, pair, place=places.next_of(pair.interviewer), draw=draw, origin=Origin.DRAW)
        _flush()
        states.begin(actor, cycle)
        trail.record(actor, Event.DRAW_MADE, draw.id, seed=str(seed), pairs=len(new), left_out=len(outcome.left_out))
    return len(new)


def choose(
    actor: Actor, cycle_id: uuid.UUID, *, interviewer_id: uuid.UUID, child_id: uuid.UUID, reason: str
) -> Assignment:
    """Say by hand who meets whom, with a written reason. The rule holds here too. Raises `InvalidInput`."""
    cycle = _locked(actor, cycle_id)
    scene = outlook.scene_of(cycle)
    same = [one for one in scene.going if (one.interviewer_id, one.child_id) == (interviewer_id, child_id)]
    if same:
        return db.session.get_one(Assignment, same[0].id)  # sent twice
    _check_choice(scene, interviewer_id, child_id)
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidInput(N_("Write why you choose by hand, in a few words."), field="reason")
    place = _Places(scene.going).next_of(interviewer_id)
    made = _assign(cycle, Pair(interviewer_id, child_id), place=place, origin=Origin.BY_HAND, reason=reason.strip())
    _flush()
    states.begin(actor, cycle)
    trail.record(actor, Event.ASSIGNED_BY_HAND, made.id, child=child_id)
    return made


def replace(actor: Actor, assignment: Assignment, *, reason: EndReason) -> Replacement:
    """End an assignment that the caller holds and draw a new child at once, while all others keep theirs.

    Called again for the same assignment, it changes nothing. Once the
    report stands a no is still an answer, but nobody new is drawn.
    """
    cycle = assignment.cycle
    states.lock(cycle)
    db.session.refresh(assignment)
    if assignment.ended_at is not None:
        return Replacement(_find_going(assignment), None)
    progress.require_not_interviewed(assignment)
    gone = assignment.child_id
    assignments.end(actor, assignment, reason=reason)
    if not cycle.is_open:
        return Replacement(None, None)
    scene = outlook.scene_of(cycle)
    seed = secrets.randbits(SEED_BITS)
    outcome = rotation.replacement(
        scene.children.values(), scene.interviewers,
        interviewer=assignment.interviewer_id, instead_of=gone, keep=scene.keep, seed=seed,
    )  # fmt: skip
    new = next(iter(set(outcome.pairs) - set(scene.keep)), None)
    if new is None:
        return Replacement(None, next(iter(outlook.explain(outcome.left_out, scene)), None))
    draw = _stored(actor, cycle, seed=seed, spread=Spread.EVEN)
    made = _assign(cycle, new, place=assignment.place, draw=draw, origin=Origin.REPLACEMENT)
    _flush()
    trail.record(actor, Event.ASSIGNMENT_REPLACED, made.id, reason=reason, before=assignment.id, seed=str(seed))
    return Replacement(made, None)


def exchange(actor: Actor, assignment: Assignment, *, ending: str) -> Replacement:
    """Do what the facilitator chose: `release`, or an end reason for which a new child is drawn at once."""
    if ending == RELEASE:
        release(actor, assignment)
        return Replacement(None, None)
    return replace(actor, assignment, reason=EndReason(ending))


def release(actor: Actor, assignment: Assignment) -> None:
    """End an assignment by hand without drawing again: the worker does not interview, or a child is chosen later."""
    actor.require(Role.FACILITATOR)
    states.lock_open(assignment.cycle)
    progress.require_not_interviewed(assignment)
    assignments.end(actor, assignment, reason=EndReason.CHANGED_BY_HAND)


def get_assignment(actor: Actor, cycle_id: uuid.UUID, assignment_id: uuid.UUID) -> Assignment:
    """An assignment in a cycle of the own unit, going or ended, for the facilitator. Raises `NotFound`."""
    found = assignments.get_led(actor, assignment_id)
    if found.cycle_id != cycle_id:
        raise NotFound
    return found


def _locked(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """One draw at a time, and none once the report stands."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    states.lock_open(cycle)
    return cycle


def _stored(actor: Actor, cycle: Cycle, *, seed: int, spread: Spread) -> Draw:
    draw = Draw(cycle_id=cycle.id, seed=str(seed), drawn_by_id=actor.id, stratified=spread is Spread.EVEN)
    db.session.add(draw)
    db.session.flush()
    return draw


class _Places:
    """The lowest place of each worker that nobody has, in turn."""

    def __init__(self, going: Sequence[Going]) -> None:
        self._taken = {(one.interviewer_id, one.place) for one in going}

    def next_of(self, interviewer_id: uuid.UUID) -> int:
        """Take a place."""
        place = next(n for n in count(1) if (interviewer_id, n) not in self._taken)
        self._taken.add((interviewer_id, place))
        return place


def _assign(
    cycle: Cycle, pair: Pair, *, place: int, origin: str, draw: Draw | None = None, reason: str = ""
) -> Assignment:
    made = Assignment(
        cycle_id=cycle.id,
        child_id=pair.candidate,
        interviewer_id=pair.interviewer,
        place=place,
        draw_id=draw.id if draw else None,
        origin=origin,
        reason=reason,
    )
    db.session.add(made)
    return made


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError:
        raise WrongState(N_("Somebody else made a draw at the same moment. Look at the page again.")) from None


def _find_going(ended: Assignment) -> Assignment | None:
    return db.session.scalar(
        select(Assignment).where(
            Assignment.cycle_id == ended.cycle_id,
            Assignment.interviewer_id == ended.interviewer_id,
            Assignment.place == ended.place,
            Assignment.ended_at.is_(None),
        ),
    )


def _check_choice(scene: Scene, interviewer_id: uuid.UUID, child_id: uuid.UUID) -> None:
    if interviewer_id not in scene.workers:
        raise InvalidInput(N_("Choose a worker who interviews this year."), field="interviewer_id")
    if child_id not in scene.children:
        raise InvalidInput(N_("Choose a child from the list."), field="child_id")
    if not scene.has_room(scene.workers[interviewer_id]):
        raise InvalidInput(N_("The worker has been given a child in the meantime."), field="interviewer_id")
    if any(one.child_id == child_id for one in scene.going):
        raise InvalidInput(N_("Somebody else is to meet this child already. Choose another."), field="child_id")
    bar = scene.find_bar(interviewer_id, child_id)
    if bar:
        raise InvalidInput(REFUSALS[bar], field="child_id")
    if scene.has_sibling(interviewer_id, child_id):
        raise InvalidInput(N_("The worker is to meet a sibling of this child. Choose another."), field="child_id")
