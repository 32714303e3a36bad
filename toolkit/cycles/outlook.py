"""Who there is to draw, who stands with whom, and what a draw would give. Read by the draw and by its page."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import draw_people, partners, planning, rotation
from toolkit.cycles.models import Assignment, Child, Cycle, CycleInterviewer, Draw
from toolkit.cycles.rotation import Pair, Spread
from toolkit.cycles.rules import Bar, Candidate, Interviewer, are_siblings, find_bar
from toolkit.cycles.shortage import Help, LeftOut, Reason
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.people.models import Person


@dataclass(frozen=True)
class Shortage:
    """A group of workers who share too few children, and what would help them all. The same for every seed."""

    code: Reason
    workers: tuple[Person, ...]
    children: int
    out_of: int
    missing: int
    what_would_help: tuple[Help, ...]


@dataclass(frozen=True)
class Outlook:
    """What a draw would give now: so many children a worker, and who would be short of one.

    `waiting` are the workers without a child, `room` the children whom the workers together have room for yet.
    """

    interviewers: int
    waiting: int
    room: int
    candidates: int
    possible: int
    without: int
    shortages: tuple[Shortage, ...]
    children_alone: tuple[tuple[Child, Mapping[Bar, int]], ...]
    workers_alone: tuple[tuple[Person, Mapping[Bar, int]], ...]


class Going(NamedTuple):
    """An assignment that is going on, as the lots see it."""

    id: uuid.UUID
    interviewer_id: uuid.UUID
    child_id: uuid.UUID
    place: int


@dataclass(frozen=True)
class Scene:
    """All that the lots need to know: children who may be asked, by code, workers by name, the pairs that stand."""

    children: Mapping[uuid.UUID, Candidate]
    workers: Mapping[uuid.UUID, Person]
    going: Sequence[Going]

    @cached_property
    def interviewers(self) -> list[Interviewer]:
        """The workers as the draw sees them."""
        return [draw_people.interviewer_of(person) for person in self.workers.values()]

    @cached_property
    def busy(self) -> Counter[uuid.UUID]:
        """How many children each worker has now."""
        return Counter(one.interviewer_id for one in self.going)

    def has_room(self, person: Person) -> bool:
        """Whether the worker has room for another child."""
        return self.busy[person.id] < person.capacity

    def find_bar(self, interviewer_id: uuid.UUID, child_id: uuid.UUID) -> Bar | None:
        """What bars this worker from this child."""
        return find_bar(draw_people.interviewer_of(self.workers[interviewer_id]), self.children[child_id])

    def has_sibling(self, interviewer_id: uuid.UUID, child_id: uuid.UUID) -> bool:
        """Whether the worker is to meet a sibling of the child."""
        theirs = [self.children[one.child_id] for one in self.going if one.interviewer_id == interviewer_id]
        return any(are_siblings(self.children[child_id], other) for other in theirs)

    @property
    def keep(self) -> list[Pair]:
        """The pairs that stand."""
        return [Pair(one.interviewer_id, one.child_id) for one in self.going]


def foresee(actor: Actor, cycle_id: uuid.UUID) -> Outlook:
    """What a draw would give. It never says who would meet whom: nobody can draw until the lots please them."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    scene = scene_of(cycle)
    outcome = draw_lots(scene, seed=0, spread=Spread.EVEN, is_counted_only=True)
    going = {one.child_id for one in scene.going}
    return Outlook(
        interviewers=len(scene.workers),
        waiting=len(scene.workers.keys() - scene.busy.keys()),
        room=sum(max(0, person.capacity - scene.busy[key]) for key, person in scene.workers.items()),
        candidates=len(scene.children.keys() - going),
        possible=len(outcome.pairs) - len(scene.going),
        without=len(outcome.left_out),
        shortages=explain(outcome.left_out, scene),
        children_alone=_children_alone(scene, going),
        workers_alone=tuple(
            (scene.workers[one.id], one.bars)
            for one in partners.list_workers_alone(scene.children.values(), scene.interviewers)
            if one.id not in scene.busy and one.bars.keys() - {Bar.NO_HANDLER, Bar.HANDLES}
        ),
    )


def _children_alone(scene: Scene, going: Collection[uuid.UUID]) -> tuple[tuple[Child, Mapping[Bar, int]], ...]:
    alone = [
        one for one in partners.list_children_alone(scene.children.values(), scene.interviewers) if one.id not in going
    ]
    rows = {child.id: child for child in _children(one.id for one in alone)}
    return tuple((rows[one.id], one.bars) for one in alone)


def _children(ids: Iterable[uuid.UUID]) -> Sequence[Child]:
    return db.session.scalars(select(Child).where(Child.id.in_(list(ids)))).all()


def list_going(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Assignment]:
    """Who is to meet whom now, by the worker's name, for the facilitator. The look is put on the trail."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    found = db.session.scalars(by_name(cycle)).all()
    trail.record(actor, Event.ASSIGNMENT_READ, cycle.id, pairs=len(found))
    return found


def list_draws(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Draw]:
    """Every drawing of lots with its seed, the newest first."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    return db.session.scalars(select(Draw).where(Draw.cycle_id == cycle.id).order_by(Draw.created_at.desc())).all()


def list_waiting(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Person]:
    """Workers who have room for a child, by name."""
    scene = scene_of(planning.get_led_cycle(actor, cycle_id))
    return [person for person in scene.workers.values() if scene.has_room(person)]


def list_free(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Child]:
    """Children who can still be drawn, by code."""
    scene = scene_of(planning.get_led_cycle(actor, cycle_id))
    busy = {one.child_id for one in scene.going}
    free = _children(one.id for one in scene.children.values() if one.id not in busy and one.handlers)
    return sorted(free, key=lambda child: child.code.casefold())


def going_in(cycle: Cycle) -> Sequence[Assignment]:
    """The assignments that are going on in a cycle that the caller holds."""
    return db.session.scalars(_going(cycle)).all()


def _going(cycle: Cycle) -> Select[Assignment]:
    return (
        select(Assignment)
        .join(Assignment.interviewer)
        .where(Assignment.cycle_id == cycle.id, Assignment.ended_at.is_(None))
        .options(joinedload(Assignment.child), contains_eager(Assignment.interviewer).joinedload(Person.team))
    )


def by_name(cycle: Cycle) -> Select[Assignment]:
    """The same in the order of the list, as a query."""
    order = (func.lower(Person.name), Person.id, Assignment.place, Assignment.id)
    return _going(cycle).options(undefer(Assignment.reason)).order_by(*order)


def scene_of(cycle: Cycle) -> Scene:
    """Children who may be asked, workers who are to interview, and the pairs that stand."""
    listed = select(Assignment.id, Assignment.interviewer_id, Assignment.child_id, Assignment.place)
    standing = listed.where(Assignment.cycle_id == cycle.id, Assignment.ended_at.is_(None))
    going = [Going(*row) for row in db.session.execute(standing)]
    busy = {one.interviewer_id for one in going}
    children = draw_people.list_candidates(cycle, drawn={one.child_id for one in going})
    people = sorted(_list_interviewers(cycle), key=lambda person: person.name.casefold())
    return Scene(
        children={child.id: child for child in children},
        workers={person.id: person for person in people if person.is_active or person.id in busy},
        going=going,
    )


def _list_interviewers(cycle: Cycle) -> Sequence[Person]:
    return db.session.scalars(
        select(Person)
        .join(CycleInterviewer, CycleInterviewer.person_id == Person.id)
        .where(CycleInterviewer.cycle_id == cycle.id)
        .options(joinedload(Person.team)),
    ).all()


def draw_lots(scene: Scene, *, seed: int, spread: Spread, is_counted_only: bool = False) -> rotation.Draw:
    """Draw for everybody who has no child. Raises `WrongState` when a standing pair has become forbidden."""
    try:
        return rotation.draw(
            scene.children.values(),
            scene.interviewers,
            seed=seed,
            keep=scene.keep,
            spread=spread,
            is_counted_only=is_counted_only,
        )
    except rotation.ForbiddenPair:
        raise WrongState(
            N_("A worker stands with a child that the worker handles. Exchange that child first."),
        ) from None


def explain(left_out: Sequence[LeftOut], scene: Scene) -> tuple[Shortage, ...]:
    """One shortage for each group of workers that is told about."""
    groups: dict[object, list[LeftOut]] = {}
    for one in left_out:
        # Workers who can have no child at all are told about together; each group's children are its own.
        groups.setdefault(one.why if one.why.children else one.why.code, []).append(one)
    return tuple(_shortage(group, scene) for group in groups.values())


def _shortage(group: Sequence[LeftOut], scene: Scene) -> Shortage:
    concerned = {worker for one in group for worker in one.why.workers}
    workers = tuple(person for key, person in scene.workers.items() if key in concerned)
    children = len(group[0].why.children)
    helps = {way.code for one in group for way in one.what_would_help}
    if len({person.team_id for person in workers}) > 1:
        helps.discard(Help.OTHER_TEAM)
    return Shortage(
        code=group[0].why.code,
        workers=workers,
        children=children,
        out_of=group[0].why.out_of,
        missing=len(workers) - children,
        what_would_help=tuple(way for way in Help if way in helps),
    )
