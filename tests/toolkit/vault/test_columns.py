"""Sealed columns in a real table: what the file holds, whom a value belongs to, and what a swap comes to."""

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import aliased, undefer

from seminar.coding.models import Excerpt
from tests.sealed import every_blob, list_labels, swap
from tests.seminar import making
from tests.transcription.interviews import an_interview
from tests.world import a_world
from toolkit.cycles.models import Assignment
from toolkit.db import Base, db
from toolkit.errors import Tampered
from toolkit.interviews.models import Notes, Reflection
from toolkit.surveys.models import ChildAnswer
from toolkit.vault.columns import row_name, vault
from toolkit.vault.texts import open_text, text_key_id
from transcription.transcripts.models import DeidentifiedSegment, Transcript

WORDS = "Hon kom för sent. åäö 🌲\n\x1f:"


@pytest.fixture
def assignment(app: Flask) -> Assignment:
    made = an_interview().assignment
    db.session.commit()
    return made


def test_a_text_comes_back_however_it_is_asked_for(assignment: Assignment) -> None:
    db.session.add(Notes(assignment_id=assignment.id, text=WORDS))
    db.session.commit()
    other = aliased(Notes)
    asked = sa.select(Notes).limit(1).subquery()
    assert db.session.scalars(sa.select(Notes)).one().text == WORDS
    assert db.session.scalars(sa.select(Notes.text)).all() == [WORDS]
    assert db.session.scalars(sa.select(other.text).where(other.assignment_id == assignment.id)).all() == [WORDS]
    assert db.session.scalars(sa.select(aliased(Notes, asked))).one().text == WORDS
    assert db.session.execute(sa.select(Base.metadata.tables["notes"])).mappings().one()["text"] == WORDS


def test_nothing_and_an_empty_text_are_two_things(assignment: Assignment) -> None:
    db.session.add(Reflection(assignment_id=assignment.id))
    db.session.commit()
    assert db.session.scalar(sa.select(Reflection.text)) == ""
    assert text_key_id(next(blob.data for blob in every_blob() if blob.label == "reflection.text")) == "installation"


def test_a_change_is_sealed_for_the_same_row_and_what_did_not_change_is_left(assignment: Assignment) -> None:
    notes = Notes(assignment_id=assignment.id, text="förut")
    db.session.add(notes)
    db.session.commit()
    before = {blob.label: blob.data for blob in every_blob()}
    notes.text = WORDS
    assert type(notes.text) is str
    db.session.commit()
    after = {blob.label: blob.data for blob in every_blob()}
    assert {label for label in after if after[label] != before[label]} == {"notes.text"}
    db.session.expire_all()
    assert notes.text == WORDS


def test_a_text_taken_from_one_row_into_another_is_sealed_for_the_other(app: Flask) -> None:
    one, other = (Notes(assignment_id=an_interview().assignment.id, text=text) for text in ("ett", "två"))
    db.session.add_all([one, other])
    db.session.flush()
    other.text = one.text
    db.session.commit()
    assert sorted(db.session.scalars(sa.select(Notes.text))) == ["ett", "ett"]


def test_a_text_that_nobody_gave_a_row_is_not_written(assignment: Assignment) -> None:
    db.session.add(Notes(assignment_id=assignment.id, text="ett"))
    db.session.flush()
    with pytest.raises(sa.exc.StatementError, match="written through the ORM"):
        db.session.execute(sa.update(Notes).values(text="två").execution_options(synchronize_session=False))


def test_two_interviews_notes_that_changed_places_are_not_believed(app: Flask) -> None:
    first, second = (an_interview().assignment.id for _ in range(2))
    db.session.add_all([Notes(assignment_id=first, text="mitt"), Notes(assignment_id=second, text="ditt")])
    db.session.commit()
    swap(Base.metadata.tables["notes"], "text", first, second)
    for each in (first, second):
        with pytest.raises(Tampered):
            db.session.get(Notes, each)
    with pytest.raises(Tampered):
        db.session.scalars(sa.select(Notes.text)).all()


def test_two_passages_of_one_interview_that_changed_places_are_not_believed(app: Flask) -> None:
    making.a_seminar()
    db.session.commit()
    first, second = db.session.scalars(sa.select(DeidentifiedSegment.id).limit(2)).all()
    swap(Base.metadata.tables["deidentified_segment"], "text", first, second)
    with pytest.raises(Tampered):
        db.session.get(DeidentifiedSegment, first)


def test_every_sealed_value_of_two_units_opens_for_its_own_row_alone(app: Flask) -> None:
    a_world()
    db.session.commit()
    found = list(every_blob())
    assert {blob.label for blob in found} == set(list_labels()), "the world has something in every sealed column"
    elsewhere = row_name(uuid.uuid4())
    for blob in found:
        keyring = vault().keys.get(text_key_id(blob.data))
        open_text(keyring, blob.label, blob.data, row=blob.row)
        with pytest.raises(Tampered):
            open_text(keyring, blob.label, blob.data, row=elsewhere)


def test_a_row_with_two_primary_keys_is_bound_to_both(app: Flask) -> None:
    a_world()
    db.session.commit()
    answer = db.session.scalars(sa.select(ChildAnswer).where(ChildAnswer.face.is_not(None))).first()
    assert answer is not None
    [blob] = [
        blob for blob in every_blob()
        if (blob.label, blob.row) == ("child_answer.words", f"{answer.response_id.hex}:{answer.question}")
    ]  # fmt: skip
    opened = open_text(vault().keys.get(text_key_id(blob.data)), blob.label, blob.data, row=blob.row)
    assert opened == answer.words


def test_long_texts_that_are_loaded_later_open_too(app: Flask) -> None:
    seminar = making.a_seminar()
    making.an_excerpt(seminar, making.a_theme(seminar))
    db.session.commit()
    db.session.expire_all()
    one = db.session.scalars(sa.select(Excerpt).options(undefer(Excerpt.before))).one()
    assert one.before + one.quote + one.after
    later = db.session.scalars(sa.select(Transcript)).first()
    assert later is None or isinstance(later.peaks, str)
