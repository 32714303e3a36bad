"""Keeps a text that was written elsewhere as a draft like every other, and takes one away again that was wrong.

The text comes from `previewing`, with the person's answer to who is who.
"""

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, select

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.interviews import joining
from toolkit.interviews.models import Recording
from toolkit.jobs import queue
from toolkit.transactions import paused
from transcription.exchange import accounting, imported_file, previewing, segment_times
from transcription.exchange.models import ImportedFile
from transcription.exchange.previewing import Preview
from transcription.exchange.transcript_file import TranscriptFile
from transcription.transcripts import access, removal
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.states import Source, State

SLACK_MS = 5000
"""How far the text may go past the end of the recording: other programs round."""

NOT_THAT_RECORDING = N_("That recording has a text already, or is not yours. Choose another, or none.")
RECORDING_TOO_SHORT = N_("The times in the text go past the end of that recording. Choose the right one, or none.")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person said about a file. `speakers`: one for each of its speakers, in their order; `put_back`: numbers
    of what was left out; `ticks`: what the times count, where the file does not say it."""

    speakers: Sequence[str]
    recording_id: uuid.UUID | None = None
    put_back: Collection[int] = ()
    ticks: int = 0


def keep(actor: Actor, assignment_id: uuid.UUID, *, sealed: str, answers: Answers) -> Transcript:
    """Make the previewed text a draft, and keep what the file held beside it. Again is harmless.

    Raises `InvalidInput` for an unknown speaker or a recording that has a text; `WrongState` for a stale preview.
    """
    previewing.get_assignment(actor, assignment_id)
    with paused():
        key, file = previewing.unsealed(actor, assignment_id, sealed=sealed)
        kept_file = accounting.put_back(segment_times.rescaled(file, answers.ticks), answers.put_back)
        content = imported_file.pack(kept_file)  # takes most of a second for a long talk
    page = previewing.look(actor, assignment_id, key=key, file=file, sealed=sealed)
    kept = db.session.get(Transcript, page.key)
    if kept is not None and kept.assignment_id == page.assignment.id:
        return kept
    if len(answers.speakers) != len(page.speakers) or not set(answers.speakers) <= set(Speaker):
        raise InvalidInput(N_("Choose who speaks."), field="who")
    meant = {voice.label: speaker for voice, speaker in zip(page.speakers, answers.speakers, strict=True)}
    page = replace(page, file=kept_file)
    recording = _recording(page, answers.recording_id)
    if recording is not None:
        removal.remove_of_recording(recording)
    made = _keep(actor, page, recording, meant)
    db.session.add(ImportedFile(transcript_id=made.id, content=content))
    db.session.flush()
    return made


def remove(actor: Actor, transcript_id: uuid.UUID) -> Assignment:
    """Take an imported text away for good; its recording, if it has one, goes back to be written down.

    Raises `NotFound`, and `WrongState` for a text that was not imported, or that was handed over.
    """
    found = access.get_own(actor, transcript_id, to_change=True)
    if found.source != Source.IMPORT:
        raise WrongState(N_("Only a text that came from a file can be removed here."))
    if found.is_at_seminar:
        raise WrongState(
            N_("The text has been handed over. Take it back before you change it."),
            page="hand_over",
            of=found.assignment_id,
        )
    assignment, recording_id = found.assignment, found.recording_id
    removal.remove(found)
    trail.record(actor, Event.TRANSCRIPT_REMOVED, transcript_id, source=Source.IMPORT)
    if recording_id is not None:
        queue.enqueue(actor, joining.TRANSCRIBE, ref=recording_id)
        trail.record(actor, Event.TRANSCRIPTION_QUEUED, recording_id)
    return assignment


def _recording(page: Preview, recording_id: uuid.UUID | None) -> Recording | None:
    if recording_id is None:
        return None
    recording = next(
        (part.recording for part in page.recordings if part.recording and part.recording.id == recording_id), None
    )
    if recording is None:
        raise InvalidInput(NOT_THAT_RECORDING, field="recording")
    if recording.duration_ms and page.file.length_ms > recording.duration_ms + SLACK_MS:
        raise InvalidInput(RECORDING_TOO_SHORT, field="recording")
    return recording


def _keep(actor: Actor, page: Preview, recording: Recording | None, meant: Mapping[str, str]) -> Transcript:
    file = page.file
    made = Transcript(
        id=page.key,
        assignment_id=page.assignment.id,
        recording_id=recording.id if recording else None,
        source=Source.IMPORT,
        state=State.DRAFT,
        options={"format": file.kind, "times": _times(file)},
        transcribed_ms=file.length_ms,
    )
    db.session.add(made)
    db.session.flush()
    db.session.add_all(
        Segment(
            transcript_id=made.id, position=position, start_ms=start, end_ms=end,
            speaker=meant.get(segment.label, Speaker.UNKNOWN), text=segment.text,
            words=json.dumps(segment.words, ensure_ascii=False),
            confidence=segment.confidence, confidence_flag=segment.confidence_flag,
        )
        for position, (segment, (start, end)) in enumerate(zip(file.segments, page.times, strict=True))
    )  # fmt: skip
    db.session.flush()
    trail.record(
        actor, Event.TRANSCRIPT_IMPORTED, made.id, format=file.kind, segments=len(file.segments),
        problems=len(file.problems), left_out=len(file.left_out), recording=made.recording_id,
    )  # fmt: skip
    return made


def _times(file: TranscriptFile) -> str:
    """Whether the file said when things were said: all of them, some, or none."""
    if not file.timed:
        return "none"
    return "all" if file.timed == len(file.segments) else "some"


def forget_files(assignment: Assignment) -> None:
    """Remove what the files held that texts came from, when the full text is disposed of."""
    own = select(Transcript.id).where(Transcript.assignment_id == assignment.id)
    db.session.execute(delete(ImportedFile).where(ImportedFile.transcript_id.in_(own)))
