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

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The texts of a copy's lines before and after, in their order, and what later rooms have found out about both."""

    before: Texts
    after: Texts
    found: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A copy with its new lines and revision, the texts of the lines that stood there, in their order, and what the
    same room that follows now has found out beforehand (`COMPARERS`)."""

    copy: DeidentifiedTranscript
    before: Texts
    revision_before: int
    found: object


Follower = Callable[[Correction], None]
Comparer = Callable[[Texts, Texts], object]

COMPARERS: Hook[Comparer] = Hook("a text that is to be corrected is compared", "seminar")
"""Compares the texts before and after. That takes time, so it comes before anything is written."""

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


def list_texts(transcript: Transcript) -> tuple[Texts, Texts] | None:
    """The lines of the copy as the seminar has it, and as it would be now; None where there is nothing to correct."""
    copy = find_copy(transcript)
    if copy is None:
        return None
    before, after = tuple(line.text for line in copy.segments), _texts(list_lines(transcript))
    return None if before == after else (before, after)


def compare(before: Texts, after: Texts) -> Comparison:
    """What later rooms find out about a text before and after: up to seconds of work, and nothing is asked for it."""
    return Comparison(before, after, tuple(find_out(before, after) for find_out in COMPARERS.each()))


def put(actor: Actor, transcript: Transcript, *, comparison: Comparison | None = None) -> DeidentifiedTranscript:
    """Make the copy of an approved transcript that the caller holds locked, or put the one that is there right.

    With a comparison of other texts than these, because somebody was in between, a new one is made.
    """
    now, copy = clock.now(), find_copy(transcript)
    lines = _made(list_lines(transcript))
    if copy is None:
        copy = DeidentifiedTranscript(
            assignment_id=transcript.assignment_id, transcript_id=transcript.id, revision=transcript.revision,
            is_practice=transcript.is_practice, handed_over_at=now, segments=lines,
        )  # fmt: skip
        db.session.add(copy)
    elif [_told(line) for line in copy.segments] != [_told(line) for line in lines]:
        texts = tuple(line.text for line in copy.segments), tuple(line.text for line in lines)
        if comparison is None or (comparison.before, comparison.after) != texts:
            comparison = compare(*texts)
        _replace(copy, lines, comparison, revision=max(transcript.revision, copy.revision + 1))
    transcript.state, transcript.handed_over_at = State.HANDED_OVER, now
    db.session.flush()
    trail.record(actor, Event.TRANSCRIPT_HANDED_OVER, transcript.id, revision=copy.revision)
    return copy


def _replace(
    copy: DeidentifiedTranscript, lines: list[DeidentifiedSegment], comparison: Comparison, *, revision: int
) -> None:
    """Other lines under the same row. The old ones leave the database, and its log with the commit."""
    revision_before = copy.revision
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
    for follow, found in zip(CORRECTIONS.each(), comparison.found, strict=True):
        follow(Correction(copy, comparison.before, revision_before, found))
    db.session.flush()


def _made(lines: Sequence[CopiedLine]) -> list[DeidentifiedSegment]:
    return [
        DeidentifiedSegment(
            position=position,
            start_ms=line.start_ms,
            end_ms=line.end_ms,
            speaker=line.speaker,
            text=text,
        )
        for position, (line, text) in enumerate(zip(lines, _texts(lines), strict=True))
    ]


def _texts(lines: Sequence[CopiedLine]) -> Texts:
    return tuple(unicodedata.normalize("NFC", line.text) for line in lines)


def _told(line: DeidentifiedSegment) -> tuple[object, ...]:
    return line.position, line.start_ms, line.end_ms, line.speaker, line.text
