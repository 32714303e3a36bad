"""Notes to a passage: what somebody in the room thinks when they read it, seen by all who read the text, never in the
report. Everybody changes and removes their own.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, undefer

from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.coding import correcting, excerpts
from seminar.coding.models import Excerpt, ExcerptNote
from seminar.texts import anchors, passages, rights, transcripts
from seminar.texts.passages import Place
from toolkit import versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.hooks import Hook
from toolkit.people import directory
from transcription.transcripts.models import DeidentifiedTranscript

MOST = 100
"""Notes of one person in one text."""

NAMES: Hook[Callable[[uuid.UUID], bool]] = Hook("a note is read", "seminars")
"""Each says whether people stand by their names in a cycle's seminars."""


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note as it stands beside a text: the position of the segment where its passage begins (None when the words are
    no longer there), and who wrote it where names are shown."""

    note: ExcerptNote
    position: int | None
    name: str
    is_own: bool


def write(
    actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, text: str, start: Place, end: Place | None = None,
    exact: bool = False,
) -> ExcerptNote:  # fmt: skip
    """Write a note to what is told from `start` up to `end` (whole words, or `exact` these), or to the whole
    line of `start`. The very same words twice are one note. Raises `InvalidInput`, also where only the interviewer
    speaks."""
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    states.require_open(cycle_id)
    correcting.hold(transcript)
    if end is None:
        start, end = passages.whole_segment(transcript, start[0])
    excerpt = excerpts.keep(actor, transcript, told=passages.read_told(transcript, start, end, exact=exact))
    own = [note for note in _list(transcript) if note.written_by_id == actor.id]
    for note in own:
        if note.excerpt_id == excerpt.id and note.text == text:
            return note
    if len(own) >= MOST:
        raise InvalidInput(N_("You have written %(most)s notes here. Remove some first."), field="text", most=MOST)
    return _put(actor, cycle_id, ExcerptNote(excerpt=excerpt, text=text, written_by_id=actor.id))


def change(actor: Actor, cycle_id: uuid.UUID, note_id: uuid.UUID, *, text: str, version: int) -> ExcerptNote:
    """Change an own note. Raises `WrongState` when it was changed in another window since `version`."""
    note = get_own(actor, cycle_id, note_id)
    states.require_open(cycle_id)
    versions.require(note, version, refusal=versions.THEIRS_BESIDE_YOURS)
    before, note.text = note.text, text
    db.session.flush()
    if before != text:
        trail.record(actor, Event.NOTE_CHANGED, note.id, action="changed")
        _append(actor, cycle_id, note, ChangeKind.NOTE_CHANGED, before={"text": before}, after={"text": text})
    return note


def remove(actor: Actor, cycle_id: uuid.UUID, note_id: uuid.UUID) -> DeidentifiedTranscript:
    """Remove an own note; gives the text that it stood in."""
    note = get_own(actor, cycle_id, note_id)
    states.require_open(cycle_id)
    transcript = note.excerpt.transcript
    stood = {"text": note.text, "excerpt_id": note.excerpt_id, "created_at": note.created_at.isoformat()}
    db.session.delete(note)
    db.session.flush()
    trail.record(actor, Event.NOTE_CHANGED, note_id, action="removed")
    _append(actor, cycle_id, note, ChangeKind.NOTE_REMOVED, before=stood)
    return transcript


def put_back(
    actor: Actor, cycle_id: uuid.UUID, note_id: uuid.UUID, *, text: str, excerpt_id: uuid.UUID, created_at: datetime
) -> ExcerptNote:
    """Put an own note that was removed back: the undo of `remove`. Twice is once. Raises `NotFound` when the passage is
    gone."""
    states.require_open(cycle_id)
    known = db.session.get(ExcerptNote, note_id)
    if known is not None:
        return get_own(actor, cycle_id, note_id)
    excerpt = db.session.get(Excerpt, excerpt_id)
    if excerpt is None:
        raise NotFound
    transcripts.get_transcript(actor, cycle_id, excerpt.transcript_id)
    note = ExcerptNote(id=note_id, excerpt=excerpt, text=text, written_by_id=actor.id, created_at=created_at)
    return _put(actor, cycle_id, note)


def get_own(actor: Actor, cycle_id: uuid.UUID, note_id: uuid.UUID) -> ExcerptNote:
    """A note of one's own in a text that one reads. Raises `NotFound`, also for a colleague's."""
    query = _in_texts(select(ExcerptNote)).join(Assignment.cycle).where(rights.may_open(actor))
    note = db.session.scalar(
        query.where(
            ExcerptNote.id == note_id, Assignment.cycle_id == cycle_id, ExcerptNote.written_by_id == actor.id,
        ).options(contains_eager(ExcerptNote.excerpt).contains_eager(Excerpt.transcript))
    )  # fmt: skip
    if note is None:
        raise NotFound
    return note


def list_notes(actor: Actor, transcript: DeidentifiedTranscript) -> list[ShownNote]:
    """Every note to a text that the caller holds, in the order of the text; the earliest of a passage first."""
    notes = _list(transcript)
    if not notes:
        return []
    texts = [segment.text for segment in transcript.segments]
    whole, starts = anchors.join(texts), anchors.starts_of(texts)
    is_named = all(shows(transcript.assignment.cycle_id) for shows in NAMES.each())
    names = directory.names() if is_named else {}
    shown = []
    for note in notes:
        place = passages.find(whole, note.excerpt, revision=transcript.revision)
        at = transcript.segments[sum(start <= place[0] for start in starts) - 1].position if place else None
        shown.append(ShownNote(note, at, names.get(note.written_by_id, ""), note.written_by_id == actor.id))
    return shown


def _list(transcript: DeidentifiedTranscript) -> Sequence[ExcerptNote]:
    query = select(ExcerptNote).join(ExcerptNote.excerpt).where(Excerpt.transcript_id == transcript.id)
    eager = contains_eager(ExcerptNote.excerpt).options(undefer(Excerpt.before), undefer(Excerpt.after))
    return db.session.scalars(query.order_by(Excerpt.start, ExcerptNote.created_at).options(eager)).all()


def _in_texts(query: Select[ExcerptNote]) -> Select[ExcerptNote]:
    return query.join(ExcerptNote.excerpt).join(Excerpt.transcript).join(DeidentifiedTranscript.assignment)


def _put(actor: Actor, cycle_id: uuid.UUID, note: ExcerptNote) -> ExcerptNote:
    db.session.add(note)
    db.session.flush()
    trail.record(actor, Event.NOTE_CHANGED, note.id, action="written")
    _append(actor, cycle_id, note, ChangeKind.NOTE_WRITTEN, after={"text": note.text})
    return note


def _append(
    actor: Actor, cycle_id: uuid.UUID, note: ExcerptNote, kind: ChangeKind, *, before: log.Words | None = None,
    after: log.Words | None = None,
) -> None:  # fmt: skip
    text = note.excerpt.transcript_id
    log.append(actor, cycle_id, kind, of=note.id, transcript=text, before=before, after=after)
