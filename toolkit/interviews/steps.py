"""The steps of «My interview», in order, and who knows how far each has come.

The rooms that own steps speak for them (`ROOMS`); this room asks them all and decides which step is now. So the page
can show the way through rooms that this one may not import. What each step looks like, and where it leads, is written
in templates/interviews/steps.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interview_guides.pages import Step
from toolkit import content
from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from toolkit.hooks import Hook


class StepState(StrEnum):
    """Where a step stands on the page; exactly one is now until all are done."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """What a room knows of its step. A room with more to say adds fields for the step's template."""

    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A step as the page shows it: its words, where it stands, and what its room knows."""

    step: Step
    state: StepState
    facts: StepFacts


Teller = Callable[[Actor, Assignment], Mapping[str, StepFacts]]

ROOMS: Hook[Teller] = Hook("the steps of My interview are shown", "interviews", "surveys", "transcription")
"""Each tells of its steps by their ids in steps.yaml, for an interview that the actor holds; no step has two rooms."""


def list_shown(actor: Actor, assignment: Assignment) -> list[Shown]:
    """Every step that a room speaks for, in the order of the content; the first that is not done is now.

    The assignment is one that the caller holds.
    """
    told = {step_id: facts for tell in ROOMS.each() for step_id, facts in tell(actor, assignment).items()}
    shown: list[Shown] = []
    found_now = False
    for step in content.current().steps:
        if step.id not in told:
            continue
        facts = told[step.id]
        state = StepState.LATER if found_now else StepState.DONE if facts.done_at else StepState.NOW
        found_now = found_now or state is StepState.NOW
        shown.append(Shown(step=step, state=state, facts=facts))
    return shown
