"""A text from a file: previewed without a trace, kept once as a draft, and removed again when it was the wrong one."""

import json
import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests import factories as make
from tests.transcription.exchange.files import TALK
from tests.transcription.interviews import Interview, a_transcript, add_transcript, an_interview
from tests.wall_clock import ahead
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.cycles import progress
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.interviews import joining, steps
from toolkit.interviews.models import Notes, Recording
from toolkit.jobs import queue
from transcription.editor import editing
from transcription.exchange import importing, previewing
from transcription.exchange.importing import Answers
from transcription.transcripts import access, segment_rows
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import State

TIMED = "[00:00:01] Intervjuare: Hej?\nBarn: Hej.\n[00:00:09] Barn: Och hej då.\n".encode()
SPEAKERS = ["interviewer", "child"]


def keep(interview: Interview, data: bytes = TALK.encode(), **more: object) -> Transcript:
    page = previewing.preview(interview.actor, interview.assignment.id, data=data)
    answers = Answers(**{"speakers": SPEAKERS, **more})  # type: ignore[arg-type]  # by the test
    return importing.keep(interview.actor, interview.assignment.id, sealed=page.sealed, answers=answers)


def another_year(interview: Interview) -> Assignment:
    cycle = make.a_cycle(interview.worker.unit, interview.facilitator, interviewers=(interview.worker,))
    return make.an_assignment(make.a_child(cycle, age=16), interview.worker)


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_preview_leaves_no_trace(interview: Interview) -> None:
    before = count(Transcript), count(AuditEntry)
    page = previewing.preview(interview.actor, interview.assignment.id, data=TALK.encode())
    assert [(voice.label, voice.speaker, voice.segments) for voice in page.speakers] == [
        ("Intervjuare", "interviewer", 2), ("Barn", "child", 2),
    ]  # fmt: skip
    assert (count(Transcript), count(AuditEntry)) == before
    assert "Petra" not in page.sealed


def test_what_is_kept_is_a_draft_like_any_other(interview: Interview) -> None:
    made = keep(interview, TIMED)
    segments = segment_rows.list_segments(made)
    assert (made.source, made.state, made.recording_id) == ("import", State.DRAFT, None)
    assert made.options == {"format": "txt", "times": "some"}
    assert [(one.speaker, one.text, one.start_ms, one.end_ms) for one in segments] == [
        ("interviewer", "Hej?", 1000, 5000), ("child", "Hej.", 5000, 9000), ("child", "Och hej då.", 9000, 9000),
    ]  # fmt: skip
    editing.save_segment(
        interview.actor, made.id, segment_id=segments[0].id, text="Hej där?", speaker="interviewer", version=1
    )
    assert editing.mark_corrected(interview.actor, made.id).state == State.CORRECTED
    db.session.commit()
    facts = db.session.scalars(select(AuditEntry).where(AuditEntry.event == Event.TRANSCRIPT_IMPORTED)).one()
    assert facts.facts == {"format": "txt", "segments": 3, "problems": 0, "left_out": 0}


def test_a_second_press_keeps_it_once(interview: Interview) -> None:
    page = previewing.preview(interview.actor, interview.assignment.id, data=TALK.encode())
    first, second = (
        importing.keep(interview.actor, interview.assignment.id, sealed=page.sealed, answers=Answers(SPEAKERS))
        for _ in range(2)
    )
    assert first.id == second.id
    assert count(Transcript) == 1


def test_whisper_s_words_keep_their_times_and_doubts(interview: Interview) -> None:
    words = [{"word": " Hej", "start": 0.2, "end": 0.6, "probability": 0.31}]
    item = {"start": 0.0, "end": 1.0, "text": " Hej", "words": words, "avg_logprob": -1.2, "speaker": "SPEAKER_00"}
    made = keep(interview, json.dumps({"segments": [item]}).encode(), speakers=["child"])
    segment = segment_rows.list_segments(made)[0]
    assert (json.loads(segment.words), segment.confidence_flag, segment.speaker) == (
        [[200, 600, "Hej", 0.31]],
        "unsure",
        "child",
    )


def test_a_text_belongs_to_a_recording_that_waits(interview: Interview) -> None:
    recording = make.a_recording(interview.assignment, duration_ms=20_000)
    queue.enqueue(interview.actor, joining.TRANSCRIBE, ref=recording.id)
    db.session.add(Transcript(assignment_id=interview.assignment.id, recording_id=recording.id, state=State.FAILED))
    db.session.flush()
    made = keep(interview, TIMED, recording_id=recording.id)
    job = queue.find_job(joining.TRANSCRIBE, ref=recording.id)
    assert made.recording_id == recording.id
    assert job is not None
    assert job.state == "cancelled"
    assert [part.transcript for part in access.list_parts(interview.assignment)] == [made]


def test_a_recording_that_is_too_short_or_taken_is_refused(interview: Interview) -> None:
    short = make.a_recording(interview.assignment, duration_ms=2000)
    with pytest.raises(InvalidInput, match="past the end"):
        keep(interview, TIMED, recording_id=short.id)
    taken = add_transcript(make.a_recording(interview.assignment, number=2)).recording_id
    for other in (taken, uuid.uuid4(), make.a_recording(an_interview().assignment).id):
        with pytest.raises(InvalidInput, match="has a text already"):
            keep(interview, TIMED, recording_id=other)
    assert db.session.get_one(Recording, short.id).state == "whole"


@pytest.mark.parametrize("speakers", [[], ["child"], ["child", "nobody"], ["child", "child", "child"]])
def test_every_voice_must_have_a_speaker(interview: Interview, speakers: list[str]) -> None:
    with pytest.raises(InvalidInput, match="who speaks"):
        keep(interview, speakers=speakers)


def test_a_preview_opens_for_the_same_person_and_interview_only(interview: Interview) -> None:
    page = previewing.preview(interview.actor, interview.assignment.id, data=TALK.encode())
    other = an_interview()
    second = another_year(interview)
    make.a_yes(second, interview.worker)
    for actor, assignment in ((other.actor, other.assignment), (interview.actor, second)):
        with pytest.raises(WrongState, match="once more"):
            previewing.reopen(actor, assignment.id, sealed=page.sealed)
    for sealed in ("", "x", "åäö", page.sealed[:-8], page.sealed[::-1]):
        with pytest.raises(WrongState, match="once more"):
            previewing.reopen(interview.actor, interview.assignment.id, sealed=sealed)
    with ahead(timedelta(hours=13)), pytest.raises(WrongState, match="once more"):
        previewing.reopen(interview.actor, interview.assignment.id, sealed=page.sealed)


def test_without_consent_and_for_others_there_is_no_import(interview: Interview) -> None:
    for other in (interview.colleague, interview.facilitator):
        with pytest.raises(NotFound):
            previewing.preview(make.actor(other), interview.assignment.id, data=TALK.encode())
    unasked = another_year(interview)
    with pytest.raises(WrongState):
        previewing.preview(interview.actor, unasked.id, data=TALK.encode())


def test_the_wrong_file_is_removed_and_the_recording_is_heard_after_all(interview: Interview) -> None:
    recording = make.a_recording(interview.assignment, duration_ms=20_000)
    made = keep(interview, TIMED, recording_id=recording.id)
    importing.remove(interview.actor, made.id)
    job = queue.find_job(joining.TRANSCRIBE, ref=recording.id)
    assert count(Transcript) == 0
    assert job is not None
    assert job.state == "queued"


def test_only_an_imported_text_that_is_not_handed_over_can_be_removed(interview: Interview) -> None:
    machine, made = a_transcript(interview), keep(interview)
    made.state = State.HANDED_OVER
    for one, says in ((machine, "came from a file"), (made, "handed over")):
        with pytest.raises(WrongState, match=says):
            importing.remove(interview.actor, one.id)
    with pytest.raises(NotFound):
        importing.remove(make.actor(interview.colleague), made.id)


def test_notes_and_a_text_from_a_file_live_side_by_side(interview: Interview) -> None:
    now = interview.assignment.created_at
    make.add(Notes(assignment_id=interview.assignment.id, text="- Hur?\nBra.", finished_at=now))
    imported = keep(interview)
    parts = access.list_parts(interview.assignment)
    assert [part.transcript for part in parts] == [imported, None]
    notes = editing.begin_from_notes(interview.actor, interview.assignment.id)
    assert notes.source == "notes"
    assert len(access.list_parts(interview.assignment)) == 2


def test_a_text_without_a_recording_is_an_interview_that_was_done(app: Flask, interview: Interview) -> None:
    def is_done() -> bool:
        with app.test_request_context():
            shown = steps.list_shown(interview.actor, interview.assignment)
        return next(one for one in shown if one.step.id == "record").facts.done_at is not None

    assert not is_done()
    keep(interview)
    assert is_done()
    assert progress.list_interviewed(interview.assignment.cycle) == [interview.assignment.id]


def test_twenty_thousand_words_fit_in_a_preview(interview: Interview) -> None:
    lines = [f"{'Barn' if n % 2 else 'I'}: {' '.join(f'ord{n * 7 + k}' for k in range(40))}" for n in range(500)]
    made = keep(interview, "\n".join(lines).encode(), speakers=SPEAKERS)
    assert sum(len(one.text.split()) for one in segment_rows.list_segments(made)) == 20_000
