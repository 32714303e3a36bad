"""Handing over: makes the copy that the seminar reads, and takes it back while that is possible.

The copy comes from the approved transcript and its decisions. It is the only text that leaves this room.
"""

import unicodedata
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments, states
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.hooks import Hook
from toolkit.participation import consent
from transcription.deidentification import marked_text, second_reading
from transcription.deidentification.second_reading import ReadingStatus
from transcription.handover import missing_sound, silent_signs
from transcription.handover.silent_signs import CopiedLine
from transcription.transcripts import access
from transcription.transcripts.access import Part
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript, Transcript
from transcription.transcripts.states import CHECKED, SAFE, State

Objection = Callable[[Assignment], bool]

OBJECTIONS: Hook[Objection] = Hook("a text is taken back", "seminar")
"""Whether it can no longer be: the seminar has begun to work with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the copy as the seminar will read it."""

    number: int
    speaker: str
    start_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """What would be, or has been, handed over. `missing` are parts that are not approved yet."""

    assignment: Assignment
    parts: Sequence[Part]
    lines: Sequence[Line]
    missing: Sequence[Part]
    may_take_back: bool
    reading: ReadingStatus

    @property
    def is_done(self) -> bool:
        """Whether everything has been handed over."""
        return bool(self.parts) and all(part.state == State.HANDED_OVER for part in self.parts)

    @property
    def is_practice(self) -> bool:
        """Whether any of it was written by the practice model."""
        return any(part.transcript is not None and part.transcript.is_practice for part in self.parts)


def open_page(actor: Actor, assignment_id: uuid.UUID) -> HandoverPage:
    """The text as the seminar will see it, put on the trail. Raises `NotFound`; `WrongState` with nothing to read."""
    assignment = assignments.get_own(actor, assignment_id)
    parts = access.list_parts(assignment)
    if not any(part.state in CHECKED for part in parts):
        raise WrongState(
            N_("Listen and correct first. Then you replace what can be recognised."), page="correct", of=assignment_id
        )
    lines = [line for part in parts if part.transcript and part.state in CHECKED for line in _lines(part)]
    for part in parts:
        if part.transcript is not None:
            trail.record(actor, Event.TRANSCRIPT_READ, part.transcript.id)
    missing = [part for part in parts if part.state not in SAFE]
    may_take_back, standing = _may_take_back(assignment), second_reading.standing(actor, assignment, parts=parts)
    return HandoverPage(assignment, parts, lines, missing, may_take_back=may_take_back, reading=standing)


def hand_over(actor: Actor, assignment_id: uuid.UUID) -> Sequence[DeidentifiedTranscript]:
    """Make the copies of everything that belongs to the interview. Again is harmless.

    Raises `WrongState` while a part is not approved, without a yes from everybody, and while a colleague who must read
    it has not. Once the report stands nothing is handed over or taken back.
    """
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment)
    states.require_open(assignment.cycle_id)
    parts = access.list_parts(assignment)
    if not parts or any(part.state not in SAFE for part in parts):
        raise WrongState(
            N_("Every part of the interview must be corrected and approved before you hand over."),
            page="interview",
            of=assignment_id,
        )
    second_reading.require(actor, assignment, parts=parts)
    approved = [part.transcript for part in parts if part.transcript and part.state == State.APPROVED]
    return [_hand_over(actor, access.get_own(actor, one.id, to_change=True)) for one in approved]


def take_back(actor: Actor, assignment_id: uuid.UUID) -> None:
    """Take the copies away from the seminar, to change something. Raises `WrongState` once it works with them."""
    assignment = assignments.get_own(actor, assignment_id)
    states.require_open(assignment.cycle_id)
    if not _may_take_back(assignment):
        raise WrongState(N_("The seminar has begun to work with the text. Talk to whoever leads it."))
    for part in access.list_parts(assignment):
        if part.transcript is not None and part.state == State.HANDED_OVER:
            _take_back(actor, access.get_own(actor, part.transcript.id, to_change=True))


def _hand_over(actor: Actor, transcript: Transcript) -> DeidentifiedTranscript:
    now = clock.now()
    copy = DeidentifiedTranscript(
        assignment_id=transcript.assignment_id,
        transcript_id=transcript.id,
        revision=transcript.revision,
        is_practice=transcript.is_practice,
        handed_over_at=now,
        segments=_copied(transcript),
    )
    db.session.add(copy)
    transcript.state, transcript.handed_over_at = State.HANDED_OVER, now
    db.session.flush()
    trail.record(actor, Event.TRANSCRIPT_HANDED_OVER, transcript.id, revision=transcript.revision)
    return copy


def _copied(transcript: Transcript) -> list[DeidentifiedSegment]:
    texts = [(segment, text) for segment, text in marked_text.list_texts(transcript) if text]
    spoken = [
        CopiedLine(segment.start_ms, segment.end_ms, segment.speaker, text)
        for segment, text in missing_sound.add_to(texts, transcript)
    ]
    return [
        DeidentifiedSegment(
            position=position,
            start_ms=line.start_ms,
            end_ms=line.end_ms,
            speaker=line.speaker,
            text=unicodedata.normalize("NFC", line.text),
        )
        for position, line in enumerate(silent_signs.add_to(spoken, transcript))
    ]


def _take_back(actor: Actor, transcript: Transcript) -> None:
    db.session.execute(delete(DeidentifiedTranscript).where(DeidentifiedTranscript.transcript_id == transcript.id))
    transcript.state, transcript.handed_over_at = State.APPROVED, None
    db.session.flush()
    trail.record(actor, Event.TRANSCRIPT_TAKEN_BACK, transcript.id)


def _lines(part: Part) -> list[Line]:
    if part.transcript is None:
        return []
    return [Line(part.number, one.speaker, one.start_ms, one.text) for one in _copied(part.transcript)]


def _may_take_back(assignment: Assignment) -> bool:
    return assignment.cycle.is_open and not any(objects(assignment) for objects in OBJECTIONS.each())
