"""Who is missing: how far the children of each sex and age came, beside all whom the unit could have asked.

The numbers are a part of the report's own whole (`report.who_came`), so that neither tells of the other; once an
edition is released they are those that it told, and stand until the next.
"""

import uuid
from dataclasses import dataclass

from interview_guides.age_bands import AgeBand
from seminar.published import publications
from seminar.report import coming, facts, who_came
from seminar.report.who_came import EVERYBODY, STAGES
from seminar.themes import codebook
from toolkit.access import Actor, Role
from toolkit.cycles.models import Cycle, Sex
from toolkit.disclosure.memory import Memory, Numbers
from toolkit.disclosure.shown import Shown

__all__ = ["STAGES", "Missing", "collect"]


@dataclass(frozen=True, slots=True)
class Missing:
    """The numbers of each stage: of everybody, and of each sex and each age band that there are children of."""

    cycle: Cycle
    all: tuple[Shown, ...]
    sexes: tuple[tuple[Sex, tuple[Shown, ...]], ...]
    bands: tuple[tuple[AgeBand, tuple[Shown, ...]], ...]
    is_released: bool

    @property
    def is_empty(self) -> bool:
        """Whether no child has been entered."""
        return self.all[0].is_nobody

    @property
    def tells_something(self) -> bool:
        """Whether any number of a group can be said that is not nobody."""
        return any(one.value for _, row in (*self.sexes, *self.bands) for one in row)


def collect(actor: Actor, cycle_id: uuid.UUID) -> Missing:
    """Who is missing in a cycle of the own unit, for who leads it and for the unit leader. Raises `NotFound`."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    cycle = codebook.get_cycle(actor, cycle_id)
    memory = publications.recall_each([cycle])[cycle.id]
    is_released = memory.newest(who_came.key_of(EVERYBODY, STAGES[0])) is not None
    told = memory.settle_together({}, within=who_came.WITHIN) if is_released else _tell_today(actor, cycle, memory)
    sexes, bands = (who_came.list_groups(told, kind) for kind in (who_came.SEX, who_came.BAND))
    return Missing(
        cycle,
        who_came.row(told, EVERYBODY),
        tuple((sex, who_came.row(told, f"{who_came.SEX}{sex}")) for sex in Sex if sex in sexes),
        tuple((band, who_came.row(told, f"{who_came.BAND}{band}")) for band in AgeBand if band in bands),
        is_released,
    )


def _tell_today(actor: Actor, cycle: Cycle, memory: Memory) -> Numbers:
    return coming.tell(actor, cycle, part=facts.tell(actor, cycle, memory=memory), memory=memory)
