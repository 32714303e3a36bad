"""The interview room: the guide one question at a time, the silent signs that no recording hears, and worry."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from interview_guides.codes import Mark as Sign
from interview_guides.content import Content
from interview_guides.guides import Question
from toolkit import clock, ids
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments, interview_days
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.interviews import intake
from toolkit.interviews.models import Mark, Recording, Worry
from toolkit.participation import consent

ALREADY_ANSWERED = "already_answered"
ASKED = "asked"
OF_QUESTIONS = frozenset({ALREADY_ANSWERED, ASKED})
BROKEN_OFF = "broken_off"
LONGEST_MS = 12 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Card:
    """What the screen shows at one moment. `number` counts the questions of the three areas, from 1."""

    id: str
    lines: tuple[str, ...]
    area: str = ""
    number: int = 0
    hint: str = ""
    probes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that the room shows. `questions` is how many cards carry a number."""

    assignment: Assignment
    cards: tuple[Card, ...]
    signs: tuple[Sign, ...]
    questions: int
    may_record: bool


def open_room(actor: Actor, assignment_id: uuid.UUID, *, content: Content) -> Room:
    """The room of the person's own interview. Raises `NotFound`; `WrongState` before everybody has said yes."""
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment)
    trail.record(actor, Event.ROOM_OPENED, assignment.id)
    may_record = consent.standing(assignment).may_record
    cards = cards_for(assignment.child.age, content=content, may_record=may_record)
    return Room(
        assignment=assignment,
        cards=cards,
        signs=content.nonverbal_marks,
        questions=max(card.number for card in cards),
        may_record=may_record,
    )


def cards_for(age: int, *, content: Content, may_record: bool = True) -> tuple[Card, ...]:
    """What is said first, the practice question, every question of the guide for the age, and what is said last."""
    guide = content.guide_for(age)
    opening = guide.opening if may_record else guide.opening_without_recording
    cards = [Card("opening", opening), _card(guide.practice, probes=guide.probes)]
    for part in guide.areas:
        area = content.area(part.area).name
        for question in part.questions:
            number = sum(card.number > 0 for card in cards) + 1
            cards.append(_card(question, probes=question.probes + guide.probes, area=area, number=number))
    return (*cards, Card("closing", guide.closing))


def _card(question: Question, *, probes: tuple[str, ...], area: str = "", number: int = 0) -> Card:
    return Card(question.id, (question.text,), area=area, number=number, hint=question.hint, probes=probes)


def mark(
    actor: Actor,
    assignment_id: uuid.UUID,
    *,
    mark_id: uuid.UUID,
    kind: str,
    at_ms: int,
    recording_id: uuid.UUID | None,
    question_id: str | None,
    content: Content,
) -> Mark:
    """Note a silent sign, or that a question was asked or answered already.

    `mark_id` is the browser's: a repeat is harmless.
    """
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment)
    known = db.session.get(Mark, mark_id)
    if known is not None:
        if known.assignment_id != assignment.id:
            raise NotFound
        return known
    if kind not in {*OF_QUESTIONS, *(sign.code for sign in content.nonverbal_marks)}:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again."))
    recording = intake.get_recording(actor, assignment_id, recording_id=recording_id) if recording_id else None
    made = Mark(
        id=mark_id,
        assignment_id=assignment.id,
        recording_id=recording.id if recording else None,
        kind=kind,
        at_ms=min(max(at_ms, 0), LONGEST_MS),
        question_id=question_id[:60] if question_id else None,
    )
    db.session.add(made)
    db.session.flush()
    return made


def mark_breaks(recording: Recording, resumed_at: Sequence[float]) -> None:
    """Note where a recording was broken off and goes on, in seconds, so that the text can say so."""
    recording.breaks = len(resumed_at)
    for seconds in resumed_at:
        at = {"recording_id": recording.id, "kind": BROKEN_OFF, "at_ms": round(seconds * 1000)}
        db.session.add(Mark(assignment_id=recording.assignment_id, **at))


def find_question(assignment: Assignment, question_id: str | None, *, content: Content) -> Card | None:
    """A question of the guide for the child's age, in the language of `content`; None for one that is not there."""
    cards = cards_for(assignment.child.age, content=content)
    return next((card for card in cards if card.number and card.id == question_id), None)


def read_mark(values: Mapping[str, Any]) -> dict[str, Any]:
    """A sent mark in the shape that `mark` takes. Raises `InvalidInput` for ids that are none."""
    recording_id = values["recording_id"]
    return {
        "mark_id": ids.read_id(values["mark_id"]),
        "kind": values["kind"],
        "at_ms": values["at_ms"] or 0,
        "recording_id": ids.read_id(recording_id) if recording_id else None,
        "question_id": values["question_id"] or None,
    }


def find_mark(actor: Actor, assignment_id: uuid.UUID, *, mark_id: str | None) -> Mark | None:
    """A mark just made, for the line with the undo; None for one that was taken back."""
    assignment = assignments.get_own(actor, assignment_id)
    found = db.session.get(Mark, ids.read_id(mark_id)) if mark_id else None
    return found if found and found.assignment_id == assignment.id and not found.undone_at else None


def undo_mark(actor: Actor, assignment_id: uuid.UUID, *, mark_id: uuid.UUID) -> None:
    """Take a mark back. Raises `NotFound`; once more is harmless."""
    assignment = assignments.get_own(actor, assignment_id)
    made = db.session.get(Mark, mark_id)
    if made is None or made.assignment_id != assignment.id:
        raise NotFound
    made.undone_at = made.undone_at or clock.now()
    db.session.flush()


def raise_worry(actor: Actor, assignment_id: uuid.UUID, *, on: date, handed_to: str) -> Worry:
    """Note that a worry was handed over: when and to whom, nothing else. Raises `InvalidInput`."""
    assignment = assignments.get_own(actor, assignment_id)
    interview_days.require_happened(assignment, on, field="on")
    worry = Worry(assignment_id=assignment.id, on=on, handed_to=handed_to)
    db.session.add(worry)
    db.session.flush()
    trail.record(actor, Event.WORRY_RAISED, assignment.id)
    return worry
