"""Questions that can be counted and stand in no codebook: a later room asks whether children noticed a change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interview_guides.codes import Countable
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.hooks import Hook

PREFIX = "noticed."
"""Begins the ids of such questions; the rest is the id of what they ask about."""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question, and whether a guide of the unit asks it now."""

    countable: Countable
    is_asked: bool


QUESTIONS: Hook[Callable[[Actor, Cycle], Sequence[OwnQuestion]]] = Hook("answers are counted", "actions")
"""The questions of a cycle that the caller holds."""


def list_questions(actor: Actor, cycle: Cycle) -> list[OwnQuestion]:
    """Every question of the later rooms about a cycle that the caller holds."""
    return [question for ask in QUESTIONS.each() for question in ask(actor, cycle)]


def list_asked(actor: Actor, cycle: Cycle) -> list[Countable]:
    """Those that the group is to go through: a guide asks them."""
    return [one.countable for one in list_questions(actor, cycle) if one.is_asked]


def is_own(countable: Countable) -> bool:
    """Whether a question is of no codebook."""
    return countable.id.startswith(PREFIX)
