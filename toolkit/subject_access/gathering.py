"""Asking every room what it holds about a child, and the log what it says of it."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import Assignment, Child
from toolkit.db import db
from toolkit.hooks import Hook
from toolkit.subject_access import own_counts, own_facts
from toolkit.subject_access.facts import Counted, Section, Sound, Told
from toolkit.subject_access.fields import SECTIONS
from toolkit.vault.columns import silent_about_gone_keys

HOLDERS: Hook[Callable[[Sequence[Assignment]], Told]] = Hook(
    "somebody asks what is held about a child", "transcripts", "seminar"
)
"""Each tells what it holds about interviews that the caller holds, in the words of `fields`."""


COUNTERS: Hook[Callable[[Sequence[Assignment]], Counted]] = Hook(
    "somebody looks at how much is held about a child", "transcripts", "seminar"
)
"""Each says how many rows it holds, and opens none."""


@dataclass(frozen=True, slots=True)
class Held:
    """Everything, in the order of `fields`; sections that are empty are not among them."""

    sections: Sequence[Section]
    left_out: Mapping[str, int]
    sounds: Sequence[Sound]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(len(one.rows) for one in self.sections)


def gather(child: Child) -> Held:
    """What is held about a child that the caller holds. Texts whose key is gone read as empty."""
    with silent_about_gone_keys():
        assignments = own_facts.list_assignments(child)
        told = [own_facts.tell(child, assignments), *(tell(assignments) for tell in HOLDERS.each())]
    sections = [section for one in told for section in one.sections]
    ids = {each for section in sections for each in section.ids}
    sections.append(_log(ids))
    order = list(SECTIONS)
    left_out: dict[str, int] = {}
    for one in told:
        for name, number in one.left_out.items():
            left_out[name] = left_out.get(name, 0) + number
    return Held(
        sorted((one for one in sections if one.rows), key=lambda one: order.index(one.name)),
        {name: number for name, number in left_out.items() if number},
        [sound for one in told for sound in one.sounds],
    )


def count(child: Child) -> Counted:
    """How much is held about a child that the caller holds, in the order of `fields`. Nothing is opened for it."""
    assignments = own_facts.list_assignments(child, is_opened=False)
    told = [own_counts.count(child, assignments), *(speak(assignments) for speak in COUNTERS.each())]
    numbers = {name: number for one in told for name, number in one.sections.items() if number}
    left_out = {name: number for one in told for name, number in one.left_out.items() if number}
    numbers["log"] = 1  # there is a line at least: that somebody looks
    in_order = {name: numbers[name] for name in SECTIONS if name in numbers}
    return Counted(in_order, left_out, {"log", *(name for one in told for name in one.at_most)})


def _log(ids: set[uuid.UUID]) -> Section:
    lines = db.session.execute(
        sa.select(AuditEntry.at, AuditEntry.event).where(AuditEntry.object_id.in_(ids)).order_by(AuditEntry.seq)
    )
    return Section("log", [{"at": at, "act": event} for at, event in lines])
