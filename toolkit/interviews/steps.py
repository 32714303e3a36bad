"""The steps of «My interview», in order, and who knows how far each has come.

A room that owns steps registers one function for them when the app is put together; this room asks them all and
decides which step is now. So the page can show the way through rooms that this one may not import.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask, current_app

from interview_guides.pages import Step
from toolkit import content
from toolkit.access import Actor
from toolkit.cycles.models import Assignment

EXTENSION = "interview_steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a room tells of its step. `template` is the fragment that is written out while the step is now.

    `url` leads back to the step's page once it is done; `facts` is handed to the fragment.
    """

    template: str
    done_at: datetime | None = None
    url: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A step as the page shows it. `state` is done, now or later."""

    step: Step
    state: str
    told: Facts


Teller = Callable[[Actor, Assignment], Mapping[str, Facts]]


def register(app: Flask, room: str, teller: Teller) -> None:
    """Let a room speak for its steps, by their ids in steps.yaml; `room` names it, so that twice is once."""
    app.extensions.setdefault(EXTENSION, {})[room] = teller


def list_shown(actor: Actor, assignment: Assignment) -> list[Shown]:
    """Every step that a room speaks for, in the order of the content; the first that is not done is now.

    The assignment is one that the caller holds.
    """
    tellers: Mapping[str, Teller] = current_app.extensions.get(EXTENSION, {})
    facts = {step_id: told for tell in tellers.values() for step_id, told in tell(actor, assignment).items()}
    shown: list[Shown] = []
    found_now = False
    for step in content.current().steps:
        if step.id not in facts:
            continue
        told = facts[step.id]
        state = "done" if told.done_at and not found_now else "later" if found_now else "now"
        found_now = found_now or state == "now"
        shown.append(Shown(step=step, state=state, told=told))
    return shown
