"""The copy that the seminar reads: made from an approved transcript, and put right in place when it was corrected.

A copy that the seminar works with keeps its row; only its lines are others. Later rooms hear what stood there before.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.hooks import Hook
from toolkit.vault import key_destruction
from transcription.deidentification import marked_text
from transcription.handover import missing_sound, silent_signs
from transcription.handover.silent_signs import CopiedLine
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript, Transcript
from transcription.transcripts.states import State


@dataclass(frozen=True, slots=True)
class Correction:
    """A copy with its new lines and revision, and the texts of the lines that stood there, in their order."""

    copy: DeidentifiedTranscript
    before: tuple[str, ...]
    revision_before: int


Follower = Callable[[Correction], None]

CORRECTIONS: Hook[Follower] = Hook("a handed-over text is corrected", "seminar")
"""Moves what hangs on places of the text, and lets go of words that are no longer in it."""


def list_lines(transcript: Transcript) -> list[CopiedLine]:
    """The lines of a copy of a transcript as it stands."""
    texts = [(segment, text) for segment, text in marked_text.list_texts(transcript) if text]
    spoken = [
        CopiedLine(segment.start_ms, segment.end_ms, segment.speaker, text)
        for segment, text in missing_sound.add_to(texts, transcript)
    ]
    return silent_signs.add_to(spoken, transcript)


def find_copy(transcript: Transcript) -> DeidentifiedTranscript | None:
    """The copy that the seminar has of a transcript that the caller holds."""
    return db.session.scalar(
        select(DeidentifiedTranscript)
        .where(DeidentifiedTranscript.transcript_id == transcript.id)
        .execution_options(populate_existing=True)
    )


def put(actor: Actor, transcript: Transcript) -> DeidentifiedTranscript:
    """Make the copy of an approved transcript that the caller holds locked, or put the one that is there right."""
    now, copy = clock.now(), find_copy(transcript)
    lines = _made(list_lines(transcript))
    if copy is None:
        copy = DeidentifiedTranscript(
            assignment_id=transcript.assignment_id, transcript_id=transcript.id, revision=transcript.revision,
            is_practice=transcript.is_practice, handed_over_at=now, segments=lines,
        )  # fmt: skip
        db.session.add(copy)
    elif [_told(line) for line in copy.segments] != [_told(line) for line in lines]:
        _replace(copy, lines, revision=max(transcript.revision, copy.revision + 1))
    transcript.state, transcript.handed_over_at = State.HANDED_OVER, now
    db.session.flush()
    trail.record(actor, Event.TRANSCRIPT_HANDED_OVER, transcript.id, revision=copy.revision)
    return copy


def _replace(copy: DeidentifiedTranscript, lines: list[DeidentifiedSegment], *, revision: int) -> None:
    """Other lines under the same row. The old ones leave the database, and its log with the commit."""
    before, revision_before = tuple(segment.text for segment in copy.segments), copy.revision
    db.session.execute(
        delete(DeidentifiedSegment).where(DeidentifiedSegment.deidentified_transcript_id == copy.id)
    )  # before the new ones come to the same positions
    db.session.expire(copy, ["segments"])
    for line in lines:
        line.deidentified_transcript_id = copy.id
    db.session.add_all(lines)
    copy.revision = revision
    db.session.flush()
    key_destruction.destroy_at_commit(db.session())  # no key, but what the log holds of the old lines
    for follow in CORRECTIONS.each():
        follow(Correction(copy, before, revision_before))
    db.session.flush()


def _made(lines: Sequence[CopiedLine]) -> list[DeidentifiedSegment]:
    return [
        DeidentifiedSegment(
            position=position,
            start_ms=line.start_ms,
            end_ms=line.end_ms,
            speaker=line.speaker,
            text=unicodedata.normalize("NFC", line.text),
        )
        for position, line in enumerate(lines)
    ]


def _told(line: DeidentifiedSegment) -> tuple[object, ...]:
    return line.position, line.start_ms, line.end_ms, line.speaker, line.text
