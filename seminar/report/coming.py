"""Collects how far the children of a year came, and tells it beside the report: as it stands, or as it was released."""

import uuid
from collections import Counter
from collections.abc import Set

from sqlalchemy import select

from interview_guides.age_bands import AgeBand, band_of
from seminar.coding.models import Coding, Excerpt, counts
from seminar.published import publications
from seminar.report import facts, who_came
from seminar.report.facts import Told
from seminar.report.who_came import Came
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Child, Cycle, Sex
from toolkit.db import db
from toolkit.disclosure.memory import Memory, Numbers
from toolkit.disclosure.shown import NOT_SAID
from toolkit.interviews import interview_steps
from transcription.transcripts.models import DeidentifiedTranscript


def collect(actor: Actor, cycle: Cycle) -> Numbers:
    """The numbers of a cycle that the caller holds, as a release now would tell them."""
    memory = publications.recall(cycle)
    return tell(actor, cycle, part=facts.tell(actor, cycle, memory=memory), memory=memory)


def tell(actor: Actor, cycle: Cycle, *, part: Told, memory: Memory) -> Numbers:
    """The numbers of who came how far, of a cycle that the caller holds, beside what its report tells.

    They move when the report's own do, and are else those of the newest edition: `memory` has settled the report.
    """
    if part.is_of_today:
        came = _count(actor, cycle)
        now = who_came.numbers(came, part.part, part.numbers, threshold=memory.threshold)
    else:
        now = dict.fromkeys(memory.list_keys(who_came.WITHIN), NOT_SAID)
    return memory.settle_together(now, within=who_came.WITHIN)


def _count(actor: Actor, cycle: Cycle) -> Came:
    """How many of each group came to each stage. Whoever came further came to what is before it, whatever was written
    down."""
    rows = db.session.execute(select(Child.id, Child.age, Child.sex).where(Child.cycle_id == cycle.id))
    groups_of = {child: _groups_of(sex, band_of(age)) for child, age, sex in rows}
    stages = _stages(actor, cycle, groups_of.keys())
    numbers = Counter((group, at) for at, stage in enumerate(stages) for child in stage for group in groups_of[child])
    everywhere = {who_came.EVERYBODY, *(group for groups in groups_of.values() for group in groups)}
    ordered = (who_came.EVERYBODY, *map(_of_sex, Sex), *map(_of_band, AgeBand))
    return {group: [numbers[group, at] for at in range(len(stages))] for group in ordered if group in everywhere}


def _stages(actor: Actor, cycle: Cycle, listed: Set[uuid.UUID]) -> list[Set[uuid.UUID]]:
    so_far = facts.reached(actor, cycle.id)
    here = select(Assignment.child_id).where(Assignment.cycle_id == cycle.id)
    asked = set(db.session.scalars(here.where(interview_steps.has_been_asked(cycle))))
    found: list[Set[uuid.UUID]] = [_quoted(cycle) & so_far.read]
    for further in (so_far.interviewed | so_far.read, asked, so_far.chosen, listed):
        found.append(found[-1] | (further & listed))
    return found[::-1]


def _quoted(cycle: Cycle) -> set[uuid.UUID]:
    """The children whose words are on the board."""
    words = (
        select(Assignment.child_id)
        .join(DeidentifiedTranscript, DeidentifiedTranscript.assignment_id == Assignment.id)
        .join(Excerpt, Excerpt.transcript_id == DeidentifiedTranscript.id)
        .join(Coding, Coding.excerpt_id == Excerpt.id)
        .where(Assignment.cycle_id == cycle.id, Coding.on_board, counts())
    )
    return set(db.session.scalars(words))


def _groups_of(sex: Sex, band: AgeBand) -> tuple[str, str, str]:
    return who_came.EVERYBODY, _of_sex(sex), _of_band(band)


def _of_sex(sex: Sex) -> str:
    return f"{who_came.SEX}{sex}"


def _of_band(band: AgeBand) -> str:
    return f"{who_came.BAND}{band}"
