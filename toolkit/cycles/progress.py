"""How far the year has come, in counts of children, and what later rooms have to say of it in numbers.

Cycles may not import what comes after it, so each stage is counted by the room that knows (`COUNTERS`). The overview
never shows a person's pace.
"""

import uuid
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, func, or_, select

from toolkit.access import Actor
from toolkit.cycles import planning
from toolkit.cycles.models import Assignment, Cycle, EndReason
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.hooks import Hook
from toolkit.people.models import Person, Team

DRAWN, ASKED, CONSENTED, INTERVIEWED, TRANSCRIBED, HANDED_OVER = STAGES = (
    "drawn",
    "asked",
    "consented",
    "interviewed",
    "transcribed",
    "handed_over",
)

Reached = Callable[[Cycle], ColumnElement[bool]]

COUNTERS: Hook[Reached] = Hook("the stages of a cycle are counted", *STAGES[1:])
"""By the stage: whether an assignment of a cycle has come that far, as a condition on `Assignment` that is asked row by
row (`row_by_row`)."""

Asked = Callable[[Actor, Cycle], int]

WAITING: Hook[Asked] = Hook("the page of a cycle advises", "unread_interviews", "undecided_proposals")
"""How many of them wait for this reader; 0 for somebody whom it does not concern. The most pressing first."""

TOTALS: Hook[Asked] = Hook(
    "the page of a cycle sums up", "correcting_ms", "themes", "undecided", "promised", "refused", "in_use"
)
"""A total that this reader may see; 0 when there is nothing to tell, or too few to hide behind."""


@dataclass(frozen=True)
class TeamCounts:
    """A team's children per stage. `name` is None for workers without a team."""

    name: str | None
    numbers: Mapping[str, int]


@dataclass(frozen=True)
class Overview:
    """Children per stage for the unit and per team in alphabetical order. `stages` are those that are counted.

    `interviewers` is how many interviews there are to be: one a worker, and more where somebody meets several.
    """

    stages: tuple[str, ...]
    numbers: Mapping[str, int]
    teams: tuple[TeamCounts, ...]
    interviewers: int


def totals(actor: Actor, cycle: Cycle) -> dict[str, int]:
    """What the later rooms have summed up for this reader, by name; without what is nothing."""
    return _numbers(actor, TOTALS, cycle)


def waiting(actor: Actor, cycle: Cycle) -> dict[str, int]:
    """What waits for this reader in later rooms, by name, the most pressing first; without what is nothing."""
    return _numbers(actor, WAITING, cycle)


def overview(actor: Actor, cycle_id: uuid.UUID) -> Overview:
    """How far the unit has come, for its facilitator and its leader."""
    cycle = planning.get_cycle(actor, cycle_id)
    stages = tuple(stage for stage in STAGES if stage == DRAWN or stage in COUNTERS.by_name())
    by_team: dict[str | None, Tally[str]] = {row.team.name: Tally() for row in cycle.teams}
    going = 0
    for team, still_going, numbers in _count(cycle, stages):
        by_team[team], going = +Tally(numbers), going + still_going
    teams = sorted(by_team, key=lambda name: (name is None, (name or "").casefold()))
    return Overview(
        stages=stages,
        numbers={stage: sum(tally[stage] for tally in by_team.values()) for stage in stages},
        teams=tuple(TeamCounts(name, by_team[name]) for name in teams),
        interviewers=max(len(cycle.interviewers), going),
    )


def list_left_out(cycle_id: uuid.UUID) -> set[uuid.UUID]:
    """The going assignments of a cycle that are not handed over: its report is written without them."""
    going = (Assignment.cycle_id == cycle_id, Assignment.ended_at.is_(None))
    has_come = COUNTERS.by_name()[HANDED_OVER](db.session.get_one(Cycle, cycle_id))
    return set(db.session.scalars(select(Assignment.id).where(*going, ~has_come)))


def list_left_out_among(assignments: Iterable[Assignment]) -> set[uuid.UUID]:
    """Which of some assignments, of whichever cycles, that the caller holds are going and are not handed over: one
    question."""
    of_cycle: dict[Cycle, list[uuid.UUID]] = {}
    for one in assignments:
        of_cycle.setdefault(one.cycle, []).append(one.id)
    has_come = COUNTERS.by_name()[HANDED_OVER]
    behind = [Assignment.id.in_(ids) & ~has_come(cycle) for cycle, ids in of_cycle.items()]
    going = select(Assignment.id).where(Assignment.ended_at.is_(None), or_(false(), *behind))
    return set(db.session.scalars(going)) if behind else set()


def list_interviewed(cycle: Cycle) -> list[uuid.UUID]:
    """The assignments, of a cycle that the caller holds, whose interview has been done."""
    here = select(Assignment.id).where(Assignment.cycle_id == cycle.id)
    return list(db.session.scalars(here.where(COUNTERS.by_name()[INTERVIEWED](cycle))))


def require_not_interviewed(assignment: Assignment) -> None:
    """Raise `WrongState` when the interview has been done: then the child cannot be exchanged any more."""
    has_been = COUNTERS.by_name()[INTERVIEWED](assignment.cycle)
    if db.session.scalar(select(Assignment.id).where(Assignment.id == assignment.id, has_been)):
        raise WrongState(
            N_(
                "The interview has been done, so the child cannot be exchanged. If somebody has changed their mind, "
                "take the interview back instead."
            ),
            page="withdrawal",
            of=assignment.id,
        )


def _numbers(actor: Actor, hook: Hook[Asked], cycle: Cycle) -> dict[str, int]:
    told = {name: ask(actor, cycle) for name, ask in hook.by_name().items()}
    return {name: number for name, number in told.items() if number}


def _count(cycle: Cycle, stages: tuple[str, ...]) -> list[tuple[str | None, int, dict[str, int]]]:
    """By team: how many are going, and how many of each stage, counted by the database. Drawn is every child that was
    drawn or chosen, also those who said no, and not what was undone by hand."""
    counters = COUNTERS.by_name()
    of_stage = [func.count().filter(counters[stage](cycle)) if stage in counters else func.count() for stage in stages]
    rows = db.session.execute(
        select(Team.name, func.count().filter(Assignment.ended_at.is_(None)), *of_stage)
        .select_from(Assignment)
        .join(Assignment.interviewer)
        .outerjoin(Person.team)
        .where(Assignment.cycle_id == cycle.id, Assignment.end_reason.is_distinct_from(EndReason.CHANGED_BY_HAND))
        .group_by(Team.name)
    )
    return [(team, going, dict(zip(stages, numbers, strict=True))) for team, going, *numbers in rows]
