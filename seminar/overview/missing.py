"""Who is missing: how far the children of each sex and age came, beside all whom the unit could have asked.

Whoever reads can subtract: those who were invited less those who were heard are those who were not. So what is hidden
is decided for all numbers of the page at once, with those in between that nobody writes down.
"""

import uuid
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import select

from interview_guides.age_bands import AgeBand
from seminar.coding.models import Coding, Excerpt, counts
from seminar.published import publications
from seminar.report import facts
from seminar.themes import codebook
from toolkit.access import Actor, Role
from toolkit.cycles.models import Assignment, Cycle, Sex
from toolkit.db import db
from toolkit.disclosure.linked import Cell, Sum, hide, tell
from toolkit.disclosure.shown import Shown
from toolkit.interviews import interview_steps
from transcription.transcripts.models import DeidentifiedTranscript

STAGES = ("listed", "invited", "asked", "heard", "quoted")
"""The own children who could be asked; drawn; somebody has tried to reach them; interviewed; words on the board."""
EVERYBODY = "all"
Groups = Mapping[str, Set[uuid.UUID]]
"""The children of each group, by its name; every child is in one."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The numbers of each stage: of everybody, and of each sex and each age band that there are children of."""

    cycle: Cycle
    all: tuple[Shown, ...]
    sexes: tuple[tuple[Sex, tuple[Shown, ...]], ...]
    bands: tuple[tuple[AgeBand, tuple[Shown, ...]], ...]

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
    children = facts.list_children(cycle)
    sexes = {str(sex): {child.id for child in children if child.sex == sex} for sex in Sex}
    bands = {str(band): {child.id for child in children if child.age_band == band} for band in AgeBand}
    came = _stages(actor, cycle, {child.id for child in children})
    told = _tell(came, {"sex": sexes, "band": bands}, threshold=publications.recall(cycle).threshold)
    return Missing(
        cycle,
        _row(told, EVERYBODY),
        tuple((sex, _row(told, f"sex.{sex}")) for sex in Sex if sexes[str(sex)]),
        tuple((band, _row(told, f"band.{band}")) for band in AgeBand if bands[str(band)]),
    )


def _stages(actor: Actor, cycle: Cycle, listed: Set[uuid.UUID]) -> Sequence[Set[uuid.UUID]]:
    """The children who came so far. Whoever came further came to what is before it, whatever was written down."""
    reached = facts.reached(actor, cycle.id)
    asked = set(
        db.session.scalars(select(Assignment.child_id).where(Assignment.id.in_(interview_steps.list_asked(cycle.id))))
    )
    found: list[Set[uuid.UUID]] = [_quoted(cycle) & reached.read]
    for further in (reached.interviewed | reached.read, asked, reached.chosen, listed):
        found.append(found[-1] | (further & listed))
    return found[::-1]


def _quoted(cycle: Cycle) -> set[uuid.UUID]:
    words = (
        select(Assignment.child_id)
        .join(DeidentifiedTranscript, DeidentifiedTranscript.assignment_id == Assignment.id)
        .join(Excerpt, Excerpt.transcript_id == DeidentifiedTranscript.id)
        .join(Coding, Coding.excerpt_id == Excerpt.id)
        .where(Assignment.cycle_id == cycle.id, Coding.on_board, counts())
    )
    return set(db.session.scalars(words))


def _tell(came: Sequence[Set[uuid.UUID]], kinds: Mapping[str, Groups], *, threshold: int) -> Mapping[str, Shown]:
    cells, sums = _column(came, EVERYBODY, None)
    for kind, groups in kinds.items():
        for name, members in groups.items():
            own_cells, own_sums = _column(came, f"{kind}.{name}", members)
            cells |= own_cells
            sums += own_sums
        for stage in STAGES:
            sums.append(Sum(f"{EVERYBODY}.{stage}", tuple(f"{kind}.{name}.{stage}" for name in groups)))
    return tell(cells, hide(cells, sums, threshold=threshold))


def _column(
    came: Sequence[Set[uuid.UUID]], group: str, members: Set[uuid.UUID] | None
) -> tuple[dict[str, Cell], list[Sum]]:
    """The stages of one group, and how many fell away between two of them, which everybody can work out."""
    numbers = [len(stage if members is None else stage & members) for stage in came]
    cells = {f"{group}.{stage}": Cell(number) for stage, number in zip(STAGES, numbers, strict=True)}
    sums = []
    for at, stage in enumerate(STAGES[1:], start=1):
        away = f"{group}.before.{stage}"
        cells[away] = Cell(numbers[at - 1] - numbers[at], is_printed=False)
        sums.append(Sum(f"{group}.{STAGES[at - 1]}", (f"{group}.{stage}", away)))
    return cells, sums


def _row(told: Mapping[str, Shown], group: str) -> tuple[Shown, ...]:
    return tuple(told[f"{group}.{stage}"] for stage in STAGES)
