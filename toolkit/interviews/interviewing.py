"""A worker's own interviews over all cycles: which are not finished, and which of them comes first.

Cycles overlap, so that one child may wait for a hand-over while the next one is asked. Nothing is hidden by a newer
year: what is not finished stands by its deadline.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.access import Actor
from toolkit.cycles import assignments, due, planning, progress
from toolkit.cycles.models import Assignment
from toolkit.interviews import steps
from toolkit.interviews.steps import Shown, StepState

BEFORE_THE_TALK = frozenset({"prepare", "contact", "book", "record"})


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview with its steps. `deadline` is the day for its next step, None when it is finished or has none."""

    assignment: Assignment
    steps: Sequence[Shown]
    deadline: date | None

    @property
    def now(self) -> Shown | None:
        """The step to do now, None when all are done."""
        return next((step for step in self.steps if step.state == "now"), None)


@dataclass(frozen=True, slots=True)
class Own:
    """Everything that somebody interviews: what is not finished by its deadline, then what is, the latest first.

    `left_out` are those whose year has its report without them.
    """

    going: Sequence[Interview]
    finished: Sequence[Assignment]
    left_out: Sequence[Assignment] = ()


def list_own(actor: Actor) -> Own:
    """The person's interviews of every cycle. One whose every step is done, or that is in its report, is finished."""
    own = assignments.list_own(actor)
    looked = [look(actor, assignment) for assignment in own if assignment.cycle.is_open]
    going = [each for each in looked if each.now]
    still = {each.assignment.id for each in going}
    over = [assignment for assignment in own if assignment.id not in still]
    behind = progress.list_left_out_among(one for one in over if not one.cycle.is_open)
    left_out = [assignment for assignment in over if assignment.id in behind]
    finished = [assignment for assignment in over if assignment.id not in behind]
    return Own(sorted(going, key=lambda each: each.deadline or date.max), finished, left_out)


def is_left_out(assignment: Assignment) -> bool:
    """Whether the report of its cycle is finished without an interview that the caller holds."""
    return not assignment.cycle.is_open and bool(progress.list_left_out_among([assignment]))


def list_others(actor: Actor, assignment: Assignment) -> Sequence[Assignment]:
    """The person's other interviews, the latest cycle first."""
    return [each for each in assignments.list_own(actor) if each.id != assignment.id]


def look(actor: Actor, assignment: Assignment) -> Interview:
    """An interview that the caller holds, with its steps."""
    shown = steps.list_shown(actor, assignment)
    if is_left_out(assignment):  # no step leads on from here
        waiting = (StepState.DONE, StepState.LATER)
        shown = [one if one.state in waiting else replace(one, state=StepState.LATER) for one in shown]
        return Interview(assignment, shown, None)
    now = next((step.step.id for step in shown if step.state == "now"), None)
    if now is None:
        return Interview(assignment, shown, None)
    days = planning.days_of(assignment.cycle)
    return Interview(assignment, shown, due.deadline(days, is_met=now not in BEFORE_THE_TALK))
