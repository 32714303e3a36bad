"""One quick pass through the interviews: what did the child say to each question that can be counted?

The group answers of a text that it reads, so a text whose answers are saved is read. For the facilitator.
"""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from interview_guides.codes import CountableAnswer
from seminar.answers.models import CountedAnswers
from seminar.answers.own_questions import PREFIX
from seminar.changes import following
from seminar.coding import marked_texts, readings
from seminar.coding.marked_texts import Page as TextPage
from seminar.texts import interviews
from seminar.texts.interviews import Interview
from toolkit import clock, content, paging, versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, Child
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.paging import Page

Answers = Mapping[str, CountableAnswer]
"""By the id of a countable question."""


@dataclass(frozen=True, slots=True)
class AnsweredInterview:
    """An interview, and what was answered of it. `row` is None until somebody has."""

    interview: Interview
    row: CountedAnswers | None

    @property
    def number(self) -> int:
        """From 1, in the order in which they were handed over."""
        return self.interview.number

    @property
    def assignment(self) -> Assignment:
        """The assignment that it hangs on."""
        return self.interview.assignment

    @property
    def child(self) -> Child:
        """Whose interview it is."""
        return self.interview.child

    @property
    def answers(self) -> Answers:
        """What was answered; empty until somebody has."""
        return read(self.row) if self.row else {}


@dataclass(frozen=True, slots=True)
class AnsweredPage:
    """A page of the interviews; of all of them how many are gone through, and the first that is left."""

    interviews: Page[AnsweredInterview]
    done: int
    left: uuid.UUID | None


def list_interviews(actor: Actor, cycle_id: uuid.UUID) -> Sequence[AnsweredInterview]:
    """The interviews of a cycle of the own unit, in the order in which their first texts came. For the facilitator."""
    return _with_rows(cycle_id, _number_all(actor, cycle_id))


def page_of_interviews(actor: Actor, cycle_id: uuid.UUID, *, page: int = 1) -> AnsweredPage:
    """The same, a page of it: of the others no answer is opened."""
    numbers = _number_all(actor, cycle_id)
    done = _list_done(cycle_id)
    chosen = paging.cut(list(numbers), number=page)
    shown = _with_rows(cycle_id, {key: numbers[key] for key in chosen})
    left = next((key for key in numbers if key not in done), None)
    return AnsweredPage(chosen.holding(shown), sum(key in done for key in numbers), left)


def get_interview(actor: Actor, cycle_id: uuid.UUID, assignment_id: uuid.UUID) -> AnsweredInterview:
    """One of them. Raises `NotFound`."""
    numbers = _number_all(actor, cycle_id)
    if assignment_id not in numbers:
        raise NotFound
    return _with_rows(cycle_id, {assignment_id: numbers[assignment_id]})[0]


def open_texts(actor: Actor, one: AnsweredInterview) -> tuple[TextPage, ...]:
    """The texts of an interview that the caller holds, as they are read; each look is put on the trail."""
    cycle_id = one.assignment.cycle_id
    return tuple(marked_texts.open_page(actor, cycle_id, text.id) for text in one.interview.parts)


def find_next(actor: Actor, cycle_id: uuid.UUID, *, after: AnsweredInterview) -> AnsweredInterview | None:
    """The next interview that nobody has answered of, from the one in hand onwards and round; None when all are."""
    numbers, done = _number_all(actor, cycle_id), _list_done(cycle_id)
    onwards = sorted(numbers, key=lambda key: (numbers[key] <= after.number, numbers[key]))
    left = next((key for key in onwards if key not in done), None)
    return _with_rows(cycle_id, {left: numbers[left]})[0] if left else None


def save(
    actor: Actor, cycle_id: uuid.UUID, assignment_id: uuid.UUID, *, answers: Answers, version: int
) -> CountedAnswers:
    """Save what the child said; its texts are read from now on. `version` is 0 for the first.

    Raises `NotFound`, and `WrongState` when somebody else was first and once the report is finished.
    """
    interview = get_interview(actor, cycle_id, assignment_id)
    states.require_open(cycle_id)
    row = interview.row
    if row and row.version != version and interview.answers == answers:
        return row
    versions.require(row, version, refusal=versions.THEIRS_BESIDE_YOURS)
    if row is None:
        row = CountedAnswers(assignment_id=assignment_id)
        db.session.add(row)
    row.answers = json.dumps(dict(answers), sort_keys=True)
    row.answered_by_id, row.answered_at = actor.id, clock.now()
    db.session.flush()
    trail.record(actor, Event.ANSWERS_SAVED, assignment_id)
    for text in interview.interview.parts:
        readings.mark_read(actor, cycle_id, text.id, is_read=True)
    return row


def read(row: CountedAnswers) -> Answers:
    """The answers of a row. A question that the codebook no longer has is left out."""
    known = {one.id for one in content.current().codebook.countables}
    said = json.loads(row.answers).items()
    return {name: CountableAnswer(answer) for name, answer in said if name in known or name.startswith(PREFIX)}


def destroy(assignment: Assignment) -> None:
    """Remove what was read out of an interview, for good."""
    db.session.execute(delete(CountedAnswers).where(CountedAnswers.assignment_id == assignment.id))


def _number_all(actor: Actor, cycle_id: uuid.UUID) -> dict[uuid.UUID, int]:
    following.require_leading(actor)
    return interviews.number_all(following.get_followed(actor, cycle_id).id)


def _with_rows(cycle_id: uuid.UUID, numbers: Mapping[uuid.UUID, int]) -> list[AnsweredInterview]:
    rows = _rows(numbers)
    return [AnsweredInterview(one, rows.get(one.id)) for one in interviews.list_some(cycle_id, numbers)]


def _list_done(cycle_id: uuid.UUID) -> set[uuid.UUID]:
    query = select(CountedAnswers.assignment_id).join(CountedAnswers.assignment)
    return set(db.session.scalars(query.where(Assignment.cycle_id == cycle_id)))


def _rows(assignment_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, CountedAnswers]:
    found = db.session.scalars(select(CountedAnswers).where(CountedAnswers.assignment_id.in_(list(assignment_ids))))
    return {row.assignment_id: row for row in found}
