"""How far an interview has come from the recording to the hand-over: its steps on «My interview», and the stages."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select

from toolkit import row_by_row
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle
from toolkit.interviews import interview_steps as interviews
from toolkit.interviews import recordings
from toolkit.interviews.steps import StepFacts
from transcription.queue import status
from transcription.queue.status import Stage
from transcription.transcripts import access, presentation
from transcription.transcripts.access import Part
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import CHECKED, READABLE, SAFE, Source, State


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectFacts(StepFacts):
    """The parts of the text; the one that is not there yet with how it goes: stage, place, when it should be ready."""

    parts: Sequence[Part]
    waiting: Part | None
    draft: Part | None
    stage: Stage | None = None
    ahead: int = 0
    ready: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeidentifyFacts(StepFacts):
    """The text to go on with, if one is corrected."""

    transcript: Transcript | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverFacts(StepFacts):
    """Whether there is a text at all, and whether the seminar reads an earlier wording of it."""

    has_parts: bool
    is_being_corrected: bool


def step_facts(_actor: Actor, assignment: Assignment) -> dict[str, StepFacts]:
    """The facts of the steps from the recording on."""
    parts = access.list_parts(assignment)
    return {
        "record": _record(assignment, parts),
        "correct": _correct(parts),
        "deidentify": _deidentify(parts),
        "hand_over": _hand_over(parts),
    }


def _record(assignment: Assignment, parts: Sequence[Part]) -> StepFacts:
    """Whoever has a finished text from elsewhere needs no recording."""
    told = recordings.record_facts(assignment)
    if told.done_at is not None:
        return told
    texts = (part.transcript for part in parts if part.recording is None)
    return replace(
        told, done_at=max((one.created_at for one in texts if one and one.source == Source.IMPORT), default=None)
    )


def _correct(parts: Sequence[Part]) -> CorrectFacts:
    behind = next((part for part in parts if part.state not in READABLE), None)
    told = CorrectFacts(
        done_at=_done_at(parts, CHECKED, (part.transcript.corrected_at for part in parts if part.transcript)),
        parts=parts,
        waiting=behind,
        draft=next((part for part in parts if part.state == State.DRAFT), None),
    )
    if behind is None or behind.recording is None:
        return told
    stage, position = status.get_stage(behind)
    ready = presentation.ready(position.ready if position else None)
    return replace(told, stage=stage, ahead=position.number - 1 if position else 0, ready=ready)


def _deidentify(parts: Sequence[Part]) -> DeidentifyFacts:
    ready = next((part.transcript for part in parts if part.transcript and part.state == State.CORRECTED), None)
    first = ready or next((part.transcript for part in parts if part.transcript and part.state in SAFE), None)
    return DeidentifyFacts(
        done_at=_done_at(parts, SAFE, (part.transcript.approved_at for part in parts if part.transcript)),
        transcript=first,
    )


def _hand_over(parts: Sequence[Part]) -> HandOverFacts:
    times = (part.transcript.handed_over_at for part in parts if part.transcript)
    return HandOverFacts(
        done_at=_done_at(parts, {State.HANDED_OVER}, times),
        has_parts=bool(parts),
        is_being_corrected=any(part.transcript and part.transcript.is_being_corrected for part in parts),
    )


def _done_at(parts: Sequence[Part], states: Collection[State], times: Iterable[datetime | None]) -> datetime | None:
    if not parts or any(part.state not in states for part in parts):
        return None
    return max((time for time in times if time), default=None)


def has_been_interviewed(_cycle: Cycle) -> ColumnElement[bool]:
    """Whether the talk has been held: recorded, written down, or brought in as a finished text. A condition on
    `Assignment`, as those below."""
    return interviews.has_been_interviewed() | row_by_row.has(_texts().where(Transcript.source == Source.IMPORT))


def is_transcribed(_cycle: Cycle) -> ColumnElement[bool]:
    """Whether every text of the interview can be read, and there is one."""
    return _all_have(Transcript.state.in_(READABLE))


def is_handed_over(_cycle: Cycle) -> ColumnElement[bool]:
    """Whether the seminar has every text of the interview, also one that is just being corrected."""
    return _all_have(or_(Transcript.state == State.HANDED_OVER, Transcript.handed_over_at.is_not(None)))


def _all_have(come: ColumnElement[bool]) -> ColumnElement[bool]:
    return row_by_row.has(_texts()) & ~row_by_row.has(_texts().where(~come))


def _texts() -> Select[uuid.UUID]:
    return select(Transcript.id).where(Transcript.assignment_id == Assignment.id)
