"""How far the year has come, in counts of children, and what later rooms have to say of it in numbers.

Cycles may not import what comes after it, so each stage is counted by the room that knows (`COUNTERS`). The overview
never shows a person's pace.
"""

import uuid
from collections import Counter as Tally
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

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

Counter = Callable[[uuid.UUID], Collection[uuid.UUID]]


COUNTERS: Hook[Counter] = Hook("the stages of a cycle are counted", *STAGES[1:])
"""By the stage: cycle id → ids of the assignments that have come that far."""

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
    drawn = _list_drawn(cycle)
    reached = {stage: frozenset(counter(cycle.id)) for stage, counter in COUNTERS.by_name().items()}
    reached[DRAWN] = frozenset(one.id for one in drawn)
    stages = tuple(stage for stage in STAGES if stage in reached)
    by_team: dict[str | None, Tally[str]] = {row.team.name: Tally() for row in cycle.teams}
    ids: dict[str | None, set[uuid.UUID]] = {}
    for one in drawn:
        ids.setdefault(one.team, set()).add(one.id)
    for team, theirs in ids.items():
        by_team[team] = +Tally({stage: len(theirs & reached[stage]) for stage in stages})
    teams = sorted(by_team, key=lambda name: (name is None, (name or "").casefold()))
    return Overview(
        stages=stages,
        numbers={stage: sum(tally[stage] for tally in by_team.values()) for stage in stages},
        teams=tuple(TeamCounts(name, by_team[name]) for name in teams),
        interviewers=max(len(cycle.interviewers), sum(one.ended_at is None for one in drawn)),
    )


def list_left_out(cycle_id: uuid.UUID) -> set[uuid.UUID]:
    """The going assignments of a cycle that are not handed over: its report is written without them."""
    going = select(Assignment.id).where(Assignment.cycle_id == cycle_id, Assignment.ended_at.is_(None))
    return set(db.session.scalars(going)) - set(COUNTERS.by_name()[HANDED_OVER](cycle_id))


def require_not_interviewed(assignment: Assignment) -> None:
    """Raise `WrongState` when the interview has been done: then the child cannot be exchanged any more."""
    if assignment.id in COUNTERS.by_name()[INTERVIEWED](assignment.cycle_id):
        raise WrongState(N_("The interview has been done, so the worker keeps this child."))


def _numbers(actor: Actor, hook: Hook[Asked], cycle: Cycle) -> dict[str, int]:
    told = {name: ask(actor, cycle) for name, ask in hook.by_name().items()}
    return {name: number for name, number in told.items() if number}


def _list_drawn(cycle: Cycle) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every child that was drawn or chosen, also those who said no; not what was undone by hand. With its team."""
    return db.session.execute(
        select(Assignment.id, Assignment.ended_at, Team.name.label("team"))
        .join(Assignment.interviewer)
        .outerjoin(Person.team)
        .where(Assignment.cycle_id == cycle.id, Assignment.end_reason.is_distinct_from(EndReason.CHANGED_BY_HAND)),
    ).all()
