"""Asking for a span to be transcribed again, and what is offered then. The job is in `tasks`, `applying` accepts it.

Nothing is changed before a person says so.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.interviews import intake
from toolkit.jobs import queue
from transcription.editor.retranscription import retry_modes
from transcription.editor.retranscription.models import Retranscription
from transcription.queue import failure_reasons
from transcription.transcripts import access, segment_rows
from transcription.transcripts.models import Segment, Transcript

RETRANSCRIBE = "transcription:retranscribe"
LONGEST_MS = 5 * 60 * 1000
Span = tuple[int, int]


class OfferState(StrEnum):
    """How far a retranscription has come; the values are stored."""

    ASKED = "asked"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (OfferState.ASKED, OfferState.OFFERED, OfferState.FAILED)
ANSWERED = (OfferState.OFFERED, OfferState.ACCEPTED, OfferState.REJECTED)


@dataclass(frozen=True, slots=True)
class Offers:
    """What the editor shows: retranscriptions by segment, and the spans without words with theirs, in ms.

    `exhausted`: spans that have been transcribed in every way there is.
    """

    by_segment: Mapping[uuid.UUID, Retranscription]
    untranscribed: Sequence[tuple[int, int, Retranscription | None]]
    exhausted: frozenset[Span]

    def untranscribed_before(
        self, segments: Sequence[segment_rows.SegmentRow]
    ) -> dict[int, list[tuple[int, int, Retranscription | None]]]:
        """The places without words, by the position of the segment that comes after them; -1 after the last."""
        found: dict[int, list[tuple[int, int, Retranscription | None]]] = {}
        for span in self.untranscribed:
            after = next((one.position for one in segments if one.start_ms >= span[0]), -1)
            found.setdefault(after, []).append(span)
        return found


def list_offers(transcript: Transcript, segments: Sequence[segment_rows.SegmentRow | Segment]) -> Offers:
    """Everything that is open for a transcript that the caller holds, with its segments.

    A place whose words were used is none any more, as long as they stand there: undoing brings it back.
    """
    rows = db.session.scalars(
        select(Retranscription)
        .where(Retranscription.transcript_id == transcript.id, Retranscription.state != OfferState.CANCELLED)
        .order_by(Retranscription.created_at)
    ).all()
    latest = {
        (row.start_ms, row.end_ms): row for row in rows if row.segment_id is None and row.state != OfferState.REJECTED
    }
    places: list[tuple[int, int, Retranscription | None]] = []
    for start, length in transcript.untranscribed.get("spans", ()):
        row = latest.get((start, start + length))
        if row is None or row.state in OPEN:
            places.append((start, start + length, row))
        elif not _stands_in((start, start + length), segments):
            places.append((start, start + length, None))
    open_ = {row.segment_id: row for row in rows if row.segment_id and row.state in OPEN}
    return Offers(open_, places, _exhausted(transcript, rows))


def ask_for_segment(actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID) -> Retranscription:
    """Have a segment transcribed once more. Raises `NotFound`, and `WrongState` without sound."""
    transcript = access.get_editable(actor, transcript_id)
    segment = db.session.get(Segment, segment_id)
    if segment is None or segment.transcript_id != transcript.id:
        raise NotFound
    return _ask(actor, transcript, (segment.start_ms, segment.end_ms), segment)


def ask_for_span(actor: Actor, transcript_id: uuid.UUID, *, start_ms: int) -> Retranscription:
    """Have a span without words transcribed again; `start_ms` is where it begins. Raises `NotFound` for any other."""
    transcript = access.get_editable(actor, transcript_id)
    return _ask(actor, transcript, _get_span(transcript, start_ms), None)


def leave_out(actor: Actor, transcript_id: uuid.UUID, *, start_ms: int) -> Transcript:
    """A person has listened: there is nothing to write in this place. Raises `NotFound` for any other place."""
    transcript = access.get_editable(actor, transcript_id)
    span = _get_span(transcript, start_ms)
    close_others(transcript, span)
    left = [one for one in transcript.untranscribed["spans"] if one[0] != start_ms]
    transcript.untranscribed = {"spans": left}
    db.session.flush()
    return transcript


def get_retranscription(actor: Actor, retranscription_id: uuid.UUID, *, to_change: bool = False) -> Retranscription:
    """A retranscription of the person's own transcript. Raises `NotFound`, and to change as `get_editable`."""
    found = db.session.get(Retranscription, retranscription_id)
    if found is None:
        raise NotFound
    (access.get_editable if to_change else access.get_own)(actor, found.transcript_id)
    if to_change:
        db.session.refresh(found, with_for_update=True)
    return found


def open_offer(actor: Actor, retranscription_id: uuid.UUID) -> Retranscription:
    """The same to read, put on the trail when there is a text to read. Raises `NotFound`."""
    found = get_retranscription(actor, retranscription_id)
    if found.state == OfferState.OFFERED:
        trail.record(actor, Event.TRANSCRIPT_READ, found.transcript_id)
    return found


def reject(actor: Actor, retranscription_id: uuid.UUID) -> Retranscription:
    """The text stays as it is. Again is harmless."""
    found = get_retranscription(actor, retranscription_id, to_change=True)
    if found.state in OPEN:
        queue.cancel(RETRANSCRIBE, ref=found.id)
        _set_aside(found)
        db.session.flush()
    return found


def read_lines(found: Retranscription) -> list[list[Any]]:
    """What came of it: start, end, text, words, confidence and doubt of each line."""
    lines: list[list[Any]] = json.loads(found.lines)
    return lines


def why_failed(found: Retranscription) -> str:
    """What happened, in words."""
    return failure_reasons.explain(found.failure, waits=False).what


def close_others(transcript: Transcript, span: Span, *, but: uuid.UUID | None = None) -> None:
    """What else was asked for the same place is of no use any more."""
    open_ = select(Retranscription).where(
        Retranscription.transcript_id == transcript.id,
        Retranscription.segment_id.is_(None),
        Retranscription.start_ms == span[0],
        Retranscription.end_ms == span[1],
        Retranscription.id != but,
        Retranscription.state.in_(OPEN),
    )
    for one in db.session.scalars(open_).all():
        queue.cancel(RETRANSCRIBE, ref=one.id)
        _set_aside(one)


def _ask(actor: Actor, transcript: Transcript, span: Span, segment: Segment | None) -> Retranscription:
    recording = transcript.recording
    if recording is None or recording.state != intake.WHOLE:
        raise WrongState(N_("The sound is not here any more, so it cannot be transcribed again."))
    if not 0 < span[1] - span[0] <= LONGEST_MS:
        raise InvalidInput(N_("The place is too long to be transcribed on its own. Divide it first."))
    same = select(Retranscription).where(
        Retranscription.transcript_id == transcript.id,
        Retranscription.start_ms == span[0],
        Retranscription.end_ms == span[1],
    )
    waiting = db.session.scalar(same.where(Retranscription.state == OfferState.ASKED).limit(1))
    if waiting is not None:
        return waiting
    for old in db.session.scalars(same.where(Retranscription.state.in_(OPEN))).all():
        _set_aside(old)
    tried = db.session.scalars(same.where(Retranscription.state.in_(ANSWERED))).all()
    mode = retry_modes.find_next(transcript, {one.retry_mode for one in tried})
    if mode is None:
        raise WrongState(N_("The computer has listened here in every way it can. Listen yourself, and write."))
    made = Retranscription(
        transcript_id=transcript.id, segment_id=segment.id if segment else None,
        start_ms=span[0], end_ms=span[1], retry_mode=mode, state=OfferState.ASKED,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    queue.enqueue(actor, RETRANSCRIBE, ref=made.id, is_brief=True)
    trail.record(actor, Event.RETRANSCRIBED, transcript.id, seconds=round((span[1] - span[0]) / 1000))
    return made


def _exhausted(transcript: Transcript, rows: Sequence[Retranscription]) -> frozenset[Span]:
    tried: dict[Span, set[str]] = {}
    for row in rows:
        if row.state in ANSWERED:
            tried.setdefault((row.start_ms, row.end_ms), set()).add(row.retry_mode)
    every = set(retry_modes.list_modes(transcript)) if tried else set()
    return frozenset(span for span, modes in tried.items() if every <= modes)


def _set_aside(found: Retranscription) -> None:
    """What was offered has had its chance; what was never transcribed may be asked for in the same mode again."""
    found.state = OfferState.REJECTED if found.state == OfferState.OFFERED else OfferState.CANCELLED
    found.lines = "[]"


def _get_span(transcript: Transcript, start_ms: int) -> Span:
    for start, length in transcript.untranscribed.get("spans", ()):
        if start == start_ms:
            return start, start + length
    raise NotFound


def _stands_in(span: Span, segments: Sequence[segment_rows.SegmentRow | Segment]) -> bool:
    return any(one.start_ms < span[1] and one.end_ms > span[0] for one in segments)


def remove_all(assignment: Assignment) -> None:
    """Forget what was offered, when the full text is disposed of."""
    own = select(Transcript.id).where(Transcript.assignment_id == assignment.id)
    db.session.execute(delete(Retranscription).where(Retranscription.transcript_id.in_(own)))
