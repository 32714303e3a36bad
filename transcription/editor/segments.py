"""What is done to segments with one key: join with the next, set the time, say who speaks, say that it is right.

Every act is a step of `history`, under the version that the page showed.
"""

import json
import uuid

from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from transcription.asr.confidence import UNSURE_WORD
from transcription.editor import editing
from transcription.transcripts import access, history, segment_rows
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.states import EditKind

SURE = 1.0


def join_next(actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID, version: int) -> Segment:
    """Put a segment together with the one after it; returns it. Raises `WrongState` for the last."""
    transcript, segment = editing.get_editable(actor, transcript_id, segment_id=segment_id, version=version)
    later = next((one for one in segment_rows.list_segments(transcript) if one.position > segment.position), None)
    if later is None:
        raise WrongState(N_("There is nothing after the last segment."))
    return editing.join_segment(actor, transcript_id, segment_id=later.id, version=later.version)


def set_times(
    actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID, start_ms: int, end_ms: int, version: int
) -> Segment:
    """Say when a segment begins and ends. Raises `InvalidInput` where that cannot be in the order of the text."""
    transcript, segment = editing.get_editable(actor, transcript_id, segment_id=segment_id, version=version)
    if not 0 <= start_ms < end_ms:
        raise InvalidInput(N_("The segment must begin before it ends."), field="start")
    around = segment_rows.list_segments(transcript)
    at = next(number for number, one in enumerate(around) if one.id == segment.id)
    if at and start_ms < around[at - 1].start_ms:
        raise InvalidInput(N_("The segment cannot begin before the one above it."), field="start")
    if at + 1 < len(around) and start_ms > around[at + 1].start_ms:
        raise InvalidInput(N_("The segment cannot begin after the one below it."), field="start")
    with history.changing(actor, transcript, kind=EditKind.TIMES, segments=[segment]):
        segment.start_ms, segment.end_ms = start_ms, end_ms
    return segment


def set_speaker(
    actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID, speaker: str, version: int
) -> Segment:
    """Say who speaks in a segment; the guess becomes a fact. Raises `InvalidInput` for an unknown speaker."""
    transcript, segment = editing.get_editable(actor, transcript_id, segment_id=segment_id, version=version)
    with history.changing(actor, transcript, kind=EditKind.SPEAKER, segments=[segment]):
        segment.speaker, segment.speaker_is_guess = _known(speaker), False
    return segment


def set_speaker_of_all_alike(
    actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID, speaker: str, version: int
) -> Segment:
    """The same for every segment that has the same speaker as this one, as one step."""
    transcript, segment = editing.get_editable(actor, transcript_id, segment_id=segment_id, version=version)
    alike = [one for one in segment_rows.list_segments(transcript) if one.speaker == segment.speaker]
    with history.changing(actor, transcript, kind=EditKind.ALIKE, segments=alike):
        for one in alike:
            one.speaker, one.speaker_is_guess = _known(speaker), False
    return segment


def accept_speakers(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    """Every speaker that was proposed is right, as one step. Again is harmless."""
    transcript = access.get_editable(actor, transcript_id)
    guessed = [one for one in segment_rows.list_segments(transcript) if one.speaker_is_guess]
    if guessed:
        with history.changing(actor, transcript, kind=EditKind.ACCEPTED, segments=guessed):
            for one in guessed:
                one.speaker_is_guess = False
    return transcript


def mark_sure(
    actor: Actor, transcript_id: uuid.UUID, *, segment_id: uuid.UUID, at_ms: int | None, version: int
) -> Segment:
    """Say that an uncertain word, at `at_ms` in the sound, is right as it stands; None says so of the whole segment."""
    transcript, segment = editing.get_editable(actor, transcript_id, segment_id=segment_id, version=version)
    words = json.loads(segment.words)
    with history.changing(actor, transcript, kind=EditKind.SURE, segments=[segment]):
        for word in words:
            if word[3] < UNSURE_WORD and at_ms in {None, word[0]}:
                word[3] = SURE
        segment.words = json.dumps(words, ensure_ascii=False)
        if at_ms is None:
            segment.edited_at = clock.now()
        db.session.flush()
    return segment


def _known(speaker: str) -> Speaker:
    if speaker not in set(Speaker):
        raise InvalidInput(N_("Choose who speaks."), field="speaker")
    return Speaker(speaker)
