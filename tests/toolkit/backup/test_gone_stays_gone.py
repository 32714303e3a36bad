"""What was destroyed after a copy was made opens from no copy, and is destroyed again when one is put back."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.sealed import every_blob
from tests.toolkit.backup.lab import Lab, empty_machine, opened, restore
from tests.toolkit.disposal.filling import a_filled_seminar
from tests.world import a_world
from toolkit.audit import verifying
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.backup import acting, keys_copy
from toolkit.cycles.models import Assignment, EndReason
from toolkit.db import db
from toolkit.disposal import gone, withdrawal
from toolkit.disposal.models import Material
from toolkit.interviews.models import Notes, Recording
from toolkit.people.models import SignInSession
from toolkit.vault import key_checks
from toolkit.vault.columns import vault
from toolkit.vault.data_key_file import parse
from toolkit.vault.texts import text_key_id


@pytest.fixture
def withdrawn(lab: Lab) -> Assignment:
    """An interview that was taken back after a copy was made. The keys have been copied since, as every ten minutes."""
    seminar = a_filled_seminar()
    key_checks.note(vault().keys, db.session.connection())
    lab.copy()
    assignment = seminar.transcripts[0].assignment
    withdrawal.withdraw(seminar.leads, db.session.get_one(Assignment, assignment.id))
    db.session.commit()
    assert acting.copy_keys()
    return assignment


def test_an_interview_that_was_taken_back_after_the_copy_is_taken_back_in_it(
    withdrawn: Assignment, lab: Lab, tmp_path: Path
) -> None:
    one = withdrawn.id
    other = db.session.scalars(sa.select(Assignment.id).where(Assignment.id != one)).one()
    db.session.commit()
    with empty_machine(lab, tmp_path) as environment:
        done = restore(lab, environment)
        assert done.exit_code == 0, done.output
        assert "Destroyed again: 1. Interviews without a key: 0." in done.output
        with opened(environment):
            there = db.session.get_one(Assignment, one)
            assert there.end_reason is EndReason.WITHDRAWN
            assert one.hex not in vault().keys.names
            assert db.session.scalar(sa.select(Notes.assignment_id).where(Notes.assignment_id == one)) is None
            kept = db.session.scalars(sa.select(Recording.wrapped_key).where(Recording.assignment_id == one)).all()
            assert set(kept) == {None}
            assert not [blob for blob in every_blob() if text_key_id(blob.data) == one.hex]
            assert [blob for blob in every_blob() if text_key_id(blob.data) == other.hex]
            told = {entry.event for entry in db.session.scalars(sa.select(AuditEntry))}
            assert {Event.MATERIAL_WITHDRAWN, Event.BACKUP_RESTORED} <= told
            assert verifying.verify().is_whole


def test_an_interview_that_was_disposed_of_after_the_copy_is_disposed_of_in_it_and_not_withdrawn(
    lab: Lab, tmp_path: Path
) -> None:
    seminar = a_filled_seminar()
    key_checks.note(vault().keys, db.session.connection())
    lab.copy()
    one = seminar.transcripts[0].assignment.id
    gone.dispose_of_interview(None, db.session.get_one(Assignment, one), material=Material.INTERVIEW)
    db.session.commit()
    assert acting.copy_keys()
    with empty_machine(lab, tmp_path) as environment:
        done = restore(lab, environment)
        assert done.exit_code == 0, done.output
        assert "Destroyed again: 1. Interviews without a key: 0." in done.output
        with opened(environment):
            there = db.session.get_one(Assignment, one)
            assert there.disposed_at is not None
            assert there.end_reason is None
            assert not [blob for blob in every_blob() if text_key_id(blob.data) == one.hex]


def test_the_commands_speak_the_language_of_the_terminal(lab: Lab, tmp_path: Path) -> None:
    a_world()
    lab.copy()
    with empty_machine(lab, tmp_path) as environment:
        done = restore(lab, {**environment, "LC_ALL": "sv_SE.UTF-8"})
        assert "Loggen är hel" in done.output
        assert "The log" not in done.output


def test_nobody_is_signed_in_after_a_restore(lab: Lab, tmp_path: Path) -> None:
    a_world()
    lab.copy()
    with empty_machine(lab, tmp_path) as environment:
        assert restore(lab, environment).exit_code == 0
        with opened(environment):
            ended = db.session.scalars(sa.select(SignInSession.ended_at)).all()
            assert ended
            assert all(ended)


def test_keys_that_are_older_than_the_data_are_said_before_anything_starts(lab: Lab, tmp_path: Path) -> None:
    acting.copy_keys()
    older = (lab.keys / "keys.sealed").read_bytes()
    a_filled_seminar()
    lab.copy()
    (lab.keys / "keys.sealed").write_bytes(older)
    with empty_machine(lab, tmp_path) as environment:
        refused = restore(lab, environment)
        assert refused.exit_code == 1
        assert "2 interviews have no key" in refused.output
        assert restore(lab, environment, "--accept-lost-keys").exit_code == 0
        with opened(environment):
            assert db.session.scalar(sa.select(sa.func.count()).select_from(Assignment)) == 2


def test_the_copy_of_the_keys_holds_no_destroyed_key_and_no_bytes_of_it(withdrawn: Assignment, lab: Lab) -> None:
    files = [path for path in lab.keys.rglob("*") if path.is_file()]
    assert [path.name for path in files] == ["keys.sealed"], "the newest copy and no other"
    held = keys_copy.read(lab.keys, lab.code)["data_keys.json"]
    keys, destroyed = parse(held)
    assert withdrawn.id.hex not in keys
    assert withdrawn.id.hex in destroyed
