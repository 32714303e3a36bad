"""How far the year has come, in counts of children. Later rooms say how to count their stage when the app is made.

Cycles may not import what comes after it, so each stage registers a counter: cycle id → ids of the assignments
that have come that far. The overview shows the stages that somebody counts, and never a person's pace.
"""

import uuid
from collections import Counter as Tally
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from toolkit.access import Actor
from toolkit.cycles import planning
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.people.models import Person

DRAWN, ASKED, CONSENTED, INTERVIEWED, TRANSCRIBED, HANDED_OVER = STAGES = (
    "drawn",
    "asked",
    "consented",
    "interviewed",
    "transcribed",
    "handed_over",
)
EXTENSION = "progress"

Counter = Callable[[uuid.UUID], Collection[uuid.UUID]]


@dataclass(frozen=True)
class Suggestion:
    """Something that stands still and how to help. Sentences are already in the reader's language."""

    text: str
    note: str
    action: str
    url: str


Adviser = Callable[[Actor, Cycle], Sequence[Suggestion]]
Teller = Callable[[Actor, Cycle], str | None]


@dataclass
class _Registry:
    counters: dict[str, Counter] = field(default_factory=dict)
    advisers: dict[str, Adviser] = field(default_factory=dict)
    tellers: dict[str, Teller] = field(default_factory=dict)


@dataclass(frozen=True)
class TeamCounts:
    """A team's children per stage. `name` is None for workers without a team."""

    name: str | None
    numbers: Mapping[str, int]


@dataclass(frozen=True)
class Overview:
    """Children per stage for the unit and per team in alphabetical order. `stages` are those that are counted."""

    stages: tuple[str, ...]
    numbers: Mapping[str, int]
    teams: tuple[TeamCounts, ...]
    interviewers: int


def register(app: Flask, stage: str, counter: Counter) -> None:
    """Count a stage (one of STAGES but the first) from now on. The last registration wins."""
    if stage not in STAGES[1:]:
        raise ValueError(stage)
    _registry(app).counters[stage] = counter


def register_adviser(app: Flask, room: str, adviser: Adviser) -> None:
    """Let a room say what the facilitator can help with; `room` names it, so that twice is once."""
    _registry(app).advisers[room] = adviser


def suggestions(actor: Actor, cycle: Cycle) -> list[Suggestion]:
    """What the later rooms think that the facilitator can help with."""
    return [one for advise in _registry(current_app).advisers.values() for one in advise(actor, cycle)]


def register_teller(app: Flask, room: str, teller: Teller) -> None:
    """Let a room say one quiet sentence about the year, or None; `room` names it, so that twice is once."""
    _registry(app).tellers[room] = teller


def remarks(actor: Actor, cycle: Cycle) -> list[str]:
    """The sentences that the later rooms have about the year, in the reader's language."""
    said = (tell(actor, cycle) for tell in _registry(current_app).tellers.values())
    return [sentence for sentence in said if sentence]


def overview(actor: Actor, cycle_id: uuid.UUID) -> Overview:
    """How far the unit has come, for its facilitator and its leader."""
    cycle = planning.get_cycle(actor, cycle_id)
    assignments = _counted(cycle)
    reached = _reached(cycle)
    reached[DRAWN] = {one.id for one in assignments}
    stages = tuple(stage for stage in STAGES if stage in reached)
    by_team: dict[str | None, Tally[str]] = {row.team.name: Tally() for row in cycle.teams}
    for one in assignments:
        team = one.interviewer.team.name if one.interviewer.team else None
        by_team.setdefault(team, Tally()).update(stage for stage in stages if one.id in reached[stage])
    teams = sorted(by_team, key=lambda name: (name is None, (name or "").casefold()))
    return Overview(
        stages=stages,
        numbers={stage: sum(tally[stage] for tally in by_team.values()) for stage in stages},
        teams=tuple(TeamCounts(name, by_team[name]) for name in teams),
        interviewers=len(cycle.interviewers),
    )


def require_not_interviewed(assignment: Assignment) -> None:
    """Raise `WrongState` when the interview has been done: then the child cannot be exchanged any more."""
    counter = _registry(current_app).counters.get(INTERVIEWED)
    if counter and assignment.id in counter(assignment.cycle_id):
        raise WrongState(N_("The interview has been done, so the worker keeps this child."))


def _registry(app: Flask) -> _Registry:
    found: _Registry = app.extensions.setdefault(EXTENSION, _Registry())
    return found


def _reached(cycle: Cycle) -> dict[str, Collection[uuid.UUID]]:
    return {stage: counter(cycle.id) for stage, counter in _registry(current_app).counters.items()}


def _counted(cycle: Cycle) -> Sequence[Assignment]:
    """Every child that was drawn or chosen, also those who said no; not what was undone by hand."""
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.cycle_id == cycle.id, Assignment.end_reason.is_distinct_from("changed_by_hand"))
        .options(joinedload(Assignment.interviewer).joinedload(Person.team)),
    ).all()
