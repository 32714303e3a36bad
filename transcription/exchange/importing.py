"""Keeps a text that was written elsewhere as a draft like every other, and takes one away again that was wrong.

The text comes from `previewing`, with the person's answer to who is who.
"""

import json
import uuid
from collections.abc import Mapping, Sequence

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.interviews import joining
from toolkit.interviews.models import Recording
from toolkit.jobs import queue
from transcription.exchange import previewing
from transcription.exchange.previewing import Preview
from transcription.exchange.script import Script
from transcription.transcripts import lookup
from transcription.transcripts.lookup import State
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.speaker_turns import Speaker

IMPORT = "import"
SLACK_MS = 5000
"""How far the text may go past the end of the recording: other programs round."""

NOT_THAT_TAKE = N_("That recording has a text already, or is not yours. Choose another, or none.")
TOO_SHORT_TAKE = N_("The times in the text go past the end of that recording. Choose the right one, or none.")


def keep(
    actor: Actor, assignment_id: uuid.UUID, *, sealed: str, speakers: Sequence[str], take_id: uuid.UUID | None
) -> Transcript:
    """Make the previewed text a draft. `speakers`: one for each of its voices, in their order. Again is harmless.

    Raises `InvalidInput` for an unknown speaker or a recording that has a text; `WrongState` for a stale preview.
    """
    page = previewing.reopen(actor, assignment_id, sealed=sealed)
    kept = db.session.get(Transcript, page.key)
    if kept is not None and kept.assignment_id == page.assignment.id:
        return kept
    if len(speakers) != len(page.voices) or not set(speakers) <= set(Speaker):
        raise InvalidInput(N_("Choose who speaks."), field="who")
    take = _take(page, take_id)
    if take is not None:
        lookup.remove_of_take(take)
    meant = {voice.label: speaker for voice, speaker in zip(page.voices, speakers, strict=True)}
    return _keep(actor, page, take, meant)


def remove(actor: Actor, transcript_id: uuid.UUID) -> Assignment:
    """Take an imported text away for good; its recording, if it has one, goes back to be written down.

    Raises `NotFound`, and `WrongState` for a text that was not imported, or that was handed over.
    """
    found = lookup.get_own(actor, transcript_id, to_change=True)
    if found.source != IMPORT:
        raise WrongState(N_("Only a text that came from a file can be removed here."))
    if found.state == State.HANDED_OVER:
        raise WrongState(N_("The text has been handed over. Take it back before you change it."))
    assignment, take_id = found.assignment, found.recording_id
    lookup.remove(found)
    trail.record(actor, Event.TRANSCRIPT_REMOVED, transcript_id, source=IMPORT)
    if take_id is not None:
        queue.enqueue(actor, joining.TRANSCRIBE, ref=take_id)
        trail.record(actor, Event.TRANSCRIPTION_QUEUED, take_id)
    return assignment


def _take(page: Preview, take_id: uuid.UUID | None) -> Recording | None:
    if take_id is None:
        return None
    take = next((part.take for part in page.takes if part.take and part.take.id == take_id), None)
    if take is None:
        raise InvalidInput(NOT_THAT_TAKE, field="take")
    if take.duration_ms and page.script.length_ms > take.duration_ms + SLACK_MS:
        raise InvalidInput(TOO_SHORT_TAKE, field="take")
    return take


def _keep(actor: Actor, page: Preview, take: Recording | None, meant: Mapping[str, str]) -> Transcript:
    script = page.script
    made = Transcript(
        id=page.key,
        assignment_id=page.assignment.id,
        recording_id=take.id if take else None,
        source=IMPORT,
        state=State.DRAFT,
        options={"format": script.kind, "times": _times(script)},
        heard_ms=script.length_ms,
    )
    db.session.add(made)
    db.session.flush()
    db.session.add_all(
        Segment(
            transcript_id=made.id, position=position, start_ms=start, end_ms=end, speaker=meant[stretch.label],
            text=stretch.text, words=json.dumps(stretch.words, ensure_ascii=False),
            confidence=stretch.confidence, doubt=stretch.doubt,
        )
        for position, (stretch, (start, end)) in enumerate(zip(script.stretches, page.places, strict=True))
    )  # fmt: skip
    db.session.flush()
    trail.record(
        actor, Event.TRANSCRIPT_IMPORTED, made.id, format=script.kind, segments=len(script.stretches),
        problems=len(script.problems), recording=made.recording_id,
    )  # fmt: skip
    return made


def _times(script: Script) -> str:
    """Whether the file said when things were said: all of them, some, or none."""
    if not script.timed:
        return "none"
    return "all" if script.timed == len(script.stretches) else "some"
