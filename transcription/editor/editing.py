"""Listening and correcting: the interviewer's own text, saved segment by segment. Two tabs never overwrite each other.

The draft comes from `tasks`, or from the interviewer's notes.
"""

import json
import re
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit import clock, versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.interviews.models import Notes
from toolkit.participation import consent
from transcription.transcripts import access, history, segment_rows
from transcription.transcripts import nonverbal_marks as signs
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.nonverbal_marks import Sign
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.states import READABLE, EditKind, Source, State

LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class EditorPage:
    """What the editor shows. `signs` are what the recording room noted, by time."""

    transcript: Transcript
    segments: Sequence[segment_rows.SegmentRow]
    signs: Sequence[Sign]
    number: int
    parts: Sequence[access.Part]


def open_page(actor: Actor, transcript_id: uuid.UUID) -> EditorPage:
    """The transcript with its segments, put on the trail. Raises `NotFound`."""
    transcript = access.get_own(actor, transcript_id)
    trail.record(actor, Event.TRANSCRIPT_READ, transcript.id)
    parts = access.list_parts(transcript.assignment)
    number = next((part.number for part in parts if part.transcript is transcript), 1)
    return EditorPage(
        transcript, segment_rows.list_segment_rows(transcript), signs.list_signs(transcript), number, parts
    )


def open_transcript(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    """The person's own transcript, for a part of it or an older version; put on the trail. Raises `NotFound`."""
    transcript = access.get_own(actor, transcript_id)
    if transcript.state not in READABLE:
        raise NotFound
    trail.record(actor, Event.TRANSCRIPT_READ, transcript.id)
    return transcript


def get_segment(actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID) -> Segment:
    """A segment of the person's own transcript. Raises `NotFound`."""
    transcript = access.get_own(actor, transcript_id)
    segment = db.session.get(Segment, segment_id)
    if segment is None or segment.transcript_id != transcript.id:
        raise NotFound
    return segment


def save_segment(
    actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID, text: str, speaker: str, version: int
) -> Segment:
    """Save one segment. `version` is the one that the page showed.

    Raises `WrongState` when it was changed elsewhere meanwhile; `InvalidInput` for an unknown speaker.
    """
    transcript, segment = get_editable(actor, transcript_id, segment_id=segment_id, version=version)
    if speaker not in set(Speaker):
        raise InvalidInput(N_("Choose who speaks."), field="speaker")
    text = _clean(text)
    kind = EditKind.TEXT if speaker == segment.speaker else EditKind.SPEAKER
    with history.changing(actor, transcript, kind=kind, segments=[segment]):
        if speaker != segment.speaker:
            segment.speaker, segment.speaker_is_guess = Speaker(speaker), False
        if text != segment.text:
            segment.text, segment.edited_at = text, clock.now()
    return segment


def split_segment(
    actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID, text: str, at: int, version: int
) -> Segment:
    """Cut a segment in two at a code point of the given text; returns the second, which belongs to the next speaker.

    Its time is where the words lie, or a share of the segment. Raises as `save_segment`, and `InvalidInput`
    where nothing would be left on one side.
    """
    transcript, segment = get_editable(actor, transcript_id, segment_id=segment_id, version=version)
    text = unicodedata.normalize("NFC", text)
    first, second = _clean(text[:at]), _clean(text[at:])
    if not first or not second:
        raise InvalidInput(N_("Put the cursor between two words, and divide there."), field="text")
    moment = _moment(segment, share=len(first) / (len(first) + len(second)), words=len(first.split()))
    words = json.loads(segment.words)
    with history.changing(actor, transcript, kind=EditKind.SPLIT, segments=[segment]) as run:
        later = Segment(
            transcript_id=transcript.id, position=segment.position + 1, start_ms=moment, end_ms=segment.end_ms,
            speaker=_other_voice(segment.speaker), text=second,
            confidence=segment.confidence, confidence_flag=segment.confidence_flag,
            words=json.dumps([word for word in words if word[0] >= moment], ensure_ascii=False),
            edited_at=segment.edited_at,
        )  # fmt: skip
        segment.text, segment.end_ms = first, moment
        segment.words = json.dumps([word for word in words if word[0] < moment], ensure_ascii=False)
        segment_rows.make_room(transcript, segment.position + 1)
        db.session.add(later)
        run.append(later)
    return later


def join_segment(actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID, version: int) -> Segment:
    """Put a segment together with the one before it; returns that one. Raises `WrongState` for the first."""
    transcript, segment = get_editable(actor, transcript_id, segment_id=segment_id, version=version)
    before = next(
        (one for one in reversed(segment_rows.list_segments(transcript)) if one.position < segment.position), None
    )
    if before is None:
        raise WrongState(N_("There is nothing before the first segment."))
    with history.changing(actor, transcript, kind=EditKind.JOINED, segments=[before, segment]) as run:
        before.text = _clean(f"{before.text} {segment.text}")
        before.words = json.dumps(json.loads(before.words) + json.loads(segment.words), ensure_ascii=False)
        before.end_ms, before.confidence_flag = (
            max(before.end_ms, segment.end_ms),
            before.confidence_flag or segment.confidence_flag,
        )
        db.session.delete(segment)
        run.remove(segment)
    return before


def mark_corrected(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    """The interviewer has listened through. Again is harmless."""
    transcript = access.get_editable(actor, transcript_id)
    if transcript.state == State.DRAFT:
        transcript.state, transcript.corrected_at = State.CORRECTED, clock.now()
        db.session.flush()
        trail.record(actor, Event.TRANSCRIPT_CORRECTED, transcript.id)
    return transcript


def begin_from_notes(actor: Actor, assignment_id: uuid.UUID) -> Transcript:
    """A transcript out of finished notes; the same one when there is one. A line that begins with a dash is asked.

    Raises `NotFound`, and `WrongState` without finished notes.
    """
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment)
    texts = (part.transcript for part in access.list_parts(assignment))
    known = next((one for one in texts if one is not None and one.source == Source.NOTES), None)
    if known is not None:
        return known
    notes = db.session.get(Notes, assignment_id, with_for_update=True)
    if notes is None or notes.finished_at is None:
        raise WrongState(N_("Finish the notes first."), page="notes", of=assignment_id)
    made = Transcript(assignment_id=assignment_id, source=Source.NOTES, state=State.DRAFT)
    db.session.add(made)
    db.session.flush()
    for position, line in enumerate(filter(None, map(_clean, notes.text.splitlines()))):
        asked = re.match(r"[-–—]\s*", line)
        speaker = Speaker.INTERVIEWER if asked else Speaker.CHILD
        text = line[asked.end() :] if asked else line
        db.session.add(
            Segment(transcript_id=made.id, position=position, start_ms=0, end_ms=0, speaker=speaker, text=text)
        )
    db.session.flush()
    return made


def get_editable(
    actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID, version: int
) -> tuple[Transcript, Segment]:
    """A transcript and its segment, locked for a change. Raises `NotFound`, and `WrongState` for an old version."""
    transcript = access.get_editable(actor, transcript_id)
    segment = db.session.get(Segment, segment_id, with_for_update=True)
    if segment is None or segment.transcript_id != transcript.id:
        raise NotFound
    kept = N_("This segment was changed in another tab. Your words stay here until you choose.")
    versions.require(segment, version, refusal=kept)
    return transcript, segment


def _moment(segment: Segment, *, share: float, words: int) -> int:
    recognised = json.loads(segment.words)
    if len(recognised) > words:
        return int(recognised[words][0])
    return round(segment.start_ms + (segment.end_ms - segment.start_ms) * share)


def _other_voice(speaker: str) -> Speaker:
    return Speaker.CHILD if speaker == Speaker.INTERVIEWER else Speaker.INTERVIEWER


def _clean(text: str) -> str:
    """NFC, one line, single spaces."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(N_("That is very long for one segment. Divide it first."), field="text")
    return text
