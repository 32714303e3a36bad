"""A seminar of two interviews with something in every table that hangs on them, and their sound in the vault."""

import json
import uuid

from seminar.answers.models import CountedAnswers
from seminar.quotable.models import QuoteReview
from seminar.report.models import ChosenQuote, ReportInterviewerAnswer
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from tests.transcription.interviews import a_sealed_recording, add_transcript
from toolkit import clock
from toolkit.cycles.models import Assignment, CycleState
from toolkit.disposal.models import DisposalHold
from toolkit.interviews.models import Booking, GuideChoice, Mark, Notes, Preparation, RecordingChunk, Reflection, Worry
from toolkit.own_codes.models import OwnCode
from toolkit.participation.models import ContactDetails, ContactEntry
from toolkit.surveys.models import InterviewerResponse, SurveyOffer
from toolkit.vault import blobs
from toolkit.vault.columns import vault
from transcription.deidentification.models import KnownName, SecondReading


def a_filled_seminar() -> Seminar:
    """Two children's interviews, the first with something in every table."""
    found = making.a_seminar((13, "girl"), (10, "boy"))
    found.cycle.state = CycleState.RUNNING
    theme = making.a_theme(found)
    for number, handed_over in enumerate(found.transcripts):
        coding = making.an_excerpt(found, theme, transcript=number)
        make.add(ChosenQuote(coding_id=coding.id, words=make.CANARY))
        make.add(QuoteReview(excerpt_id=coding.excerpt_id, child_words=make.CANARY, wording=make.CANARY))
        fill(handed_over.assignment)
    _read_beforehand(found)
    return found


def _read_beforehand(found: Seminar) -> None:
    """A colleague has read both before a seminar, and marked words in them."""
    reader = days.readers_of(found, 1)[0]
    day = days.a_day(found, reader)
    days.give(found, day, [(reader, handed_over) for handed_over in found.transcripts])
    for handed_over in found.transcripts:
        days.a_mark(make.actor(reader), day, handed_over, "skickat", note=make.CANARY)


def fill(assignment: Assignment) -> None:
    """Something in every table that hangs on an assignment up to its texts."""
    held, worker, now = {"assignment_id": assignment.id}, assignment.interviewer, clock.now()
    recording = a_sealed_recording(assignment, make.CANARY.encode())
    add_transcript(recording)
    for row in (
        Mark(**held, recording_id=recording.id, kind="nods", at_ms=1000),
        Notes(**held, text=make.CANARY),
        CountedAnswers(**held, answers=json.dumps({"knows_why": make.CANARY}), answered_by_id=worker.id),
        Reflection(**held, text=make.CANARY),
        GuideChoice(**held, guide_id="guide_9_12", reason=make.CANARY),
        Booking(**held, starts_at=now, place="home", place_note=make.CANARY),
        Preparation(**held, prepared_at=now, guide_id="older", guide_version="1"),
        DisposalHold(**held, reason=make.CANARY, set_by_id=worker.id, lifted_at=now),
        Worry(**held, on=now.date(), handed_to=make.CANARY),
        ContactDetails(**held, child_name=make.CANARY),
        ContactEntry(
            **held, at=now, with_whom="child", channel="phone", outcome="reached", note=make.CANARY,
            logged_by_id=worker.id,
        ),
        KnownName(**held, name=make.CANARY, role="friends", position=0),
        SecondReading(**held, reader_id=worker.id, comment=make.CANARY, asked_at=now),
        InterviewerResponse(**held, form_version=1, answers=make.CANARY, saved_at=now),
        SurveyOffer(**held),
        OwnCode(**held, is_wanted=True, code_hash=uuid.uuid4().hex),
        ReportInterviewerAnswer(source=uuid.uuid4().hex, **held, text=make.CANARY, decided_by_id=worker.id),
    ):  # fmt: skip
        make.add(row)
    make.a_yes(assignment, worker)
    make.a_yes(assignment, worker, who="guardian_1", replaced_at=now)
    a_chunk(assignment, worker_id=worker.id)


def a_chunk(assignment: Assignment, *, worker_id: uuid.UUID) -> None:
    """A recording of which only a piece has arrived."""
    half = make.a_recording(assignment, number=2, state="receiving", finished_at=None)
    with vault().writing(blobs.new_name("chunk")) as writer:
        writer.write(make.CANARY.encode())
    sealed = writer.sealed
    make.add(
        RecordingChunk(
            recording_id=half.id, number=0, sha256="0" * 64, plain_length=sealed.plain_length,
            sealed_length=sealed.blob_length, blob_id=sealed.file_id, key_id=sealed.key_id,
            wrapped_key=sealed.wrapped_key, received_at=clock.now(),
        )
    )  # fmt: skip
