"""Asking for a place to be heard again, and what the interviewer does with the answer: uses it, or keeps the own text.

The job is in `tasks`. Nothing is changed before a person says so, and a text that was corrected meanwhile stays.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.interviews import intake
from toolkit.jobs import queue
from transcription import history, transcripts
from transcription.again.models import SecondHearing
from transcription.heard import Manner
from transcription.models import Segment, Transcript
from transcription.turns import Speaker

HEAR_AGAIN = "transcription:hear_again"
LONGEST_MS = 5 * 60 * 1000
Span = tuple[int, int]


class Standing(StrEnum):
    """How far a second hearing has come; the values are stored."""

    ASKED = "asked"
    OFFERED = "offered"
    USED = "used"
    KEPT = "kept"
    FAILED = "failed"


OPEN = (Standing.ASKED, Standing.OFFERED, Standing.FAILED)


@dataclass(frozen=True, slots=True)
class Offers:
    """What the review page shows: hearings by segment, and the places without words with theirs, in ms."""

    by_segment: Mapping[uuid.UUID, SecondHearing]
    unheard: Sequence[tuple[int, int, SecondHearing | None]]

    def unheard_before(
        self, segments: Sequence[transcripts.Stretch]
    ) -> dict[int, list[tuple[int, int, SecondHearing | None]]]:
        """The places without words, by the position of the segment that comes after them; -1 after the last."""
        found: dict[int, list[tuple[int, int, SecondHearing | None]]] = {}
        for span in self.unheard:
            after = next((one.position for one in segments if one.start_ms >= span[0]), -1)
            found.setdefault(after, []).append(span)
        return found


def list_offers(transcript: Transcript) -> Offers:
    """Everything that is open for a transcript that the caller holds."""
    rows = db.session.scalars(
        select(SecondHearing)
        .where(SecondHearing.transcript_id == transcript.id, SecondHearing.state.in_(OPEN))
        .order_by(SecondHearing.created_at)
    ).all()
    by_span = {(row.start_ms, row.end_ms): row for row in rows if row.segment_id is None}
    spans = [(start, start + length) for start, length in transcript.unheard.get("spans", ())]
    return Offers(
        {row.segment_id: row for row in rows if row.segment_id},
        [(start, end, by_span.get((start, end))) for start, end in spans],
    )


def ask_for_segment(actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID) -> SecondHearing:
    """Have a stretch heard again. Raises `NotFound`, and `WrongState` without sound."""
    transcript = transcripts.get_editable(actor, transcript_id)
    segment = db.session.get(Segment, segment_id)
    if segment is None or segment.transcript_id != transcript.id:
        raise NotFound
    return _ask(actor, transcript, (segment.start_ms, segment.end_ms), segment)


def ask_for_span(actor: Actor, transcript_id: uuid.UUID, *, start_ms: int) -> SecondHearing:
    """Have a place without words heard again; `start_ms` is where it begins. Raises `NotFound` for any other place."""
    transcript = transcripts.get_editable(actor, transcript_id)
    return _ask(actor, transcript, _get_span(transcript, start_ms), None)


def leave_out(actor: Actor, transcript_id: uuid.UUID, *, start_ms: int) -> Transcript:
    """A person has listened: there is nothing to write in this place. Raises `NotFound` for any other place."""
    transcript = transcripts.get_editable(actor, transcript_id)
    _remove_span(transcript, _get_span(transcript, start_ms))
    db.session.flush()
    return transcript


def get_hearing(actor: Actor, hearing_id: uuid.UUID, *, to_change: bool = False) -> SecondHearing:
    """A second hearing of the person's own transcript. Raises `NotFound`, and to change as `get_editable`."""
    found = db.session.get(SecondHearing, hearing_id)
    if found is None:
        raise NotFound
    (transcripts.get_editable if to_change else transcripts.get_own)(actor, found.transcript_id)
    if to_change:
        db.session.refresh(found, with_for_update=True)
    return found


def look_at(actor: Actor, hearing_id: uuid.UUID) -> SecondHearing:
    """The same to read, put on the trail when there is a text to read. Raises `NotFound`."""
    found = get_hearing(actor, hearing_id)
    if found.state == Standing.OFFERED:
        trail.record(actor, Event.TRANSCRIPT_READ, found.transcript_id)
    return found


def keep_own(actor: Actor, hearing_id: uuid.UUID) -> SecondHearing:
    """The text stays as it is. Again is harmless."""
    found = get_hearing(actor, hearing_id, to_change=True)
    if found.state in OPEN:
        queue.cancel(HEAR_AGAIN, ref=found.id)
        found.state, found.lines = Standing.KEPT, "[]"
        db.session.flush()
    return found


def use(actor: Actor, hearing_id: uuid.UUID) -> SecondHearing:
    """Put what was heard in the place of the old text, as an edit of the person's own. Raises `WrongState`."""
    found = get_hearing(actor, hearing_id, to_change=True)
    lines = read_lines(found)
    if found.state != Standing.OFFERED or not lines:
        raise WrongState(N_("There is nothing to use. Open the page again."))
    transcript = transcripts.get_editable(actor, found.transcript_id)
    if found.segment_id is None:
        _insert(actor, transcript, found, lines)
    else:
        _replace(actor, transcript, found, lines)
    found.state, found.lines = Standing.USED, "[]"
    db.session.flush()
    return found


def read_lines(found: SecondHearing) -> list[list[Any]]:
    """What was heard: start, end, text, words, confidence and doubt of each line."""
    lines: list[list[Any]] = json.loads(found.lines)
    return lines


def _ask(actor: Actor, transcript: Transcript, span: Span, segment: Segment | None) -> SecondHearing:
    take = transcript.recording
    if take is None or take.state != intake.WHOLE:
        raise WrongState(N_("The sound is not here any more, so it cannot be heard again."))
    if not 0 < span[1] - span[0] <= LONGEST_MS:
        raise InvalidInput(N_("The place is too long to be heard on its own. Divide it first."))
    same = select(SecondHearing).where(
        SecondHearing.transcript_id == transcript.id, SecondHearing.start_ms == span[0], SecondHearing.end_ms == span[1]
    )
    waiting = db.session.scalar(same.where(SecondHearing.state == Standing.ASKED).limit(1))
    if waiting is not None:
        return waiting
    for old in db.session.scalars(same.where(SecondHearing.state.in_(OPEN))).all():
        old.state, old.lines = Standing.KEPT, "[]"
    made = SecondHearing(
        transcript_id=transcript.id, segment_id=segment.id if segment else None,
        start_ms=span[0], end_ms=span[1], manner=Manner.CAREFUL, state=Standing.ASKED,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    queue.enqueue(actor, HEAR_AGAIN, ref=made.id, is_brief=True)
    trail.record(actor, Event.HEARD_AGAIN, transcript.id, seconds=round((span[1] - span[0]) / 1000))
    return made


def _replace(actor: Actor, transcript: Transcript, found: SecondHearing, lines: list[list[Any]]) -> None:
    segment = db.session.get(Segment, found.segment_id)
    if segment is None or (segment.start_ms, segment.end_ms) != (found.start_ms, found.end_ms):
        raise WrongState(N_("The stretch has been divided or moved since. Have it heard again once more."))
    with history.changing(actor, transcript, kind=history.Kind.HEARD, segments=[segment]):
        segment.text, segment.edited_at = " ".join(line[2] for line in lines), clock.now()
        segment.words = json.dumps([word for line in lines for word in line[3]], ensure_ascii=False)
        segment.confidence, segment.doubt = min(line[4] for line in lines), lines[0][5]


def _insert(actor: Actor, transcript: Transcript, found: SecondHearing, lines: list[list[Any]]) -> None:
    """New stretches where there were none, nobody's yet: the person says who speaks."""
    _remove_span(transcript, (found.start_ms, found.end_ms), but=found.id)
    segments = transcripts.list_segments(transcript)
    after = next((one for one in segments if one.start_ms >= found.start_ms), None)
    place = after.position if after else len(segments)
    rows = [_as_row(transcript, line, position=place + number) for number, line in enumerate(lines)]
    if not segments:
        db.session.add_all(rows)
        history.note_change(actor, transcript)
        return
    neighbour = after or segments[-1]
    with history.changing(actor, transcript, kind=history.Kind.HEARD, segments=[neighbour]) as run:
        _make_room(transcript, place, len(lines))
        db.session.add_all(rows)
        run[:] = [*rows, neighbour] if after else [neighbour, *rows]


def _as_row(transcript: Transcript, line: list[Any], *, position: int) -> Segment:
    start_ms, end_ms, text, words, confidence, doubt = line
    return Segment(
        transcript_id=transcript.id, position=position, start_ms=start_ms, end_ms=end_ms,
        speaker=Speaker.UNKNOWN, text=text, words=json.dumps(words, ensure_ascii=False),
        confidence=confidence, doubt=doubt,
    )  # fmt: skip


def _make_room(transcript: Transcript, place: int, count: int) -> None:
    """Move everything from `place` on, by way of negative numbers: a position is held by one only."""
    later = (Segment.transcript_id == transcript.id) & (Segment.position >= place)
    moved = (Segment.transcript_id == transcript.id) & (Segment.position < 0)
    for condition, value in ((later, -Segment.position - count), (moved, -Segment.position)):
        db.session.execute(update(Segment).where(condition).values(position=value))


def _get_span(transcript: Transcript, start_ms: int) -> Span:
    for start, length in transcript.unheard.get("spans", ()):
        if start == start_ms:
            return start, start + length
    raise NotFound


def _remove_span(transcript: Transcript, span: Span, *, but: uuid.UUID | None = None) -> None:
    left = [one for one in transcript.unheard.get("spans", ()) if (one[0], one[0] + one[1]) != span]
    transcript.unheard = {"spans": left}
    open_ = select(SecondHearing).where(
        SecondHearing.transcript_id == transcript.id,
        SecondHearing.segment_id.is_(None),
        SecondHearing.start_ms == span[0],
        SecondHearing.end_ms == span[1],
        SecondHearing.id != but,
        SecondHearing.state.in_(OPEN),
    )
    for one in db.session.scalars(open_).all():
        queue.cancel(HEAR_AGAIN, ref=one.id)
        one.state, one.lines = Standing.KEPT, "[]"
