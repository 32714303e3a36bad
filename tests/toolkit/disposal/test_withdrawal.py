"""A withdrawal: everything that was made of an interview is gone, and the trail keeps that it was done."""

import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from seminar.board.models import Coding, Excerpt
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.speakers import only
from tests.transcription.interviews import a_sealed_recording, add_transcript
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, CycleState, EndReason
from toolkit.db import Base, db
from toolkit.disposal import withdrawal
from toolkit.errors import NotFound, WrongState
from toolkit.interviews.models import Booking, Mark, Notes, Preparation, Recording, RecordingChunk, Reflection, Worry
from toolkit.participation.models import Consent, ContactDetails, ContactEntry
from toolkit.vault import blobs
from toolkit.vault.columns import vault
from transcription.deidentification.models import KnownName, SecondReading
from transcription.transcripts.models import DeidentifiedTranscript

STAYS = {"consent", "recording", "survey_offer", "interviewer_response"}
"""The answer is closed, the recording has neither key nor bytes; the surveys are about how it was to be asked."""


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """Two children's interviews, the first with something in every table."""
    found = making.a_seminar((13, "girl"), (10, "boy"))
    found.cycle.state = CycleState.RUNNING
    theme = making.a_theme(found)
    for number, handed_over in enumerate(found.transcripts):
        making.an_excerpt(found, theme, transcript=number)
        fill(handed_over.assignment)
    return found


def fill(assignment: Assignment) -> None:
    """Something in every table that hangs on an assignment up to its texts."""
    held, worker, now = {"assignment_id": assignment.id}, assignment.interviewer, clock.now()
    recording = a_sealed_recording(assignment, make.CANARY.encode())
    add_transcript(recording)
    for row in (
        Mark(**held, recording_id=recording.id, kind="nods", at_ms=1000),
        Notes(**held, text=make.CANARY),
        Reflection(**held, text=make.CANARY),
        Booking(**held, starts_at=now, place="home", place_note=make.CANARY),
        Preparation(**held, prepared_at=now, guide_id="older", guide_version="1"),
        Worry(**held, on=now.date(), handed_to=make.CANARY),
        ContactDetails(**held, child_name=make.CANARY),
        ContactEntry(
            **held, at=now, with_whom="child", channel="phone", outcome="reached", note=make.CANARY,
            logged_by_id=worker.id,
        ),
        KnownName(**held, name=make.CANARY, role="friends", position=0),
        SecondReading(**held, reader_id=worker.id, comment=make.CANARY, asked_at=now),
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


def hanging_on_an_assignment() -> Iterator[sa.Table]:
    for table in Base.metadata.sorted_tables:
        if "assignment_id" in table.columns:
            yield table


def rows_of(assignment: Assignment) -> dict[str, int]:
    """How many rows each table has of an interview."""
    return {
        table.name: db.session.scalar(
            sa.select(sa.func.count()).select_from(table).where(table.c.assignment_id == assignment.id)
        )
        or 0
        for table in hanging_on_an_assignment()
    }


def blobs_of_everything() -> list[str]:
    return vault().store.list_names("")


def withdraw(seminar: Seminar) -> Assignment:
    assignment = seminar.transcripts[0].assignment
    withdrawal.withdraw(seminar.leads, assignment)
    db.session.commit()
    return assignment


def test_every_table_that_hangs_on_the_interview_is_empty_of_it(seminar: Seminar) -> None:
    assignment, other = (each.assignment for each in seminar.transcripts)
    before = rows_of(other)
    assert {name for name, count in rows_of(assignment).items() if not count} <= {
        "survey_offer",
        "interviewer_response",
    }
    withdraw(seminar)
    assert {name for name, count in rows_of(assignment).items() if count} == {"consent", "recording"}
    assert rows_of(other) == before


def test_a_new_table_about_an_interview_must_choose_whether_it_goes() -> None:
    """The test above knows every table only as long as this list of those that stay is whole."""
    gone = {table.__tablename__ for table in withdrawal.OWN_TABLES}
    destroyed = {"known_name", "second_reading", "transcript", "deidentified_transcript"}
    assert {table.name for table in hanging_on_an_assignment()} == gone | destroyed | STAYS


def test_no_key_is_left_and_no_bytes_after_the_commit(seminar: Seminar) -> None:
    assignment = seminar.transcripts[0].assignment
    before = blobs_of_everything()
    withdrawal.withdraw(seminar.leads, assignment)
    assert blobs_of_everything() == before, "nothing is lost before it is certain"
    db.session.commit()
    assert len(blobs_of_everything()) == len(before) // 2
    rows = db.session.scalars(sa.select(Recording).where(Recording.assignment_id == assignment.id)).all()
    assert {(row.state, row.blob_id, row.key_id, row.wrapped_key) for row in rows} == {("destroyed", None, None, None)}
    assert len(db.session.scalars(sa.select(RecordingChunk)).all()) == 1


def test_what_is_rolled_back_is_not_destroyed(seminar: Seminar) -> None:
    db.session.commit()
    assignment, before = seminar.transcripts[0].assignment, blobs_of_everything()
    rows = rows_of(assignment)
    withdrawal.withdraw(seminar.leads, assignment)
    db.session.rollback()
    db.session.commit()
    assert (blobs_of_everything(), rows_of(assignment)) == (before, rows)
    assert assignment.end_reason is None


def test_excerpts_and_codings_of_that_child_go_and_of_no_other(seminar: Seminar) -> None:
    withdraw(seminar)
    for table in (Excerpt, Coding, DeidentifiedTranscript):
        assert len(db.session.query(table).all()) == 1, table.__name__


def test_the_child_was_asked_and_is_not_drawn_again(seminar: Seminar) -> None:
    assignment = withdraw(seminar)
    assert (assignment.end_reason, assignment.child.excluded_at is not None) == (EndReason.WITHDRAWN, True)


def test_answers_are_closed_without_their_words(seminar: Seminar) -> None:
    assignment = seminar.transcripts[0].assignment
    make.a_yes(assignment, seminar.facilitator, who="guardian_2", says_yes=False, decline_note=make.CANARY)
    withdraw(seminar)
    answers = db.session.scalars(sa.select(Consent).where(Consent.assignment_id == assignment.id)).all()
    assert {answer.decline_note for answer in answers} == {""}
    assert {answer.who: answer.withdrawn_at is not None for answer in answers} == {
        "child": True, "guardian_1": False, "guardian_2": True,
    }  # fmt: skip


def test_the_trail_tells_it_once_however_often_it_is_asked(seminar: Seminar) -> None:
    assignment = withdraw(seminar)
    closed = {answer.id: answer.withdrawn_at for answer in db.session.query(Consent)}
    told = making.events_of(assignment.id)
    assert told == [
        "cycles:assignment:ended", "participation:consent:withdrawn", "disposal:material:withdrawn",
    ]  # fmt: skip
    withdraw(seminar)
    assert making.events_of(assignment.id) == told
    assert {answer.id: answer.withdrawn_at for answer in db.session.query(Consent)} == closed


def test_it_is_too_late_once_the_report_stands(seminar: Seminar) -> None:
    assignment, before = seminar.transcripts[0].assignment, blobs_of_everything()
    rows = rows_of(assignment)
    states.finish(seminar.leads, seminar.cycle.id)
    assert not withdrawal.is_possible(assignment)
    with pytest.raises(WrongState, match="become part of the report"):
        withdraw(seminar)
    db.session.commit()
    assert (rows_of(assignment), blobs_of_everything()) == (rows, before)


def test_one_objection_is_enough_and_is_about_one_interview(app: Flask, seminar: Seminar) -> None:
    assignment = seminar.transcripts[0].assignment
    only(app, withdrawal.OBJECTIONS, seminar=lambda each: each.id == assignment.id)
    assert not withdrawal.is_possible(assignment)
    assert withdrawal.is_possible(seminar.transcripts[1].assignment)


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_nobody_but_the_interviewer_and_the_facilitator_may(seminar: Seminar, role: Role) -> None:
    assignment = seminar.transcripts[0].assignment
    for actor in (
        make.actor(make.a_person(seminar.unit, role)),
        make.actor(seminar.transcripts[1].assignment.interviewer),
        making.a_seminar().leads,
    ):
        with pytest.raises(NotFound):
            withdrawal.get_withdrawable(actor, assignment.id)
    for actor in (make.actor(assignment.interviewer), seminar.leads):
        assert withdrawal.get_withdrawable(actor, assignment.id) == assignment
