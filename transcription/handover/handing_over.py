"""Handing over: gives the seminar the copy that it reads, takes it back while that is possible, and lets a text be
corrected that the seminar works with already.

The copy comes from the approved transcript and its decisions. It is the only text that leaves this room.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments, states
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.hooks import Hook
from toolkit.participation import consent
from toolkit.transactions import paused
from transcription.deidentification import second_reading
from transcription.deidentification.second_reading import ReadingStatus
from transcription.handover import copies
from transcription.handover.copies import Comparison
from transcription.transcripts import access
from transcription.transcripts.access import Part
from transcription.transcripts.models import DeidentifiedTranscript, Transcript
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

    @property
    def is_being_corrected(self) -> bool:
        """Whether the seminar reads an earlier wording of any of it."""
        return any(part.transcript is not None and part.transcript.is_being_corrected for part in self.parts)

    @property
    def may_correct(self) -> bool:
        """Whether all of it is handed over, and can still be corrected."""
        return self.is_done and self.assignment.cycle.is_open


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
    """Make the copies of everything that belongs to the interview, or put right those that the seminar has. Again is
    harmless. A text that is corrected is compared before anything is written (`transactions.paused`).

    Raises `WrongState` while a part is not approved, without a yes from everybody, and while a colleague who must read
    it has not. Once the report stands nothing is handed over or taken back.
    """
    comparisons = _compare(assignments.get_own(actor, assignment_id))
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment)
    states.require_open(assignment.cycle_id)
    for part in access.list_parts(assignment):
        if part.transcript is not None:
            _hold(actor, part.transcript)
    parts = access.list_parts(assignment)  # as they stand now that nobody else changes them
    if not parts or any(part.state not in SAFE for part in parts):
        raise WrongState(
            N_("Every part of the interview must be corrected and approved before you hand over."),
            page="interview",
            of=assignment_id,
        )
    second_reading.require(actor, assignment, parts=parts)
    approved = [part.transcript for part in parts if part.transcript and part.state == State.APPROVED]
    return [copies.put(actor, one, comparison=comparisons.get(one.id)) for one in approved]


def _compare(assignment: Assignment) -> Mapping[uuid.UUID, Comparison]:
    """By transcript what its correction changes. From then on the request writes."""
    approved = [part.transcript for part in access.list_parts(assignment) if part.state == State.APPROVED]
    texts = {one.id: both for one in approved if one and (both := copies.list_texts(one))}
    with paused():
        return {transcript_id: copies.compare(*both) for transcript_id, both in texts.items()}


def begin_correcting(actor: Actor, assignment_id: uuid.UUID) -> None:
    """Open what was handed over to the interviewer again. The seminar goes on with the text as it is until it is handed
    over anew. Again is harmless; raises `WrongState` once the report stands."""
    assignment = assignments.get_own(actor, assignment_id)
    states.require_open(assignment.cycle_id)
    for part in access.list_parts(assignment):
        if part.transcript is not None and part.state == State.HANDED_OVER:
            transcript = _hold_whole(actor, part.transcript)
            transcript.state = State.APPROVED
            db.session.flush()
            trail.record(actor, Event.TRANSCRIPT_REOPENED, transcript.id)


def take_back(actor: Actor, assignment_id: uuid.UUID) -> None:
    """Take the copies away from the seminar, to change something. Raises `WrongState` once it works with them."""
    assignment = assignments.get_own(actor, assignment_id)
    states.require_open(assignment.cycle_id)
    if not _may_take_back(assignment):
        raise WrongState(N_("The seminar has begun to work with the text. You can correct it instead."))
    for part in access.list_parts(assignment):
        if part.transcript is not None and part.state == State.HANDED_OVER:
            _take_back(actor, _hold_whole(actor, part.transcript))


def _hold(actor: Actor, transcript: Transcript) -> Transcript:
    """The transcript locked, as it stands once nobody else changes it."""
    held = access.get_own(actor, transcript.id, to_change=True)
    db.session.refresh(held)
    return held


def _hold_whole(actor: Actor, transcript: Transcript) -> Transcript:
    held = _hold(actor, transcript)
    if held.full_text_gone_at is not None:
        raise WrongState(
            N_("The full text has been disposed of by a decision. Only the copy that was handed over is left.")
        )
    return held


def _take_back(actor: Actor, transcript: Transcript) -> None:
    db.session.execute(delete(DeidentifiedTranscript).where(DeidentifiedTranscript.transcript_id == transcript.id))
    transcript.state, transcript.handed_over_at = State.APPROVED, None
    db.session.flush()
    trail.record(actor, Event.TRANSCRIPT_TAKEN_BACK, transcript.id)


def _lines(part: Part) -> list[Line]:
    if part.transcript is None:
        return []
    return [Line(part.number, one.speaker, one.start_ms, one.text) for one in copies.list_lines(part.transcript)]


def _may_take_back(assignment: Assignment) -> bool:
    return assignment.cycle.is_open and not any(objects(assignment) for objects in OBJECTIONS.each())
