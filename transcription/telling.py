"""What this room tells the others: its steps on «My interview», its stages in the year, and what a withdrawal takes."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from flask import Flask, url_for
from sqlalchemy import select

from toolkit.access import Actor, Role, current_actor
from toolkit.cycles import progress
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.interviews import recordings, removing, steps
from toolkit.interviews import telling as interviews
from toolkit.interviews.steps import Facts
from toolkit.language import decimal
from toolkit.language import gettext as _
from transcription.deidentification import known_names, second_reading, token_markup
from transcription.editor import time_spent
from transcription.editor.retranscription import tasks as retranscription
from transcription.queue import status, tasks
from transcription.transcripts import access, presentation, removal
from transcription.transcripts.access import Part
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import CHECKED, READABLE, SAFE, Source, State


def install(app: Flask) -> None:
    """Let this room speak for its steps and stages, hear recordings, and forget what is withdrawn."""
    tasks.install(app)
    retranscription.install(app)
    steps.register(app, "transcription", _tell)
    progress.register(app, progress.INTERVIEWED, _interviewed)
    progress.register(app, progress.TRANSCRIBED, lambda cycle_id: _reached(cycle_id, READABLE))
    progress.register(app, progress.HANDED_OVER, lambda cycle_id: _reached(cycle_id, {State.HANDED_OVER}))
    progress.register_teller(app, "transcription", _tell_time)
    withdrawal.register(app, removal.remove_all)
    withdrawal.register(app, known_names.remove_all)
    withdrawal.register(app, second_reading.remove_all)
    removing.register(app, removal.remove_of_recording)
    removing.register(app, known_names.remove_with_last_take)
    app.jinja_env.filters["with_tokens"] = token_markup.with_tokens
    app.jinja_env.globals["readings_asked"] = lambda: second_reading.list_asked(current_actor())


def _tell(_actor: Actor, assignment: Assignment) -> dict[str, Facts]:
    parts = access.list_parts(assignment)
    return {
        "record": _tell_record(assignment, parts),
        "correct": _tell_correct(assignment, parts),
        "deidentify": _tell_deidentify(parts),
        "hand_over": _tell_hand_over(assignment, parts),
    }


def _tell_record(assignment: Assignment, parts: list[Part]) -> Facts:
    """Whoever has a finished text from elsewhere needs no recording."""
    told = recordings.tell(assignment)
    if told.done_at is not None:
        return told
    texts = (part.transcript for part in parts if part.recording is None)
    return replace(
        told, done_at=max((one.created_at for one in texts if one and one.source == Source.IMPORT), default=None)
    )


def _interviewed(cycle_id: uuid.UUID) -> Collection[uuid.UUID]:
    from_files = (
        select(Transcript.assignment_id)
        .join(Transcript.assignment)
        .where(Assignment.cycle_id == cycle_id, Transcript.source == Source.IMPORT)
    )
    return {*interviews.interviewed(cycle_id), *db.session.scalars(from_files)}


def _tell_time(actor: Actor, cycle: Cycle) -> str | None:
    """How long correcting takes, to the facilitator, and of at least three people together."""
    total_ms = time_spent.find_total_ms(actor, cycle.id) if actor.is_any(Role.FACILITATOR) else None
    if not total_ms:
        return None
    return _("Correcting has taken %(hours)s hours in all so far.", hours=decimal(total_ms / 3_600_000))


def _tell_correct(assignment: Assignment, parts: list[Part]) -> Facts:
    behind = next((part for part in parts if part.state not in READABLE), None)
    open_ = next((part for part in parts if part.state == State.DRAFT), None)
    return Facts(
        template="transcription/step_correct.html",
        done_at=_done_at(parts, CHECKED, (part.transcript.corrected_at for part in parts if part.transcript)),
        url=url_for("editor.index", assignment_id=assignment.id) if parts else None,
        facts={"parts": parts, "waiting": behind, "draft": open_, **_tell_waiting(behind)},
    )


def _tell_waiting(part: Part | None) -> dict[str, object]:
    """How it goes for the part that is not there yet: its state in one word, its place, and when it should be ready."""
    if part is None or part.recording is None:
        return {}
    stage, position = status.get_stage(part)
    ready = presentation.ready(position.ready if position else None)
    return {"stage": stage, "ahead": position.number - 1 if position else 0, "ready": ready}


def _tell_deidentify(parts: list[Part]) -> Facts:
    ready = next((part.transcript for part in parts if part.transcript and part.state == State.CORRECTED), None)
    first = ready or next((part.transcript for part in parts if part.transcript and part.state in SAFE), None)
    return Facts(
        template="transcription/step_deidentify.html",
        done_at=_done_at(parts, SAFE, (part.transcript.approved_at for part in parts if part.transcript)),
        url=url_for("deidentification.words", transcript_id=first.id) if first else None,
        facts={"transcript": first},
    )


def _tell_hand_over(assignment: Assignment, parts: list[Part]) -> Facts:
    done = {State.HANDED_OVER}
    return Facts(
        template="transcription/step_hand_over.html",
        done_at=_done_at(parts, done, (part.transcript.handed_over_at for part in parts if part.transcript)),
        url=url_for("handover.index", assignment_id=assignment.id) if parts else None,
    )


def _done_at(parts: list[Part], states: Collection[State], times: Iterable[datetime | None]) -> datetime | None:
    if not parts or any(part.state not in states for part in parts):
        return None
    return max((time for time in times if time), default=None)


def _reached(cycle_id: uuid.UUID, states: Collection[State]) -> Collection[uuid.UUID]:
    """The assignments of a cycle of which every text has come to one of the states."""
    rows = db.session.execute(
        select(Transcript.assignment_id, Transcript.state)
        .join(Transcript.assignment)
        .where(Assignment.cycle_id == cycle_id),
    ).all()
    behind = {assignment_id for assignment_id, state in rows if state not in states}
    return {assignment_id for assignment_id, _ in rows} - behind
