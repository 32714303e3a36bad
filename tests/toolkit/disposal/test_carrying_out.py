"""Two people dispose of what is due: neither alone, never twice, and never more than what is due at that moment."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from seminar.report.models import ReportAnswer
from tests import factories as make
from tests.sealed import every_blob
from tests.toolkit.disposal.planning import Scene, a_scene, ahead, decide
from toolkit import clock
from toolkit.access import Role
from toolkit.audit import trail
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.disposal import carrying_out, due, holds, withdrawal
from toolkit.disposal.materials import DISPOSED_AT, RULES
from toolkit.disposal.models import CountedFrom, DisposalProposal, Material, Outcome, ProposalState
from toolkit.errors import NotFound, WrongState
from toolkit.interviews.models import Mark, Notes, Recording, RecordingChunk
from toolkit.jobs import queue
from toolkit.jobs.models import Job
from toolkit.participation.models import Consent, ContactDetails, ContactEntry
from toolkit.surveys.models import ChildAnswer, ChildResponse
from toolkit.vault import key_destruction
from toolkit.vault.columns import KeyPart, key_name, vault
from toolkit.vault.texts import text_key_id
from transcription.deidentification.models import KnownName
from transcription.exchange.models import ImportedFile
from transcription.handover import handing_over
from transcription.transcripts.models import DeidentifiedSegment, Segment, Transcript

LATER = timedelta(days=400)


@pytest.fixture
def scene(app: Flask) -> Scene:
    found = a_scene()
    for material in (Material.RECORDING, Material.FULL_TEXT, Material.CONTACT):
        decide(found, material)
    decide(found, Material.INTERVIEW, counted_from=CountedFrom.REPORT)
    decide(found, Material.ANSWERS, counted_from=CountedFrom.REPORT)
    return found


def propose(scene: Scene, material: Material = Material.RECORDING) -> DisposalProposal:
    made = carrying_out.propose(scene.administrator, material=material)
    db.session.commit()
    return made


def dispose(scene: Scene, material: Material) -> DisposalProposal:
    done = carrying_out.confirm(scene.leader, propose(scene, material).id)
    db.session.commit()
    db.session.expire_all()
    return done


def count(table: type, *which: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*which)) or 0


def report(scene: Scene) -> None:
    scene.seminar.cycle.reported_at = clock.now()
    db.session.commit()


def test_the_sound_goes_and_the_words_stay(scene: Scene) -> None:
    files = set(vault().store.list_names())
    with ahead(LATER):
        done = dispose(scene, Material.RECORDING)
    assert (done.state, done.disposed, done.left_out) == (ProposalState.CARRIED_OUT, 2, 0)
    assert files
    assert vault().store.list_names() == []
    assert count(Recording, Recording.state != "destroyed") == 0
    assert key_name(scene.assignment.id, KeyPart.RECORDING) not in vault().keys
    assert count(Mark) > 0, "what was marked belongs to the text"
    assert db.session.scalars(sa.select(Segment.text)).all()
    assert db.session.scalars(sa.select(Notes.text)).all()
    assert [event for event, _ in trail.pending()] == []


def test_it_is_on_the_trail_with_numbers_and_both_persons(scene: Scene) -> None:
    with ahead(LATER):
        proposal = carrying_out.propose(scene.administrator, material=Material.RECORDING)
        carrying_out.confirm(scene.leader, proposal.id)
        told = [(event, facts) for event, facts in trail.pending() if event.startswith("disposal:")]
        assert told == [
            ("disposal:proposal:made", {"kind": "recording", "count": 2}),
            ("disposal:material:disposed", {"kind": "recording", "count": 2, "left_out": 0}),
        ]
        assert (proposal.proposed_by_id, proposal.settled_by_id) == (scene.administrator.id, scene.leader.id)


def test_nobody_confirms_their_own_proposal(scene: Scene) -> None:
    with ahead(LATER):
        proposal = propose(scene)
        with pytest.raises(WrongState, match="yourself"):
            carrying_out.confirm(scene.administrator, proposal.id)
        db.session.rollback()
    assert count(Recording, Recording.state != "destroyed") > 0


def test_a_second_yes_comes_too_late_and_so_does_a_no(scene: Scene) -> None:
    with ahead(LATER):
        done = dispose(scene, Material.RECORDING)
        for act in (carrying_out.confirm, carrying_out.take_back):
            with pytest.raises(WrongState, match="before you"):
                act(scene.leader, done.id)


def test_what_is_taken_back_disposes_of_nothing_and_may_be_proposed_anew(scene: Scene) -> None:
    with ahead(LATER):
        proposal = propose(scene)
        with pytest.raises(WrongState, match="waits already"):
            carrying_out.propose(scene.leader, material=Material.RECORDING)
        carrying_out.take_back(scene.administrator, proposal.id)
        assert propose(scene).number == proposal.number + 1
    assert count(Recording, Recording.state != "destroyed") > 0


def test_nothing_is_proposed_without_a_decision_or_before_its_time(scene: Scene) -> None:
    with pytest.raises(WrongState, match="within a month"):
        carrying_out.propose(scene.leader, material=Material.RECORDING)
    with pytest.raises(WrongState, match="no decision"):
        carrying_out.propose(scene.leader, material=Material.TRAIL)


@pytest.mark.parametrize("what", ["withdrawn", "set aside"])
def test_what_happens_between_the_two_is_left_out(scene: Scene, what: str) -> None:
    report(scene)
    with ahead(LATER):
        proposal = propose(scene, Material.INTERVIEW)
        if what == "withdrawn":
            withdrawal.withdraw(scene.seminar.leads, scene.assignment)
        else:
            holds.set_aside(scene.leader, scene.assignment.id, reason="Ett klagomål utreds")
        db.session.commit()
        done = carrying_out.confirm(scene.leader, proposal.id)
        db.session.commit()
    assert (done.disposed, done.left_out) == (1, 1)
    outcomes = {item.assignment_id: item.outcome for item in done.items}
    assert outcomes == {scene.assignment.id: Outcome.LEFT_OUT, scene.other.id: Outcome.DISPOSED}
    assert db.session.get_one(Assignment, scene.assignment.id).disposed_at is None


def test_another_unit_sees_and_confirms_nothing(scene: Scene) -> None:
    elsewhere = make.actor(make.a_person(make.a_unit(), Role.ADMINISTRATOR, Role.UNIT_LEADER))
    with ahead(LATER):
        proposal = propose(scene)
        for act in (carrying_out.confirm, carrying_out.take_back, carrying_out.get_proposal):
            with pytest.raises(NotFound):
                act(elsewhere, proposal.id)
        assert carrying_out.list_proposals(elsewhere) == []
        with pytest.raises(NotFound):
            carrying_out.confirm(scene.seminar.leads, proposal.id)


def test_the_full_text_goes_and_the_seminars_copy_stays(scene: Scene) -> None:
    copies = count(DeidentifiedSegment)
    with ahead(LATER):
        dispose(scene, Material.FULL_TEXT)
        for table in (Segment, Notes, KnownName):
            assert count(table) == 0, table
        assert count(DeidentifiedSegment) == copies > 0
        assert all(db.session.scalars(sa.select(DeidentifiedSegment.text)))
        left = db.session.scalars(sa.select(Transcript)).all()
        assert left
        assert all(one.is_at_seminar and one.full_text_gone_at for one in left)
        assert due.list_ids(scene.leader.unit_id, Material.FULL_TEXT, by=clock.today()) == []
    assert key_name(scene.assignment.id, KeyPart.FULL_TEXT) not in vault().keys


def test_a_row_says_what_of_its_interview_is_disposed_of(scene: Scene) -> None:
    with ahead(LATER):
        for material in (Material.RECORDING, Material.FULL_TEXT):
            dispose(scene, material)
    row = db.session.get_one(Assignment, scene.assignment.id)
    assert [bool(getattr(row, column.key)) for column in DISPOSED_AT.values()] == [True, True, False, False]


def test_a_text_without_its_full_wording_is_neither_taken_back_nor_corrected(scene: Scene) -> None:
    worker = make.actor(scene.assignment.interviewer)
    with ahead(LATER):
        dispose(scene, Material.FULL_TEXT)
        with pytest.raises(WrongState, match="full text"):
            handing_over.begin_correcting(worker, scene.assignment.id)


def test_names_and_notes_of_contact_go_and_the_answers_stay(scene: Scene) -> None:
    answers = count(Consent)
    with ahead(LATER):
        done = dispose(scene, Material.CONTACT)
    assert done.disposed >= 1
    assert count(ContactDetails) == 0
    assert set(db.session.scalars(sa.select(ContactEntry.note))) == {""}
    assert set(db.session.scalars(sa.select(Consent.decline_note))) == {""}
    assert count(Consent) == answers > 0


def test_an_interview_goes_whole_and_the_year_remembers_that_there_was_one(scene: Scene) -> None:
    report(scene)
    with ahead(LATER):
        done = dispose(scene, Material.INTERVIEW)
    assert done.disposed == 2
    for table in (Segment, DeidentifiedSegment, Transcript, Notes, ContactDetails):
        assert count(table) == 0, table
    for assignment in (scene.assignment, scene.other):
        assert db.session.get_one(Assignment, assignment.id).disposed_at is not None
        assert key_destruction.list_left([assignment.id]) == []


def test_a_years_answers_go_with_what_was_chosen_of_them_for_the_report(scene: Scene) -> None:
    report(scene)
    cycle = scene.seminar.cycle
    held = {"cycle_id": cycle.id, "closes_on": clock.today(), "form_version": 1, "scale": "faces", "scale_version": 1}
    response = make.add(ChildResponse(**held, code_hash="x", age_band="9–12", sex="girl"))
    make.add(ChildAnswer(response_id=response.id, question="how", face=3, words=make.CANARY))
    make.add(ReportAnswer(source="y", cycle_id=cycle.id, text=make.CANARY, decided_by_id=scene.seminar.facilitator.id))
    db.session.commit()
    with ahead(LATER):
        assert dispose(scene, Material.ANSWERS).disposed == 1
    assert [count(table) for table in (ChildResponse, ChildAnswer, ReportAnswer)] == [0, 0, 0]
    assert key_name(cycle.id, KeyPart.ANSWERS) not in vault().keys


def test_a_recording_that_waits_to_be_transcribed_never_is(scene: Scene) -> None:
    recording = make.a_recording(scene.other, number=7)
    make.add(Transcript(assignment_id=scene.other.id, recording_id=recording.id))
    queue.enqueue(None, "transcription:transcribe", ref=recording.id)
    db.session.commit()
    with ahead(LATER):
        dispose(scene, Material.RECORDING)
    assert count(Job, Job.ref == recording.id, Job.state == "queued") == 0
    assert count(Transcript, Transcript.recording_id == recording.id) == 0


def test_keys_that_an_older_copy_brought_back_are_destroyed_again(scene: Scene) -> None:
    with ahead(LATER):
        dispose(scene, Material.RECORDING)
        name = key_name(scene.assignment.id, KeyPart.RECORDING)
        vault().keys.create(name)
        assert carrying_out.sweep() == 1
        db.session.commit()
        assert name not in vault().keys
        assert carrying_out.sweep() == 0


def test_a_copy_of_the_data_that_is_put_back_is_disposed_of_again(scene: Scene) -> None:
    name = key_name(scene.assignment.id, KeyPart.RECORDING)
    assert carrying_out.repeat_after_restore(frozenset({"something else"})) == 0
    vault().keys.destroy(name, by_decision=True)
    assert carrying_out.repeat_after_restore(frozenset({name})) == 1
    db.session.commit()
    assert count(Recording, Recording.state != "destroyed", Recording.assignment_id == scene.assignment.id) == 0


@pytest.mark.parametrize("material", [Material.RECORDING, Material.FULL_TEXT, Material.CONTACT, Material.INTERVIEW])
def test_nothing_that_is_left_lies_under_a_key_that_is_gone(scene: Scene, material: Material) -> None:
    """Whoever adds a table under one of these keys sees to it that its rows go with them."""
    report(scene)
    make.add(ImportedFile(transcript_id=scene.seminar.transcripts[0].transcript_id, content=make.CANARY))
    db.session.commit()
    keys = {key_name(one.id, part) for one in (scene.assignment, scene.other) for part in RULES[material].parts}
    assert keys & (
        {text_key_id(blob.data) for blob in every_blob()} | set(db.session.scalars(sa.select(Recording.key_id)))
    )
    with ahead(LATER):
        dispose(scene, material)
    assert not [blob.label for blob in every_blob() if text_key_id(blob.data) in keys]
    assert not keys & set(db.session.scalars(sa.select(Recording.key_id)))
    assert not keys & set(db.session.scalars(sa.select(RecordingChunk.key_id)))
    assert not keys & vault().keys.names
