"""A withdrawal: everything that was made of an interview is gone, and the trail keeps that it was done."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from seminar.coding.models import Coding, Excerpt
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.toolkit.disposal.filling import a_filled_seminar
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import Assignment, CycleState, EndReason
from toolkit.db import Base, db
from toolkit.disposal import withdrawal
from toolkit.errors import NotFound
from toolkit.interviews.models import Recording, RecordingChunk
from toolkit.participation.models import Consent
from toolkit.surveys import offering
from toolkit.surveys.models import ChildResponse
from toolkit.vault.columns import vault
from transcription.transcripts.models import DeidentifiedTranscript

STAYS = {"consent", "recording"}
"""The answer is closed, the recording has neither key nor bytes."""


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return a_filled_seminar()


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
    assert not {name for name, count in rows_of(assignment).items() if not count} - {"disposal_item"}
    withdraw(seminar)
    assert {name for name, count in rows_of(assignment).items() if count} == {"consent", "recording"}
    assert rows_of(other) == before


def test_a_new_table_about_an_interview_must_choose_whether_it_goes() -> None:
    """The test above knows every table only as long as this list of those that stay is whole."""
    gone = {table.__tablename__ for table in withdrawal.OWN_TABLES}
    destroyed = {
        "report_interviewer_answer", "counted_answers", "seminar_to_read", "known_name", "second_reading", "transcript",
        "deidentified_transcript",
    }  # fmt: skip
    assert {table.name for table in hanging_on_an_assignment()} == gone | destroyed | STAYS | {"disposal_item"}


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


def test_the_childs_own_survey_stays_because_nothing_leads_to_it(seminar: Seminar) -> None:
    assignment = seminar.transcripts[0].assignment
    offering.offer(make.actor(assignment.interviewer), assignment.id)
    before = db.session.scalar(sa.select(sa.func.count()).select_from(ChildResponse))
    withdraw(seminar)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ChildResponse)) == before == 1
    assert not [key for key in ChildResponse.__table__.foreign_keys if key.column.table.name != "cycle"]


def test_what_stays_of_it_can_still_be_read(seminar: Seminar) -> None:
    assignment = withdraw(seminar)
    db.session.expire_all()
    assert assignment.reason == ""
    assert {one.decline_note for one in db.session.scalars(sa.select(Consent))} == {""}


def test_an_interview_that_lost_its_key_can_be_taken_back_all_the_same(seminar: Seminar) -> None:
    """As after a backup was put back: its rows are there again, and nothing in them opens."""
    assignment, other = (each.assignment for each in seminar.transcripts)
    make.a_yes(assignment, seminar.facilitator, who="guardian_2", says_yes=False, decline_note=make.CANARY)
    assignment.reason = make.CANARY
    before = rows_of(other)
    db.session.commit()
    vault().keys.destroy(assignment.id.hex)
    withdraw(seminar)
    assert {one.decline_note for one in db.session.scalars(sa.select(Consent))} == {""}
    assert {name for name, count in rows_of(assignment).items() if count} == STAYS
    assert rows_of(other) == before


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


@pytest.mark.parametrize("state", [CycleState.REPORTED, CycleState.CLOSED])
def test_it_is_never_too_late(seminar: Seminar, state: CycleState) -> None:
    seminar.cycle.state, seminar.cycle.reported_at = state, clock.now()
    assignment = withdraw(seminar)
    assert {name for name, count in rows_of(assignment).items() if count} == STAYS
    assert assignment.id.hex not in vault().keys.names


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
