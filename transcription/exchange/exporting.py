"""Takes a text along as a file: the interviewer's own, and the de-identified copy by whoever may read it.

Every export stands on the trail. The seminar's own exports, with quotes and themes, are the seminar's.
"""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle, EndReason
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.hooks import Hook
from transcription.exchange import wording, writing
from transcription.exchange.transcript_file import FileSegment, clean
from transcription.exchange.writing import NEEDS_TIMES, ExportedTranscript, Kind
from transcription.transcripts import access, segment_rows
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript, Segment, Transcript
from transcription.transcripts.states import READABLE

COVERED: Hook[Callable[[DeidentifiedTranscript], Sequence[str]]] = Hook("a copy is taken along", "quotable")
"""The words of each segment of a copy, in their order, with those covered that may not leave, such as a quote that its
child has taken away. For a caller who holds it."""

NO_TIMES = N_("The text has no times, and subtitles need them. Choose another kind of file.")


@dataclass(frozen=True, slots=True)
class ExportPage:
    """What would be taken along. `copy` is the handed-over copy, `transcript` the interviewer's own text, or None."""

    assignment: Assignment
    transcript: Transcript | None
    copy: DeidentifiedTranscript | None
    segments: Sequence[FileSegment]

    @property
    def deidentified(self) -> bool:
        """Whether it is the copy that is taken along."""
        return self.transcript is None

    @property
    def has_times(self) -> bool:
        """Whether there is anything to make subtitles of."""
        return any(segment.end_ms for segment in self.segments)

    @property
    def words(self) -> int:
        """How many words the file will hold."""
        return sum(len(segment.text.split()) for segment in self.segments)


def open_own(actor: Actor, transcript_id: uuid.UUID) -> ExportPage:
    """The interviewer's own text. Raises `NotFound`, and `WrongState` while it is being written."""
    found = access.get_own(actor, transcript_id)
    if found.state not in READABLE:
        raise WrongState(N_("The text is still being transcribed. Wait until it is there."))
    copy = db.session.scalar(select(DeidentifiedTranscript).where(DeidentifiedTranscript.transcript_id == found.id))
    segments = [_segment(one) for one in segment_rows.list_segments(found) if clean(one.text)]
    return ExportPage(found.assignment, found, copy, segments)


def open_copy(actor: Actor, deidentified_id: uuid.UUID) -> ExportPage:
    """A handed-over copy, for the one who made the interview and for the unit's facilitator: what may not be quoted is
    covered in it. Raises `NotFound`."""
    query = (
        select(DeidentifiedTranscript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.cycle)
        .where(
            DeidentifiedTranscript.id == deidentified_id,
            Cycle.unit_id == actor.unit_id,
            Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN),
        )
        .options(joinedload(DeidentifiedTranscript.assignment))
    )
    if not actor.is_any(Role.FACILITATOR):
        query = query.where(Assignment.interviewer_id == actor.id, Assignment.ended_at.is_(None))
    copy = db.session.scalar(query)
    if copy is None:
        raise NotFound
    texts = next((cover(copy) for cover in COVERED.each()), [one.text for one in copy.segments])
    segments = [_copied(one, text) for one, text in zip(copy.segments, texts, strict=True)]
    return ExportPage(copy.assignment, None, copy, [one for one in segments if one.text])


def export(actor: Actor, page: ExportPage, *, kind: str) -> bytes:
    """The file of a page that the caller holds, put on the trail. Raises `InvalidInput` for a kind that cannot be."""
    if kind not in set(Kind):
        raise InvalidInput(N_("Choose a kind of file."), field="kind")
    if kind in NEEDS_TIMES and not page.has_times:
        raise InvalidInput(NO_TIMES, field="kind")
    owned = page.transcript or page.copy
    if owned is None:
        raise NotFound
    about = wording.about(page.transcript, deidentified=page.deidentified, is_practice=owned.is_practice)
    data = writing.write(Kind(kind), ExportedTranscript(page.segments, about, page.deidentified))
    trail.record(
        actor, Event.TRANSCRIPT_EXPORTED, owned.id, format=kind, deidentified=page.deidentified,
        segments=len(page.segments),
    )  # fmt: skip
    return data


def _segment(one: Segment) -> FileSegment:
    return FileSegment(
        clean(one.text),
        label=one.speaker,
        start_ms=one.start_ms,
        end_ms=one.end_ms,
        words=tuple((word[0], word[1], clean(word[2]), word[3]) for word in json.loads(one.words)),
        confidence=one.confidence,
        confidence_flag=one.confidence_flag,
    )


def _copied(one: DeidentifiedSegment, text: str) -> FileSegment:
    return FileSegment(clean(text), label=one.speaker, start_ms=one.start_ms, end_ms=one.end_ms)
