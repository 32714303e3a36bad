"""The interview room: the guide one question at a time, the silent signs that no recording hears, and worry."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from interview_guides.codes import Mark as Sign
from interview_guides.content import Content
from interview_guides.guides import Guide, Variant
from toolkit import clock, ids
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments, interview_days
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.interviews import guide_choice, intake
from toolkit.interviews.models import Mark, Recording, Worry
from toolkit.participation import consent

ALREADY_ANSWERED = "already_answered"
TOO_HARD = "too_hard"
REPEATED = "repeated"
ASKED = "asked"
OF_GUIDES = (ALREADY_ANSWERED, TOO_HARD, REPEATED)  # said of the question, for next year's guide
OF_QUESTIONS = frozenset({*OF_GUIDES, ASKED})
BROKEN_OFF = "broken_off"
LONGEST_MS = 12 * 3600 * 1000


class Moment(StrEnum):
    """Which part of the talk a card belongs to."""

    BEGIN = "begin"
    PRACTISE = "practise"
    ASK = "ask"
    END = "end"


@dataclass(frozen=True, slots=True)
class Card:
    """What the screen shows at one moment. `number` counts the questions of the three areas, from 1.

    `count_text` is asked last, and only when the child has not said it already.
    """

    id: str
    lines: tuple[str, ...]
    moment: Moment = Moment.ASK
    area: str = ""
    number: int = 0
    probes: tuple[str, ...] = ()
    count_text: str = ""


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
    used = guide_choice.in_use(assignment, content=content)
    cards = cards_of(used.asked, used.variants, content=content, may_record=may_record)
    return Room(
        assignment=assignment,
        cards=cards,
        signs=content.nonverbal_marks,
        questions=max(card.number for card in cards),
        may_record=may_record,
    )


def cards_of(
    guide: Guide, variants: Iterable[Variant], *, content: Content, may_record: bool = True
) -> tuple[Card, ...]:
    """What is said first, the practice question, every question of the guide, and what is asked and said last.

    Whether the talk may be recorded is asked last of what comes first, unless the answer is no already.
    """
    said = tuple(line for variant in variants for line in content.variant(variant).say)
    rules = (*(rule.text for rule in guide.ground_rules), *((guide.recording,) if may_record else ()))
    probes = content.interviewing.probes
    cards = [
        Card("opening", guide.opening + said, moment=Moment.BEGIN),
        Card("ground_rules", rules, moment=Moment.BEGIN),
        Card(guide.practice.id, (guide.practice.text,), moment=Moment.PRACTISE, probes=probes),
        *_asked(guide, content),
    ]
    last = (Card(one.id, (one.text,), moment=Moment.END, probes=one.probes) for one in guide.closing_questions)
    return (*cards, *last, Card("closing", guide.closing, moment=Moment.END))


def _asked(guide: Guide, content: Content) -> Iterator[Card]:
    area_of = {one.id: content.area(part.area).name for part in guide.areas for one in part.questions}
    for number, one in enumerate(guide.questions, 1):
        probes = one.probes + content.interviewing.probes
        yield Card(
            one.id, (one.text,), area=area_of[one.id], number=number, probes=probes, count_text=one.count_text
        )  # fmt: skip


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
    """Note a silent sign, or that a question was asked, was answered already, was too hard or came again.

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


def questions_of(assignment: Assignment, *, content: Content) -> Mapping[str, str]:
    """Every question that this talk could have been held by, as it is asked, by its id; also one taken out since."""
    return {one.id: one.text for one in guide_choice.every_card(assignment, content=content).questions}


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
