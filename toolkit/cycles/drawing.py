"""Drawing who meets whom, choosing by hand, and drawing again when a child says no. The lots are in `rotation`."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments, planning, progress, rotation
from toolkit.cycles.models import Assignment, Child, Cycle, Draw
from toolkit.cycles.rotation import Candidate, Interviewer, Pair, Spread
from toolkit.cycles.shortage import LeftOut, Reason, WhatHelps
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.people.models import Person

SEED_BITS = 53
SHORTEST_REASON = 5


@dataclass(frozen=True)
class Shortage:
    """A group of workers who share too few children, and what would help them all. The same for every seed."""

    code: Reason
    workers: tuple[Person, ...]
    children: int
    out_of: int
    missing: int
    what_would_help: tuple[WhatHelps, ...]


@dataclass(frozen=True)
class Outlook:
    """What a draw would give now: so many of the waiting workers a child each, and who would be short of one."""

    interviewers: int
    waiting: int
    candidates: int
    possible: int
    shortages: tuple[Shortage, ...]


@dataclass(frozen=True)
class Replacement:
    """A new assignment, or why there was no child."""

    assignment: Assignment | None
    shortage: Shortage | None


@dataclass(frozen=True)
class _Scene:
    children: Mapping[uuid.UUID, Child]
    workers: Mapping[uuid.UUID, Person]
    going: Sequence[Assignment]

    @property
    def candidates(self) -> list[Candidate]:
        return [_candidate(child) for child in self.children.values()]

    @property
    def interviewers(self) -> list[Interviewer]:
        return [Interviewer(person.id, person.team_id) for person in self.workers.values()]

    @property
    def keep(self) -> list[Pair]:
        return [Pair(one.interviewer_id, one.child_id) for one in self.going]


def foresee(actor: Actor, cycle_id: uuid.UUID) -> Outlook:
    """What a draw would give. It never says who would meet whom: nobody can draw until the lots please them."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    scene = _scene(cycle)
    outcome = _drawn(scene, seed=0, spread=Spread.EVEN)
    going = {one.child_id for one in scene.going}
    return Outlook(
        interviewers=len(scene.workers),
        waiting=len(scene.workers) - len(scene.going),
        candidates=len(scene.children.keys() - going),
        possible=len(outcome.pairs) - len(scene.going),
        shortages=_shortages(outcome.left_out, scene),
    )


def make(actor: Actor, cycle_id: uuid.UUID, *, spread: Spread) -> int:
    """Draw a child for every worker who has none; return how many got one.

    Sent twice, or by two people at once, the second finds nobody waiting and changes nothing.
    """
    cycle = _locked(actor, cycle_id)
    scene = _scene(cycle)
    seed = secrets.randbits(SEED_BITS)
    outcome = _drawn(scene, seed=seed, spread=spread)
    new = set(outcome.pairs) - set(scene.keep)
    if new:
        draw = _stored(actor, cycle, seed=seed, spread=spread)
        for pair in sorted(new, key=lambda one: one.interviewer):
            _assign(cycle, pair, draw=draw, origin="draw")
        _flush()
        trail.record(actor, Event.DRAW_MADE, draw.id, seed=str(seed), pairs=len(new), left_out=len(outcome.left_out))
    return len(new)


def choose(
    actor: Actor, cycle_id: uuid.UUID, *, interviewer_id: uuid.UUID, child_id: uuid.UUID, reason: str
) -> Assignment:
    """Say by hand who meets whom, with a written reason. The rule holds here too. Raises `InvalidInput`."""
    cycle = _locked(actor, cycle_id)
    scene = _scene(cycle)
    same = [one for one in scene.going if (one.interviewer_id, one.child_id) == (interviewer_id, child_id)]
    if same:
        return same[0]  # sent twice
    _check_choice(scene, interviewer_id, child_id)
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidInput(N_("Write why you choose by hand, in a few words."), field="reason")
    made = _assign(cycle, Pair(interviewer_id, child_id), origin="by_hand", reason=reason.strip())
    _flush()
    trail.record(actor, Event.ASSIGNED_BY_HAND, made.id, child=child_id)
    return made


def replace(actor: Actor, assignment: Assignment, *, reason: str) -> Replacement:
    """End an assignment that the caller holds and draw a new child at once, while all others keep theirs.

    `reason` is one of assignments.END_REASONS. Called again for the same assignment, it changes nothing.
    """
    cycle = assignment.cycle
    _lock(cycle)
    db.session.refresh(assignment)
    if assignment.ended_at is not None:
        return Replacement(_find_going(assignment), None)
    progress.require_not_interviewed(assignment)
    gone = assignment.child_id
    assignments.end(actor, assignment, reason=reason)
    scene = _scene(cycle)
    seed = secrets.randbits(SEED_BITS)
    outcome = rotation.replacement(
        scene.candidates, scene.interviewers,
        interviewer=assignment.interviewer_id, instead_of=gone, keep=scene.keep, seed=seed,
    )  # fmt: skip
    found = outcome.child_of(assignment.interviewer_id)
    if found is None:
        return Replacement(None, next(iter(_shortages(outcome.left_out, scene)), None))
    draw = _stored(actor, cycle, seed=seed, spread=Spread.EVEN)
    made = _assign(cycle, Pair(assignment.interviewer_id, found), draw=draw, origin="replacement")
    _flush()
    trail.record(actor, Event.ASSIGNMENT_REPLACED, made.id, reason=reason, before=assignment.id, seed=str(seed))
    return Replacement(made, None)


def list_going(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Assignment]:
    """Who is to meet whom now, by the worker's name, for the facilitator. The look is put on the trail."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    found = sorted(_going(cycle), key=lambda one: one.interviewer.name.casefold())
    trail.record(actor, Event.ASSIGNMENT_READ, cycle.id, pairs=len(found))
    return found


def get_assignment(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    """An assignment of the own unit, going or ended, for the facilitator. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    found = db.session.scalar(
        select(Assignment).join(Assignment.cycle).where(Assignment.id == assignment_id, Cycle.unit_id == actor.unit_id),
    )
    if found is None:
        raise NotFound
    return found


def list_draws(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Draw]:
    """Every drawing of lots with its seed, the newest first."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    return db.session.scalars(select(Draw).where(Draw.cycle_id == cycle.id).order_by(Draw.created_at.desc())).all()


def list_waiting(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Person]:
    """Workers without a child, by name."""
    scene = _scene(planning.get_led_cycle(actor, cycle_id))
    busy = {one.interviewer_id for one in scene.going}
    return [person for person in scene.workers.values() if person.id not in busy]


def list_free(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Child]:
    """Children who can still be drawn, by code."""
    scene = _scene(planning.get_led_cycle(actor, cycle_id))
    busy = {one.child_id for one in scene.going}
    free = [child for child in scene.children.values() if child.id not in busy and child.handlers]
    return sorted(free, key=lambda child: child.code.casefold())


def _candidate(child: Child) -> Candidate:
    by_kind: dict[str, set[uuid.UUID]] = {"present": set(), "former": set(), "co": set()}
    for row in child.handlers:
        by_kind[row.kind].add(row.person_id)
    present, former, co = (frozenset(by_kind[kind]) for kind in ("present", "former", "co"))
    return Candidate(child.id, child.team_id, child.age, child.sex, present, former, co)


def _going(cycle: Cycle) -> Sequence[Assignment]:
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.cycle_id == cycle.id, Assignment.ended_at.is_(None))
        .options(joinedload(Assignment.child), joinedload(Assignment.interviewer)),
    ).all()


def _scene(cycle: Cycle) -> _Scene:
    """Children who may be asked, workers who are to interview, and the pairs that stand."""
    going = _going(cycle)
    busy = {one.interviewer_id for one in going}
    drawn = {one.child_id for one in going}
    children = db.session.scalars(select(Child).where(Child.cycle_id == cycle.id)).all()
    people = sorted((row.person for row in cycle.interviewers), key=lambda person: person.name.casefold())
    return _Scene(
        children={child.id: child for child in children if child.excluded_at is None or child.id in drawn},
        workers={person.id: person for person in people if person.is_active or person.id in busy},
        going=going,
    )


def _drawn(scene: _Scene, *, seed: int, spread: Spread) -> rotation.Draw:
    try:
        return rotation.draw(scene.candidates, scene.interviewers, seed=seed, keep=scene.keep, spread=spread)
    except rotation.ForbiddenPair:
        raise WrongState(
            N_("A worker stands with a child that the worker handles. Exchange that child first."),
        ) from None


def _shortages(left_out: Sequence[LeftOut], scene: _Scene) -> tuple[Shortage, ...]:
    groups = {one.why: one for one in left_out}
    return tuple(
        Shortage(
            code=why.code,
            workers=tuple(person for key, person in scene.workers.items() if key in why.workers),
            children=len(why.children),
            out_of=why.out_of,
            missing=len(why.workers) - len(why.children),
            what_would_help=one.what_would_help,
        )
        for why, one in groups.items()
    )


def _locked(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    cycle = planning.get_led_cycle(actor, cycle_id)
    _lock(cycle)
    return cycle


def _lock(cycle: Cycle) -> None:
    """One draw at a time: PostgreSQL locks the row; on SQLite a writing request is alone already."""
    db.session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())


def _stored(actor: Actor, cycle: Cycle, *, seed: int, spread: Spread) -> Draw:
    draw = Draw(cycle_id=cycle.id, seed=str(seed), drawn_by_id=actor.id, stratified=spread is Spread.EVEN)
    db.session.add(draw)
    db.session.flush()
    return draw


def _assign(cycle: Cycle, pair: Pair, *, origin: str, draw: Draw | None = None, reason: str = "") -> Assignment:
    made = Assignment(
        cycle_id=cycle.id,
        child_id=pair.candidate,
        interviewer_id=pair.interviewer,
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
            Assignment.ended_at.is_(None),
        ),
    )


def _check_choice(scene: _Scene, interviewer_id: uuid.UUID, child_id: uuid.UUID) -> None:
    if interviewer_id not in scene.workers:
        raise InvalidInput(N_("Choose a worker who interviews this year."), field="interviewer_id")
    if child_id not in scene.children:
        raise InvalidInput(N_("Choose a child from the list."), field="child_id")
    if any(one.interviewer_id == interviewer_id for one in scene.going):
        raise InvalidInput(N_("The worker has been given a child in the meantime."), field="interviewer_id")
    if any(one.child_id == child_id for one in scene.going):
        raise InvalidInput(N_("Somebody else is to meet this child already. Choose another."), field="child_id")
    if not rotation.may_interview(interviewer_id, _candidate(scene.children[child_id])):
        raise InvalidInput(
            N_("This worker handles or has handled the child. Choose a child that a colleague knows."),
            field="child_id",
        )
