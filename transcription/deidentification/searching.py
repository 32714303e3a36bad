"""Has a transcript searched for identifying words, and keeps what was found, sealed."""

import hashlib
import json
import threading
import uuid
from collections.abc import Sequence
from dataclasses import astuple

from toolkit.access import Actor
from toolkit.db import db
from toolkit.transactions import paused
from transcription.deidentification import known_names, recognising
from transcription.deidentification.kinds import Found, Kind, Known
from transcription.transcripts import access, segment_rows
from transcription.transcripts.models import Segment, Transcript

ONE_AT_A_TIME = threading.Lock()
"""Searching is work for the processor alone, of which a process has one: decision 15 says what was measured.

The trained recogniser holds one line at a time, so two searches beside each other would read each other's words.
"""


def search(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    """Search the transcript anew, unless it has not changed. What is kept says which text it was found in.

    Raises `NotFound`.
    """
    transcript = access.get_own(actor, transcript_id)
    segments = segment_rows.list_segments(transcript)
    if is_current(transcript, segments):
        return transcript
    known = known_names.list_known(transcript.assignment)
    lines, seal = [one.text for one in segments], _seal_of(segments)
    with paused():
        found = suggest_alone(lines, known)
    kept = {"lines": seal, "known": _seal_of_names(known), "found": to_json(found)}
    transcript = access.get_own(actor, transcript_id, to_change=True)
    transcript.suggestions = json.dumps(kept, ensure_ascii=False)
    db.session.flush()
    return transcript


def suggest_alone(lines: Sequence[str], known: Sequence[Known]) -> list[Found]:
    """What is suggested, one search at a time: eight beside each other end no sooner, and everybody else waits."""
    with ONE_AT_A_TIME:
        return recognising.suggest(lines, known)


def is_current(transcript: Transcript, segments: Sequence[Segment]) -> bool:
    """Whether the search was made in this very text with the names that are known now."""
    kept = _kept(transcript)
    names = known_names.list_known(transcript.assignment)
    return kept.get("lines") == _seal_of(segments) and kept.get("known") == _seal_of_names(names)


def list_found(transcript: Transcript, segments: Sequence[Segment]) -> list[Found]:
    """What the last search found, if the text is still the same; nothing otherwise."""
    kept = _kept(transcript)
    return from_json(kept["found"]) if kept.get("lines") == _seal_of(segments) else []


def to_json(found: Sequence[Found]) -> str:
    """Places as they are kept, sealed."""
    return json.dumps([astuple(one) for one in found], ensure_ascii=False)


def from_json(kept: str) -> list[Found]:
    """The way back. Raises ValueError or TypeError for anything else."""
    return [Found(line, start, end, Kind(kind), *rest) for line, start, end, kind, *rest in json.loads(kept)]


def _kept(transcript: Transcript) -> dict[str, str]:
    kept: dict[str, str] = json.loads(transcript.suggestions or "{}")
    return kept


def _seal_of(segments: Sequence[Segment]) -> str:
    return hashlib.sha256("\n".join(segment.text for segment in segments).encode()).hexdigest()


def _seal_of_names(known: Sequence[Known]) -> str:
    return hashlib.sha256(repr([(one.name, one.role) for one in known]).encode()).hexdigest()
