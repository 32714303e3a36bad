"""So many of so many children: the answers of a cycle as numbers that may be shown, question by question.

Counts children who were read, each once. What may not be said goes through `toolkit.disclosure`, so whoever reads the
report reads it.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from interview_guides.codes import Countable, CountableAnswer
from interview_guides.guides import QuestionArea
from seminar.answers import answering, own_questions
from seminar.answers.answering import Answers
from seminar.answers.models import CountedAnswers
from seminar.answers.own_questions import is_own
from seminar.coding import readings
from toolkit import content
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disclosure.answered import Answered, tell_answers
from toolkit.disclosure.memory import Memory
from toolkit.disclosure.shown import NOT_SAID, Shown


@dataclass(frozen=True, slots=True)
class Counted:
    """A countable question, and how many of the `of` children who were gone through answered what.

    `numbers` is empty while so few are gone through that none may be said.
    """

    countable: Countable
    of: Shown
    numbers: Mapping[CountableAnswer, Shown]


def count(actor: Actor, cycle: Cycle, *, memory: Memory | None = None) -> tuple[Counted, ...]:
    """Every question that somebody has answered, of the codebook and of later rooms, for a cycle that the caller holds.

    `memory` is what has been published of it; without, as it stands now.
    """
    own = [one.countable for one in own_questions.list_questions(actor, cycle)]
    return count_each(actor, cycle, of=(*content.current().codebook.countables, *own), memory=memory)


def count_each(
    actor: Actor, cycle: Cycle, *, of: Iterable[Countable], memory: Memory | None = None
) -> tuple[Counted, ...]:
    """The same for some questions, in their order; those that nobody has answered are left out."""
    read = readings.children_read(actor, [cycle.id])[cycle.id]
    rows = db.session.scalars(
        select(CountedAnswers)
        .join(CountedAnswers.assignment)
        .where(Assignment.cycle_id == cycle.id)
        .options(contains_eager(CountedAnswers.assignment))
    )
    children = {row.assignment.child_id: answering.read(row) for row in rows if row.assignment.child_id in read}
    memory = memory or Memory(threshold=cycle.unit.small_group)
    asked = (_counted(one, children, memory, of=len(read)) for one in of)
    return tuple(counted for counted in asked if not counted.of.is_nobody)


def in_area(counted: tuple[Counted, ...], area: QuestionArea | str) -> tuple[Counted, ...]:
    """Those of the codebook that belong to a question area."""
    return tuple(one for one in counted if one.countable.area == area and not is_own(one.countable))


def about_actions(counted: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """Those that ask whether something was noticed."""
    return tuple(one for one in counted if is_own(one.countable))


def _counted(countable: Countable, children: Mapping[uuid.UUID, Answers], memory: Memory, *, of: int) -> Counted:
    said = Counter(answers[countable.id] for answers in children.values() if countable.id in answers)
    kinds = tuple(CountableAnswer)
    keys = {kind: f"answers.{countable.id}.{kind}" for kind in kinds}
    given = Answered(said.total(), [said[kind] for kind in kinds])
    [told] = tell_answers([given], of=of, told_of=memory.whole(of), threshold=memory.threshold)
    now = {f"answers.{countable.id}": told.count}
    now |= zip(keys.values(), told.answers, strict=True) if told.answers else ()
    if memory.stands:  # what an edition told stands, also where so few are left now that it would not be said
        now = {**dict.fromkeys(keys.values(), NOT_SAID), **now}
    shown = memory.settle_together(now)
    numbers = {kind: shown[key] for kind, key in keys.items() if key in shown}
    return Counted(countable, shown[f"answers.{countable.id}"], numbers)
