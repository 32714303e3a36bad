"""Planning a seminar: day, place, agenda and who comes; opening it, and ending it. For the facilitator who leads it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.seminars import endings, mark_counts
from seminar.seminars.agenda import Point
from seminar.seminars.models import AgendaPoint, Kind, Participant, Seminar, State
from seminar.texts import interviews
from toolkit import clock, content, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import planning, states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.people import directory
from toolkit.people.models import Person

ENDED = N_("The seminar has ended, so nothing in it changes any more.")
NOTHING_TO_OPEN = N_(
    "No interview has been handed over yet, so there is nothing to share. Ask those who have interviewed to hand "
    "theirs over, then open the seminar."
)
MOST = 12  # seminars of one cycle


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the facilitator decides about the day."""

    kind: Kind
    on: date
    starts: time
    ends: time
    place: str
    names_shown: bool
    codings_wait: bool = False
    person_ids: Collection[uuid.UUID]


def proposed_points() -> list[Point]:
    """The half-day of the seminar guide, in the language of the request."""
    return [Point(step.heading, step.minutes) for step in content.current().seminar_guide.steps]


def points_of(seminar: Seminar) -> list[Point]:
    """The agenda as it stands."""
    return [Point(one.name, one.minutes) for one in seminar.agenda]


def list_seminars(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Seminar]:
    """The seminars of a cycle of the own unit, in the order of their days. For those who lead or decide."""
    planning.get_cycle(actor, cycle_id)
    query = select(Seminar).where(Seminar.cycle_id == cycle_id).order_by(Seminar.on, Seminar.starts)
    return db.session.scalars(query.options(selectinload(Seminar.participants))).all()


def get_seminar(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> Seminar:
    """One seminar of a cycle of the own unit, for the facilitator. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    query = select(Seminar).join(Seminar.cycle).where(Seminar.id == seminar_id, Seminar.cycle_id == cycle_id)
    found = db.session.scalar(query.where(Cycle.unit_id == actor.unit_id))
    if found is None:
        raise NotFound
    return found


def get_changeable(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> Seminar:
    """The same, to change something in it. Raises `WrongState` when it has ended or the report stands."""
    seminar = get_seminar(actor, cycle_id, seminar_id)
    require_changeable(seminar)
    return seminar


def require_changeable(seminar: Seminar) -> None:
    """Raise `WrongState` when a seminar that the caller holds has ended, or its cycle's report stands. Until the caller
    has committed, nobody ends it."""
    states.require_open(seminar.cycle_id)
    state = db.session.scalar(select(Seminar.state).where(Seminar.id == seminar.id).with_for_update(read=True))
    if state is State.ENDED:
        raise WrongState(ENDED)


def list_colleagues(actor: Actor, seminar_id: uuid.UUID | None = None) -> Sequence[Person]:
    """Who can be invited: everybody in the unit who may sign in, in alphabetical order, and who is invited already."""
    people = {person.id: person for person in directory.list_colleagues(actor)}
    invited = select(Participant).join(Participant.seminar).join(Seminar.cycle).where(Cycle.unit_id == actor.unit_id)
    for row in db.session.scalars(invited.where(Seminar.id == seminar_id)):
        people[row.person_id] = row.person
    return sorted(people.values(), key=lambda person: person.name.casefold())


def plan_of(seminar: Seminar) -> Plan:
    """The plan as it stands."""
    return Plan(
        kind=seminar.kind, on=seminar.on, starts=seminar.starts, ends=seminar.ends, place=seminar.place,
        names_shown=seminar.names_shown, codings_wait=seminar.codings_wait,
        person_ids={row.person_id for row in seminar.participants},
    )  # fmt: skip


def create(actor: Actor, cycle_id: uuid.UUID, plan: Plan) -> Seminar:
    """Plan a seminar, with the agenda of the seminar guide. Raises `InvalidInput` beside the field that is wrong."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    states.require_open(cycle.id)
    if len(list_seminars(actor, cycle_id)) >= MOST:
        raise InvalidInput(N_("The cycle has %(most)s seminars already. Change one of them."), most=MOST)
    seminar = Seminar(cycle_id=cycle.id, created_by_id=actor.id, kind=plan.kind)
    seminar.agenda = _points(proposed_points())
    _apply(actor, seminar, plan)
    db.session.add(seminar)
    db.session.flush()
    trail.record(actor, Event.SEMINAR_PLANNED, seminar.id, kind=seminar.kind, people=len(seminar.participants))
    return seminar


def change(
    actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, plan: Plan, version: int, is_sure: bool = False
) -> Seminar:
    """Change a plan that the person saw as `version`. Whoever is no longer invited leaves with what they marked.

    Raises `InvalidInput`, also when marks would go and the person is not sure, and `Overtaken`.
    """
    seminar = get_changeable(actor, cycle_id, seminar_id)
    versions.require(seminar, version)
    lost = 0 if is_sure else mark_counts.count_marks(seminar, without=plan.person_ids)
    if lost:
        raise InvalidInput(
            N_("Marks that go with those whom you unticked: %(number)s. Tick them again, or say that you are sure."),
            field="is_sure", number=lost,
        )  # fmt: skip
    _apply(actor, seminar, plan)
    _touch(actor, seminar)
    return seminar


def set_agenda(
    actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, points: Sequence[Point], version: int
) -> Seminar:
    """Write the agenda anew, seen as `version`; a point that keeps its name keeps when it began. Raises `InvalidInput`,
    `Overtaken`."""
    seminar = get_changeable(actor, cycle_id, seminar_id)
    versions.require(seminar, version)
    if not points:
        raise InvalidInput(N_("Write at least one point."), field="points")
    begun = {one.name: one.started_at for one in seminar.agenda}
    seminar.agenda.clear()
    db.session.flush()
    seminar.agenda.extend(_points(points))
    for one in seminar.agenda:
        one.started_at = begun.pop(one.name, None)
    _touch(actor, seminar)
    return seminar


def open_seminar(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> Seminar:
    """Begin: from now on everybody who takes part sees what everybody marked. Twice is once.

    Raises `WrongState` when it has ended, and while there is no interview at all to read.
    """
    seminar = lock(actor, cycle_id, seminar_id)
    if seminar.state is State.PLANNED:
        if not interviews.number_all(cycle_id):
            raise WrongState(NOTHING_TO_OPEN)
        seminar.state, seminar.opened_at = State.OPEN, clock.now()
        seminar.shared_at = seminar.shared_at or seminar.opened_at
        tell(actor, seminar, event=Event.SEMINAR_OPENED, kind=ChangeKind.SEMINAR_OPENED)
    elif seminar.state is State.ENDED:
        raise WrongState(ENDED)
    return seminar


def end(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> Seminar:
    """End it: nothing in it changes any more. Twice is once. Raises `WrongState` for one that has not begun."""
    seminar = lock(actor, cycle_id, seminar_id)
    if seminar.state is State.PLANNED:
        raise WrongState(N_("The seminar has not begun. Open it first, or take it away."))
    if seminar.state is State.OPEN:
        seminar.state, seminar.ended_at = State.ENDED, clock.now()
        endings.tell(actor, seminar)
        tell(actor, seminar, event=Event.SEMINAR_ENDED, kind=ChangeKind.SEMINAR_ENDED)
    return seminar


def remove(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> None:
    """Take away a seminar that has not begun, with what its readers marked. Raises `WrongState`."""
    seminar = lock(actor, cycle_id, seminar_id)
    if seminar.state is not State.PLANNED:
        raise WrongState(N_("The seminar has begun, so it stays."))
    db.session.execute(delete(Seminar).where(Seminar.id == seminar.id))
    db.session.flush()
    trail.record(actor, Event.SEMINAR_REMOVED, seminar_id)


def tell(actor: Actor, seminar: Seminar, *, event: Event, kind: ChangeKind) -> None:
    """Put a step of a seminar that the caller holds on the trail and on the log."""
    db.session.flush()
    trail.record(actor, event, seminar.id)
    log.append(actor, seminar.cycle_id, kind, of=seminar.id)


def lock(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> Seminar:
    """Alone with it: whoever marks words in it at this moment is waited for."""
    seminar = get_seminar(actor, cycle_id, seminar_id)
    states.require_open(cycle_id)
    fresh = select(Seminar).where(Seminar.id == seminar.id).with_for_update().execution_options(populate_existing=True)
    if db.session.scalar(fresh) is None:
        raise NotFound
    return seminar


def _apply(actor: Actor, seminar: Seminar, plan: Plan) -> None:
    if plan.starts >= plan.ends:
        raise InvalidInput(N_("The seminar ends before it begins. Choose a later time."), field="ends")
    if not plan.person_ids or not set(plan.person_ids) <= {one.id for one in list_colleagues(actor, seminar.id)}:
        raise InvalidInput(N_("Choose at least one from the list."), field="person_ids")
    if plan.names_shown and seminar.names_shown is False and mark_counts.has_marks(seminar):
        raise InvalidInput(
            N_("Somebody has marked words already, and was promised that no names are shown."), field="names_shown"
        )
    seminar.on, seminar.starts, seminar.ends, seminar.place = plan.on, plan.starts, plan.ends, plan.place
    seminar.names_shown, seminar.codings_wait = plan.names_shown, plan.codings_wait
    there = {row.person_id: row for row in seminar.participants}
    seminar.participants = [there.get(one) or Participant(person_id=one) for one in plan.person_ids]


def _points(points: Sequence[Point]) -> list[AgendaPoint]:
    return [AgendaPoint(position=at, name=one.name, minutes=one.minutes) for at, one in enumerate(points)]


def _touch(actor: Actor, seminar: Seminar) -> None:
    versions.count(seminar)
    db.session.flush()
    trail.record(actor, Event.SEMINAR_CHANGED, seminar.id)
