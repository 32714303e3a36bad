"""Planning the year: who, when and with which guide. The proposals come from the year wheel of interview_guides."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from toolkit import clock, content, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import phases, states
from toolkit.cycles.models import Assignment, Cycle, CycleInterviewer, CyclePhase, CycleTeam
from toolkit.cycles.naming import looks_like
from toolkit.cycles.phases import Days
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.people import directory
from toolkit.people.models import Person, Team

GUIDE_SETS = ("standard",)
"""The guides of this installation, those that ship or those that a local folder has put in their place."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the facilitator decides about a year. `days` has an entry for every phase of the year wheel."""

    year: int
    name: str
    days: Mapping[str, Days]
    team_ids: Sequence[uuid.UUID]
    interviewer_ids: Sequence[uuid.UUID]
    guide_set: str = GUIDE_SETS[0]
    youngest: int | None = None
    oldest: int | None = None


def list_cycles(actor: Actor) -> Sequence[Cycle]:
    """The unit's cycles, the newest first."""
    return db.session.scalars(
        select(Cycle)
        .where(Cycle.unit_id == actor.unit_id)
        .order_by(Cycle.year.desc(), Cycle.created_at.desc())
        .options(selectinload(Cycle.phases), selectinload(Cycle.interviewers)),
    ).all()


def has_begun() -> ColumnElement[bool]:
    """The first day of a cycle has been, whatever is done for it already. One without days has begun."""
    begins = select(func.min(CyclePhase.starts_on)).where(CyclePhase.cycle_id == Cycle.id).scalar_subquery()
    return func.coalesce(begins, clock.today()) <= clock.today()


def get_cycle(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """One cycle of the own unit, for the facilitator and the unit leader. Raises `NotFound`."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    cycle = db.session.scalar(select(Cycle).where(Cycle.id == cycle_id, Cycle.unit_id == actor.unit_id))
    if cycle is None:
        raise NotFound
    return cycle


def get_led_cycle(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """One cycle of the own unit, for the facilitator who leads it. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    return get_cycle(actor, cycle_id)


def days_of(cycle: Cycle) -> dict[str, Days]:
    """The days of the cycle's phases by their key."""
    return {phase.key: Days(phase.starts_on, phase.ends_on) for phase in cycle.phases}


def list_teams(actor: Actor) -> Sequence[Team]:
    """The teams that can take part, in alphabetical order."""
    return directory.list_teams(actor)


def list_workers(actor: Actor, cycle: Cycle | None = None) -> Sequence[Person]:
    """The workers who can interview: those who work here now, and those already in the cycle; alphabetical."""
    workers = {person.id: person for person in directory.list_colleagues(actor, role=Role.SOCIAL_WORKER)}
    if cycle is not None:
        workers.update({row.person_id: row.person for row in cycle.interviewers})
    return sorted(workers.values(), key=lambda person: person.name.casefold())


def list_years(actor: Actor) -> tuple[int, ...]:
    """The years in which a cycle of the own unit can begin: those around today, and the one after the last planned."""
    this_year = clock.today().year
    around = (this_year - 1, this_year, this_year + 1)
    following = max(_planned_years(actor), default=this_year) + 1
    return around if following in around else (*around, following)


def likely_year(actor: Actor) -> int:
    """The first of them without a cycle whose interviews, as the year wheel proposes them, are not over."""
    wheel, planned, years = content.current().year_wheel, _planned_years(actor), list_years(actor)
    for year in years:
        interviews = phases.proposed(wheel, year=year).get(phases.INTERVIEWS)
        if year not in planned and (interviews is None or interviews.ends_on >= clock.today()):
            return year
    return years[-1]


def _planned_years(actor: Actor) -> set[int]:
    return set(db.session.scalars(select(Cycle.year).where(Cycle.unit_id == actor.unit_id)))


def proposal(actor: Actor, *, year: int) -> Plan:
    """What most units would plan: the year wheel's days, every team and every worker."""
    return Plan(
        year=year,
        name=f"{year}–{year + 1}",
        days=phases.proposed(content.current().year_wheel, year=year),
        team_ids=[team.id for team in list_teams(actor)],
        interviewer_ids=[person.id for person in list_workers(actor)],
    )


def plan_of(cycle: Cycle) -> Plan:
    """The plan as it stands; a phase that the wheel has got since then comes with its proposal."""
    return Plan(
        year=cycle.year,
        name=cycle.name,
        days=phases.proposed(content.current().year_wheel, year=cycle.year) | days_of(cycle),
        team_ids=[row.team_id for row in cycle.teams],
        interviewer_ids=[row.person_id for row in cycle.interviewers],
        guide_set=cycle.guide_set,
        youngest=cycle.youngest,
        oldest=cycle.oldest,
    )


def create(actor: Actor, plan: Plan) -> Cycle:
    """A new cycle for the own unit. Raises `InvalidInput` beside the field that is wrong."""
    actor.require(Role.FACILITATOR)
    _check(actor, plan, cycle=None)
    cycle = Cycle(unit_id=actor.unit_id, year=plan.year, name=plan.name, created_by_id=actor.id)
    _apply(cycle, plan)
    db.session.add(cycle)
    db.session.flush()
    trail.record(actor, Event.CYCLE_CREATED, cycle.id, interviewers=len(cycle.interviewers))
    return cycle


def change(actor: Actor, cycle_id: uuid.UUID, *, plan: Plan, version: int) -> Cycle:
    """Change a plan that the person saw as `version`. Raises `InvalidInput`, or `WrongState` if it moved on."""
    cycle = get_led_cycle(actor, cycle_id)
    states.lock_open(cycle)
    versions.require(cycle, version)
    _check(actor, plan, cycle=cycle)
    _apply(cycle, plan)
    flag_modified(cycle, "name")  # the version counts changes of the whole plan, also of its phases
    db.session.flush()
    trail.record(actor, Event.CYCLE_CHANGED, cycle.id, interviewers=len(cycle.interviewers))
    return cycle


def _apply(cycle: Cycle, plan: Plan) -> None:
    cycle.year, cycle.name, cycle.guide_set = plan.year, plan.name, plan.guide_set
    cycle.youngest, cycle.oldest = plan.youngest, plan.oldest
    phases_by_key = {phase.key: phase for phase in cycle.phases}
    for key, days in plan.days.items():
        if key not in phases_by_key:
            cycle.phases.append(CyclePhase(key=key, starts_on=days.starts_on, ends_on=days.ends_on))
        else:
            phases_by_key[key].starts_on, phases_by_key[key].ends_on = days.starts_on, days.ends_on
    kept = {row.person_id: row for row in cycle.interviewers}
    cycle.interviewers = [kept.get(id_) or CycleInterviewer(person_id=id_) for id_ in plan.interviewer_ids]
    there = {row.team_id: row for row in cycle.teams}
    cycle.teams = [there.get(id_) or CycleTeam(team_id=id_) for id_ in plan.team_ids]


def _check(actor: Actor, plan: Plan, *, cycle: Cycle | None) -> None:
    if plan.year not in list_years(actor) and (cycle is None or cycle.year != plan.year):
        raise InvalidInput(N_("Choose one of the years on the page."), field="year")
    if plan.guide_set not in GUIDE_SETS:
        raise InvalidInput(N_("Choose a guide."), field="guide_set")
    _check_name(actor, plan, but=cycle)
    _check_ages(actor, plan)
    known = days_of(cycle) if cycle else {}
    wheel = content.current().year_wheel
    phases.check(wheel, plan.days, year=plan.year, today=clock.today(), known=known)
    _check_among(plan.team_ids, (team.id for team in list_teams(actor)), field="teams")
    _check_among(plan.interviewer_ids, (person.id for person in list_workers(actor, cycle)), field="interviewers")
    if cycle:
        _check_nobody_drawn_is_lost(cycle, plan)


def _check_name(actor: Actor, plan: Plan, *, but: Cycle | None) -> None:
    others = db.session.execute(select(Cycle.id, Cycle.name).where(Cycle.unit_id == actor.unit_id))
    alike = {cycle_id for cycle_id, name in others if looks_like(name, plan.name)}
    if alike - ({but.id} if but else set()):
        raise InvalidInput(N_("The unit has a cycle with that name already. Choose another name."), field="name")


def _check_ages(actor: Actor, plan: Plan) -> None:
    unit = directory.get_own_unit(actor)
    youngest = unit.youngest if plan.youngest is None else plan.youngest
    oldest = unit.oldest if plan.oldest is None else plan.oldest
    if not unit.youngest <= youngest <= oldest <= unit.oldest:
        raise InvalidInput(
            N_("The unit asks children of %(youngest)s–%(oldest)s years. Write ages within that, the youngest first."),
            field="oldest" if plan.youngest is None else "youngest",
            youngest=unit.youngest,
            oldest=unit.oldest,
        )


def _check_among(chosen: Sequence[uuid.UUID], allowed: Iterable[uuid.UUID], *, field: str) -> None:
    if not chosen or not set(chosen) <= set(allowed):
        raise InvalidInput(N_("Choose at least one from the list."), field=field)


def _check_nobody_drawn_is_lost(cycle: Cycle, plan: Plan) -> None:
    lost = {row.person_id for row in cycle.interviewers} - set(plan.interviewer_ids)
    many = db.session.scalar(
        select(func.count())
        .select_from(Assignment)
        .where(Assignment.cycle_id == cycle.id, Assignment.ended_at.is_(None), Assignment.interviewer_id.in_(lost)),
    )
    if many:
        raise InvalidInput(
            N_(
                "%(many)s of those you took away are to meet a child already. Let them stay, or end that on the page"
                " of the draw first."
            ),
            field="interviewers",
            many=many,
        )
