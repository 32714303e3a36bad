"""Shows an interviewer figures of the own talk. They are worked out for each look, and stored nowhere."""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from transcription.editor.reflection import figures
from transcription.editor.reflection.figures import Caveat, Figures, Utterance
from transcription.transcripts import access, segment_rows
from transcription.transcripts.access import Part
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.states import CHECKED, READABLE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment stands: which text, and which of its segments."""

    transcript_id: uuid.UUID
    position: int


@dataclass(frozen=True, slots=True)
class ReflectionPage:
    """The page. `figures` is None while there is no text; `waiting` says that a part of the talk is missing."""

    assignment: Assignment
    parts: Sequence[Part]
    figures: Figures | None
    waiting: bool


def open_page(actor: Actor, assignment_id: uuid.UUID) -> ReflectionPage:
    """The figures of the person's own interview, from every text that is there. Raises `NotFound`."""
    assignment = assignments.get_own(actor, assignment_id)
    parts = access.list_parts(assignment)
    texts = [part.transcript for part in parts if part.transcript and part.state in READABLE]
    for text in texts:
        trail.record(actor, Event.TRANSCRIPT_READ, text.id)
    said = [[_utterance(one) for one in segment_rows.list_segments(text)] for text in texts]
    found = figures.compute(said, caveats=_caveats(texts)) if texts else None
    return ReflectionPage(assignment, parts, found, waiting=len(texts) < len(parts))


def _utterance(segment: Segment) -> Utterance:
    """A segment, from its first recognised word to its last where that is known: segments are rounded outwards."""
    recognised = json.loads(segment.words)
    start, end = (recognised[0][0], recognised[-1][1]) if recognised else (segment.start_ms, segment.end_ms)
    place = Place(segment.transcript_id, segment.position)
    return Utterance(Speaker(segment.speaker), start, max(start, end), segment.text, place)


def _caveats(texts: Sequence[Transcript]) -> Iterator[Caveat]:
    if any(text.is_practice for text in texts):
        yield Caveat.PRACTICE
    if any(text.state not in CHECKED for text in texts):
        yield Caveat.DRAFT
    if any(text.gaps.get("spans") for text in texts):
        yield Caveat.GAPS
    if any(text.options.get("times") == "some" for text in texts):
        yield Caveat.SOME_TIMES
