"""What was said of the questions in the interview room, together for the unit: never of whom, nor by whom.

The last year in which something was said counts, so that a card which has been mended does not carry its past along.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from interview_guides.guides import Guide
from toolkit.access import Actor, Role
from toolkit.cycles.models import Assignment, Child, Cycle
from toolkit.db import db
from toolkit.disclosure.counts import is_small
from toolkit.interviews.models import Mark
from toolkit.interviews.room import OF_GUIDES
from toolkit.people.models import Unit


@dataclass(frozen=True, slots=True)
class Said:
    """In how many interviews a question was marked so; None where the number could point at a child."""

    kind: str
    interviews: int | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was said in one cycle, by question. `cycle` is None when nothing was said yet."""

    cycle: Cycle | None
    by_question: Mapping[str, tuple[Said, ...]]


def collect(actor: Actor, guide: Guide) -> Feedback:
    """What was said of the questions of a guide in the own unit, by children of its ages."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    said = (
        select(Mark.question_id, Mark.kind, func.count(func.distinct(Assignment.id)))
        .join(Assignment, Assignment.id == Mark.assignment_id)
        .join(Child, Child.id == Assignment.child_id)
        .join(Cycle, Cycle.id == Assignment.cycle_id)
        .where(
            Cycle.unit_id == actor.unit_id,
            Child.age.between(guide.age_from, guide.age_to),
            Mark.kind.in_(OF_GUIDES),
            Mark.undone_at.is_(None),
        )
    )
    latest = select(Cycle).where(Cycle.id.in_(said.with_only_columns(Cycle.id))).order_by(Cycle.year.desc())
    cycle = db.session.scalars(latest.limit(1)).first()
    if cycle is None:
        return Feedback(None, {})
    found: defaultdict[str, list[Said]] = defaultdict(list)
    few = db.session.get_one(Unit, actor.unit_id).small_group
    for question, kind, count in db.session.execute(
        said.where(Cycle.id == cycle.id).group_by(Mark.question_id, Mark.kind).order_by(Mark.kind)
    ):
        found[str(question)].append(Said(kind, None if is_small(count, threshold=few) else count))
    return Feedback(cycle, {name: tuple(each) for name, each in found.items()})
