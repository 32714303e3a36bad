"""Kind hints at the board: one group speaks for all, interviews are not quoted, and how many of which children.

Always children, never passages, and no more than the disclosure room allows.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from seminar.board.voices import ThemeVoices
from seminar.coding import readings
from seminar.coding.listed import ListedChild, ListedCoding
from seminar.coding.models import Coding, Excerpt, counts
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Child, Cycle, EndReason, Sex
from toolkit.db import db
from toolkit.disclosure.counts import Groups
from toolkit.disclosure.tables import cross_table
from transcription.transcripts.models import DeidentifiedTranscript

SEVERAL = 2
Group = tuple[Sex | None, str | None]
"""A sex, an age band, or both."""
Met = Child | ListedChild
"""A child, as a row or as a list has it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many children of a group have raised a theme, of so many in the group who were read."""

    group: Group
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Hint:
    """What the group may want to know of a theme. `alone` is the group that all its quotes come from, if they do."""

    alone: Group | None
    counted: tuple[Counted, ...]


def list_hints(actor: Actor, cycle: Cycle, *, rows: Sequence[ThemeVoices]) -> Mapping[uuid.UUID, Hint]:
    """The hints on themes of a cycle that the caller holds, by theme."""
    read = readings.children_read(actor, [cycle.id])[cycle.id]
    here = db.session.execute(select(Child.id, Child.age, Child.sex).where(Child.cycle_id == cycle.id))
    children = [ListedChild(*row) for row in here if row.id in read]
    few = cycle.unit.small_group
    return {row.theme.id: hint(_raised(row.codings, read), children, threshold=few) for row in rows}


def hint(raised: Collection[Met], read: Collection[Met], *, threshold: int) -> Hint:
    """What may be said of the children who raised a theme, among those who were read."""
    return Hint(
        _alone(raised, read, threshold), (*_by_sex(raised, read, threshold), *_by_band(raised, read, threshold))
    )


def count_unquoted(actor: Actor, cycle_id: uuid.UUID) -> int:
    """How many interviews of a cycle of the own unit are handed over and have nothing under any theme yet."""
    handed_over = (
        select(Assignment.id)
        .join(Assignment.cycle)
        .join(DeidentifiedTranscript, DeidentifiedTranscript.assignment_id == Assignment.id)
        .where(Assignment.cycle_id == cycle_id, Cycle.unit_id == actor.unit_id)
        .where(Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN))
    )
    text = aliased(DeidentifiedTranscript)
    quoted = exists().where(
        text.assignment_id == Assignment.id, Excerpt.transcript_id == text.id, Coding.excerpt_id == Excerpt.id, counts()
    )
    return len(set(db.session.scalars(handed_over.where(~quoted))))


def _raised(codings: Iterable[ListedCoding], read: Collection[uuid.UUID]) -> list[ListedChild]:
    children = {coding.excerpt.child for coding in codings}
    return [child for child in children if child.id in read]


def _alone(raised: Collection[Met], read: Collection[Met], threshold: int) -> Group | None:
    """The group that speaks for all: several children of it, while others were read, too."""
    if len(raised) < SEVERAL:
        return None
    sexes, bands = {child.sex for child in raised}, {child.age_band for child in raised}
    sex = sexes.pop() if len(sexes) == 1 else None
    band = bands.pop() if len(bands) == 1 else None
    groups = Groups[Sex | None, str | None]([(child.sex, child.age_band) for child in read], threshold=threshold)
    named = groups.nameable(sex, band)
    is_all = all(_belongs(child, named) for child in read)
    return None if named == (None, None) or is_all else named


def _belongs(child: Met, group: Group) -> bool:
    return group[0] in {None, child.sex} and group[1] in {None, child.age_band}


def _by_sex(raised: Collection[Met], read: Collection[Met], threshold: int) -> list[Counted]:
    found = _count({child.id for child in raised}, {child.id: str(child.sex) for child in read}, threshold)
    return [Counted((Sex(name), None), count, of) for name, count, of in found]


def _by_band(raised: Collection[Met], read: Collection[Met], threshold: int) -> list[Counted]:
    found = _count({child.id for child in raised}, {child.id: child.age_band for child in read}, threshold)
    return [Counted((None, name), count, of) for name, count, of in found]


def _count(
    raised: Collection[uuid.UUID], group_of: Mapping[uuid.UUID, str], threshold: int
) -> list[tuple[str, int, int]]:
    """(group, how many raised it, of how many), where neither they nor the others in the group are few."""
    names = sorted(set(group_of.values()))
    children = [(name, "raised" if child in raised else "other") for child, name in group_of.items()]
    table = cross_table(children, rows=names, columns=("raised", "other"), threshold=threshold)
    told = zip(names, table.cells, strict=False)
    return [(name, cells[0], cells[2]) for name, cells in told if cells[0] is not None and cells[2] is not None]
