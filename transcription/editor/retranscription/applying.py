"""Puts a retranscription into the text, as a step of the interviewer's own that can be undone.

A text that was divided or moved meanwhile stays as it is.
"""

import json
import uuid
from typing import Any

from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import N_, WrongState
from transcription.editor.retranscription import offers
from transcription.editor.retranscription.models import Retranscription
from transcription.transcripts import access, history, segment_rows
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.states import EditKind


def accept(actor: Actor, retranscription_id: uuid.UUID) -> Retranscription:
    """Put the new words in the place of the old text, as an edit of the person's own. Raises `WrongState`."""
    found = offers.get_retranscription(actor, retranscription_id, to_change=True)
    lines = offers.read_lines(found)
    if found.state != offers.OfferState.OFFERED or not lines:
        raise WrongState(N_("There is nothing to use. Open the page again."))
    transcript = access.get_editable(actor, found.transcript_id)
    if found.segment_id is None:
        _insert(actor, transcript, found, lines)
    else:
        _replace(actor, transcript, found, lines)
    found.state, found.lines = offers.OfferState.ACCEPTED, "[]"
    db.session.flush()
    return found


def _replace(actor: Actor, transcript: Transcript, found: Retranscription, lines: list[list[Any]]) -> None:
    segment = db.session.get(Segment, found.segment_id)
    if segment is None or (segment.start_ms, segment.end_ms) != (found.start_ms, found.end_ms):
        raise WrongState(N_("The segment has been divided or moved since. Have it transcribed once more."))
    with history.changing(actor, transcript, kind=EditKind.RETRANSCRIBED, segments=[segment]):
        segment.text, segment.edited_at = " ".join(line[2] for line in lines), clock.now()
        segment.words = json.dumps([word for line in lines for word in line[3]], ensure_ascii=False)
        segment.confidence, segment.confidence_flag = min(line[4] for line in lines), lines[0][5]


def _insert(actor: Actor, transcript: Transcript, found: Retranscription, lines: list[list[Any]]) -> None:
    """New segments where there were none, nobody's yet: the person says who speaks."""
    offers.close_others(transcript, (found.start_ms, found.end_ms), but=found.id)
    segments = segment_rows.list_segments(transcript)
    after = next((one for one in segments if one.start_ms >= found.start_ms), None)
    place = after.position if after else len(segments)
    rows = [_as_row(transcript, line, position=place + number) for number, line in enumerate(lines)]
    if not segments:
        db.session.add_all(rows)
        history.note_change(actor, transcript)
        return
    neighbour = after or segments[-1]
    with history.changing(actor, transcript, kind=EditKind.RETRANSCRIBED, segments=[neighbour]) as run:
        segment_rows.make_room(transcript, place, count=len(lines))
        db.session.add_all(rows)
        run[:] = [*rows, neighbour] if after else [neighbour, *rows]


def _as_row(transcript: Transcript, line: list[Any], *, position: int) -> Segment:
    start_ms, end_ms, text, words, confidence, flag = line
    return Segment(
        transcript_id=transcript.id, position=position, start_ms=start_ms, end_ms=end_ms,
        speaker=Speaker.UNKNOWN, text=text, words=json.dumps(words, ensure_ascii=False),
        confidence=confidence, confidence_flag=flag,
    )  # fmt: skip
