"""Whose key a row is sealed under: an interview's own for whatever hangs on it, the installation's for the rest."""

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask

from seminar.editions.models import Edition
from tests import factories as make
from tests.sealed import every_blob, list_labels, raw
from tests.transcription.interviews import a_sealed_recording, add_transcript, an_interview
from tests.world import a_world
from toolkit.access import Role
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import Base, db
from toolkit.interviews import joining
from toolkit.interviews.models import Notes, Recording
from toolkit.participation.models import ContactDetails
from toolkit.surveys.models import StaffGathering
from toolkit.vault import key_destruction, row_sealing
from toolkit.vault.columns import KeyPart, key_name, vault
from toolkit.vault.data_keys import INSTALLATION, KeyGone
from toolkit.vault.texts import text_key_id

OF_THE_INSTALLATION = {
    "action.goal", "action.indicator", "action.notice_question", "action.responsible", "action.what",
    "log_review_line.note", "archive_delivery.receipt",
    "authenticator.secret", "carried_over.reason", "earlier_report_text.text", "flash_message.told",
    "meeting_item.outcome",
    "meeting_item.presenter", "progress.evidence",
    "progress.link", "progress.note", "proposal.decision_words", "proposal.for_children", "proposal.indicator",
    "proposal.responsible", "recovery_code.code_hash",
    "proposal.text", "publication.numbers", "recognition_check.ticked",
    "report_answer.text", "report_text.drafted", "report_text.text", "seminar_change.words",
    "staff_voice.text", "subject_request.reference", "theme.definition", "theme.name", "theme_summary.text",
    "signing_key.private_key", "unit_terms.text", "verification.note",
}  # fmt: skip
"""What belongs to no interview: the unit's own words."""

OF_THE_YEAR = {"child_answer.words", "focus_notes.text", "staff_survey.answers"}
"""Children's and staff's answers lead to nobody; they lie under a key of their year."""


def names_of(owner: uuid.UUID) -> set[str]:
    return {key_name(owner, part) for part in row_sealing.parts_of(Base.metadata.tables["assignment"])}


def test_a_new_sealed_column_must_choose_whether_it_goes_with_an_interview(app: Flask) -> None:
    """Whoever adds one that hangs on no interview adds its name here, and a word of it on the page of a withdrawal."""
    labels = {label for label, table in list_labels().items() if row_sealing.way_to_owner(table) is None}
    assert labels == OF_THE_INSTALLATION


@pytest.mark.parametrize(
    ("table", "way"),
    [
        ("assignment", []),
        ("notes", ["assignment_id"]),
        ("segment", ["transcript_id", "assignment_id"]),
        ("recording_chunk", ["recording_id", "assignment_id"]),
        ("excerpt", ["transcript_id", "assignment_id"]),
        ("excerpt_note", ["excerpt_id", "transcript_id", "assignment_id"]),
        ("retranscription", ["transcript_id", "assignment_id"]),
    ],
)
def test_the_way_from_a_row_to_its_interview(app: Flask, table: str, way: list[str]) -> None:
    assert [column for column, _ in row_sealing.way_to_owner(Base.metadata.tables[table]) or ()] == way


def test_every_text_and_file_of_a_world_lies_under_the_key_of_its_interview(app: Flask) -> None:
    a_world()
    db.session.commit()
    owned = {
        key_name(one, part)
        for kind in (Assignment, StaffGathering, Edition, Cycle)
        for one in db.session.scalars(sa.select(kind.id))
        for part in row_sealing.parts_of(Base.metadata.tables[kind.__tablename__])
    }
    assert owned <= vault().keys.names
    of_years = {name for name in owned if name.endswith(f".{KeyPart.ANSWERS}")}
    names = owned - of_years
    for blob in every_blob():
        key = text_key_id(blob.data)
        expected = of_years if blob.label in OF_THE_YEAR else names
        assert (key in expected) != (blob.label in OF_THE_INSTALLATION) or key == INSTALLATION
    used = {text_key_id(blob.data) for blob in every_blob() if blob.label == "segment.text"}
    assert used <= names
    assert used
    for table in (each for each in Base.metadata.sorted_tables if row_sealing.has_file(each)):
        column = raw(table).c.key_id
        assert set(db.session.scalars(sa.select(column).where(column.is_not(None)))) <= names, table.name


def test_a_row_far_from_its_interview_finds_it_with_one_question(app: Flask) -> None:
    assignment = an_interview().assignment
    transcript = add_transcript(a_sealed_recording(assignment, b"x"))
    db.session.commit()
    keys = {text_key_id(blob.data) for blob in every_blob() if blob.label.startswith("segment.")}
    assert keys == {key_name(assignment.id, KeyPart.FULL_TEXT)}
    assert transcript.assignment_id == assignment.id


def test_a_file_takes_its_interviews_key_and_still_opens(app: Flask) -> None:
    recording = a_sealed_recording(an_interview().assignment, b"sound")
    db.session.commit()
    assert recording.key_id == key_name(recording.assignment_id, KeyPart.RECORDING)
    with vault().reading(joining.sealed_file(recording)) as sound:
        assert sound.read() == b"sound"
    vault().keys.destroy(recording.key_id)
    with pytest.raises(KeyGone):
        vault().reading(joining.sealed_file(recording))


def test_sound_words_and_contact_lie_apart_so_that_each_can_go_alone(app: Flask) -> None:
    recording = a_sealed_recording(an_interview().assignment, b"sound")
    assignment_id = recording.assignment_id
    make.add(Notes(assignment_id=assignment_id, text="ord"))
    make.add(ContactDetails(assignment_id=assignment_id, child_name="namn"))
    db.session.commit()
    key_destruction.destroy_at_commit(db.session(), assignment_id, parts=(KeyPart.RECORDING, KeyPart.CONTACT))
    db.session.commit()
    assert db.session.scalars(sa.select(Notes.text)).all() == ["ord"]
    with pytest.raises(KeyGone):
        vault().reading(joining.sealed_file(recording))
    with pytest.raises(KeyGone):
        db.session.scalars(sa.select(ContactDetails.child_name)).all()
    assert key_destruction.list_left([assignment_id], parts=(KeyPart.CONTACT,)) == []
    assert key_destruction.list_left([assignment_id]) == [assignment_id]


def test_what_comes_late_is_not_written_once_the_key_goes(app: Flask) -> None:
    assignment = an_interview().assignment
    db.session.commit()
    key_destruction.destroy_at_commit(db.session(), assignment.id)
    db.session.add(Notes(assignment_id=assignment.id, text="sent"))
    with pytest.raises(KeyGone):
        db.session.flush()


def test_a_key_lives_until_the_commit_and_through_a_rollback(app: Flask) -> None:
    assignment = an_interview().assignment
    db.session.add(Notes(assignment_id=assignment.id, text="kvar"))
    db.session.commit()
    name = assignment.id.hex
    key_destruction.destroy_at_commit(db.session(), assignment.id)
    with db.session.begin_nested():
        pass
    assert name in vault().keys.names, "the end of a savepoint is no commit"
    db.session.rollback()
    db.session.commit()
    assert name in vault().keys.names
    savepoint = db.session.begin_nested()
    key_destruction.destroy_at_commit(db.session(), assignment.id)
    savepoint.rollback()
    db.session.commit()
    assert name in vault().keys.names
    key_destruction.destroy_at_commit(db.session(), assignment.id)
    db.session.commit()
    assert name not in vault().keys.names
    with pytest.raises(KeyGone):
        db.session.scalars(sa.select(Notes.text)).all()


def test_a_recording_row_alone_knows_no_more_than_its_key(app: Flask) -> None:
    recording = a_sealed_recording(an_interview().assignment, b"sound")
    db.session.commit()
    wrapped = recording.wrapped_key
    recording.media_type = "audio/ogg"
    db.session.commit()
    assert db.session.scalars(sa.select(Recording.wrapped_key)).all() == [wrapped]


def test_a_key_that_was_made_for_nothing_is_gone_again(app: Flask) -> None:
    """The file holds the keys of what lives, and none of rows that never came to be."""
    scene = an_interview()
    db.session.commit()
    before = vault().keys.names
    cycle = scene.assignment.cycle
    kept = make.an_assignment(make.a_child(cycle), make.a_person(cycle.unit, Role.SOCIAL_WORKER))
    outer = db.session.begin_nested()
    with db.session.begin_nested():
        made = make.an_assignment(make.a_child(cycle), make.a_person(cycle.unit, Role.SOCIAL_WORKER))
    assert made.id.hex in vault().keys.names
    outer.rollback()
    assert vault().keys.names == before | names_of(kept.id)
    db.session.rollback()
    assert vault().keys.names == before
    lasting = make.an_assignment(make.a_child(cycle), make.a_person(cycle.unit, Role.SOCIAL_WORKER))
    db.session.commit()
    db.session.rollback()
    assert vault().keys.names == before | names_of(lasting.id)
