"""Takes a text along as a file: the interviewer's own, and the de-identified copy by whoever may read it.

Every export stands on the trail. The seminar's own exports, with quotes and themes, are the seminar's.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from transcription.exchange import sentences, writing
from transcription.exchange.script import Stretch, clean
from transcription.exchange.writing import NEEDS_TIMES, Kind, Talk
from transcription.transcripts import lookup
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript, Segment, Transcript

NO_TIMES = N_("The text has no times, and subtitles need them. Choose another kind of file.")


@dataclass(frozen=True, slots=True)
class Page:
    """What would be taken along. `copy` is the handed-over copy, `transcript` the interviewer's own text, or None."""

    assignment: Assignment
    transcript: Transcript | None
    copy: DeidentifiedTranscript | None
    stretches: Sequence[Stretch]

    @property
    def deidentified(self) -> bool:
        """Whether it is the copy that is taken along."""
        return self.transcript is None

    @property
    def has_times(self) -> bool:
        """Whether there is anything to make subtitles of."""
        return any(stretch.end_ms for stretch in self.stretches)

    @property
    def words(self) -> int:
        """How many words the file will hold."""
        return sum(len(stretch.text.split()) for stretch in self.stretches)


def open_own(actor: Actor, transcript_id: uuid.UUID) -> Page:
    """The interviewer's own text. Raises `NotFound`, and `WrongState` while it is being written."""
    found = lookup.get_own(actor, transcript_id)
    if found.state not in lookup.READABLE:
        raise WrongState(N_("The text is still being written. Wait until it is there."))
    copy = db.session.scalar(select(DeidentifiedTranscript).where(DeidentifiedTranscript.transcript_id == found.id))
    stretches = [_stretch(one) for one in lookup.list_segments(found) if clean(one.text)]
    return Page(found.assignment, found, copy, stretches)


def open_copy(actor: Actor, deidentified_id: uuid.UUID) -> Page:
    """A handed-over copy, for the one who made the interview and for the unit's facilitator. Raises `NotFound`."""
    query = (
        select(DeidentifiedTranscript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.cycle)
        .where(
            DeidentifiedTranscript.id == deidentified_id,
            Cycle.unit_id == actor.unit_id,
            Assignment.end_reason.is_distinct_from("withdrawn"),
        )
        .options(joinedload(DeidentifiedTranscript.assignment))
    )
    if not actor.is_any(Role.FACILITATOR):
        query = query.where(Assignment.interviewer_id == actor.id, Assignment.ended_at.is_(None))
    copy = db.session.scalar(query)
    if copy is None:
        raise NotFound
    return Page(copy.assignment, None, copy, [_copied(one) for one in copy.segments if clean(one.text)])


def export(actor: Actor, page: Page, *, kind: str) -> bytes:
    """The file of a page that the caller holds, put on the trail. Raises `InvalidInput` for a kind that cannot be."""
    if kind not in set(Kind):
        raise InvalidInput(N_("Choose a kind of file."), field="kind")
    if kind in NEEDS_TIMES and not page.has_times:
        raise InvalidInput(NO_TIMES, field="kind")
    owned = page.transcript or page.copy
    if owned is None:
        raise NotFound
    about = sentences.about(page.transcript, deidentified=page.deidentified, is_practice=owned.is_practice)
    data = writing.write(Kind(kind), Talk(page.stretches, about, page.deidentified))
    trail.record(
        actor, Event.TRANSCRIPT_EXPORTED, owned.id, format=kind, deidentified=page.deidentified,
        segments=len(page.stretches),
    )  # fmt: skip
    return data


def _stretch(one: Segment) -> Stretch:
    return Stretch(
        clean(one.text),
        label=one.speaker,
        start_ms=one.start_ms,
        end_ms=one.end_ms,
        words=tuple((word[0], word[1], clean(word[2]), word[3]) for word in json.loads(one.words)),
        confidence=one.confidence,
        doubt=one.doubt,
    )


def _copied(one: DeidentifiedSegment) -> Stretch:
    return Stretch(clean(one.text), label=one.speaker, start_ms=one.start_ms, end_ms=one.end_ms)
