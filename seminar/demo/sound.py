"""Sound in the practice year: sealed by the same intake as any file, heard by the practice model, corrected by hand."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy.orm import Session

from seminar.demo.story import Facts, Year
from toolkit import clock, content
from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.interviews import joining, room
from toolkit.interviews.models import Recording
from toolkit.jobs import queue
from toolkit.jobs.context import JobContext
from toolkit.jobs.leases import Claim, Number
from toolkit.jobs.models import State
from toolkit.vault.uploads import SealedUpload
from transcription.editor import editing, segments
from transcription.queue import control, tasks
from transcription.speech_models import practice, practice_talks
from transcription.speech_models.practice_talks import Spoken
from transcription.transcripts import access, segment_rows
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.speaker_turns import Speaker

ASKED = "- "
"""How a line begins that the interviewer says; the others are the child's."""


def hand_in(
    year: Year, worker: Actor, assignment: Assignment, *, sound: bytes, signs: Sequence[Facts], on: int
) -> Recording:
    """A recording in the vault, with what was noted while it was made; it waits to be transcribed."""
    upload = SealedUpload()
    try:
        upload.write(sound)
        whole = joining.examine(upload)
        with year.day(on, 16):
            recording = joining.receive_file(
                worker, assignment.id, client_key="practice recording", upload=upload, whole=whole
            )  # fmt: skip
            for sign in signs:
                room.mark(
                    worker, assignment.id, mark_id=uuid4(), kind=sign["kind"], at_ms=sign["at"],
                    recording_id=recording.id, question_id=None, content=content.current(),
                )  # fmt: skip
    finally:
        upload.close()
    return recording


def record(year: Year, worker: Actor, assignment: Assignment, recorded: Facts, *, on: int) -> tuple[Spoken, ...]:
    """A talk of practice utterances, recorded and transcribed; gives what is said in it."""
    talk = practice_talks.record([line.removeprefix(ASKED) for line in recorded["said"].splitlines()])
    recording = hand_in(year, worker, assignment, sound=talk.content, signs=recorded.get("signs", ()), on=on)
    with year.day(on, 18):
        control.start_over(worker, recording.id, model=practice.NAME)  # this voice is for this model
        _transcribe(recording)
    return talk.spoken


def correct(worker: Actor, assignment: Assignment, recorded: Facts, spoken: Sequence[Spoken]) -> None:
    """The interviewer listens through: who speaks, what was heard wrong, and what was not heard at all."""
    transcript = next(one.transcript for one in access.list_parts(assignment) if one.recording and one.transcript)
    asked = {line.removeprefix(ASKED): line.startswith(ASKED) for line in recorded["said"].splitlines()}
    for segment, said in _by_segment(transcript, spoken):
        _write(worker, transcript, segment, [(one.text, _voice(asked[one.text])) for one in said])
    segments.accept_speakers(worker, transcript.id)


def _by_segment(transcript: Transcript, spoken: Sequence[Spoken]) -> list[tuple[Segment, list[Spoken]]]:
    """Each segment that something was said in, with what: where most of it lies, or what lies nearest."""
    rows = segment_rows.list_segments(transcript)
    said: dict[uuid.UUID, list[Spoken]] = {}
    for one in spoken:
        nearest = max(rows, key=lambda row: min(row.end_ms / 1000, one.end) - max(row.start_ms / 1000, one.start))
        said.setdefault(nearest.id, []).append(one)
    return [(row, said[row.id]) for row in rows if row.id in said]


def _write(worker: Actor, transcript: Transcript, segment: Segment, said: Sequence[tuple[str, Speaker]]) -> None:
    """The segment says what was said; where two spoke, it is divided between them."""
    (first, speaker), *rest = said
    _save(worker, transcript, segment, " ".join(text for text, _ in said), speaker)
    for number, (_, voice) in enumerate(rest, 1):
        whole = segment.text
        segment = editing.split_segment(
            worker, transcript.id, segment_id=segment.id, text=whole, at=len(first), version=segment.version
        )
        first = said[number][0]
        _save(worker, transcript, segment, segment.text, voice)


def _save(worker: Actor, transcript: Transcript, segment: Segment, text: str, speaker: Speaker) -> None:
    if (segment.text, segment.speaker) != (text, speaker):
        editing.save_segment(
            worker, transcript.id, segment_id=segment.id, text=text, speaker=speaker, version=segment.version
        )
        db.session.flush()


def _voice(asked: bool) -> Speaker:  # noqa: FBT001 - one fact, one word
    return Speaker.INTERVIEWER if asked else Speaker.CHILD


def _transcribe(recording: Recording) -> None:
    """What the worker process does with a job, at once and in the transaction of the story."""
    job = queue.find_job(joining.TRANSCRIBE, ref=recording.id)
    if job is None:
        msg = "a whole recording waits to be transcribed"
        raise LookupError(msg)
    job.started_at = clock.now()
    tasks.transcribe(_AtOnce(Claim(job.id, job.kind, job.ref, job.actor_id, 1, 0, "practice year", {})))
    job.state, job.attempt, job.finished_at = State.DONE, 1, clock.now()
    db.session.flush()


class _AtOnce(JobContext):
    """A job that nobody else can take and nobody stops; what it saves is the story's own, committed with it."""

    def __init__(self, held: Claim) -> None:
        self._job = held

    @property
    def ref(self) -> uuid.UUID:
        """The recording."""
        return self._job.ref

    def check(self) -> None:
        """Nothing is in the way."""

    @contextmanager
    def saving(self, **_numbers: Number) -> Iterator[Session]:
        """Write in the transaction that is open."""
        yield db.session()
        db.session.flush()
