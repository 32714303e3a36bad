"""A copy of two whole units, put back on a machine that has nothing: everything is there, and opens."""

from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from click.testing import CliRunner

from app import main
from tests.factories import CANARY
from tests.sealed import every_blob
from tests.toolkit.backup.lab import NOTHING_SET, Lab, blobs, empty_machine, opened, restore, rows
from tests.world import a_world
from toolkit import config
from toolkit.audit import verifying
from toolkit.audit.models import AuditEntry
from toolkit.backup import runs
from toolkit.backup.models import Act
from toolkit.backup_settings import BackupSettings
from toolkit.db import Base, db
from toolkit.vault import key_checks
from toolkit.vault.columns import vault
from toolkit.vault.texts import open_text, text_key_id


def words() -> list[str]:
    return [
        open_text(vault().keys.get(text_key_id(blob.data)), blob.label, blob.data, row=blob.row)
        for blob in every_blob()
    ]


def test_everything_is_there_and_opens(lab: Lab, tmp_path: Path) -> None:
    a_world()
    key_checks.note(vault().keys, db.session.connection())
    content = lab.settings.local_content / "sv" / "worry_routine.yaml"
    content.parent.mkdir(parents=True)
    content.write_text(shipped := (config.ROOT / "interview_guides" / "sv" / "worry_routine.yaml").read_text())
    lab.copy()
    before, files, said = rows(), blobs(), words()
    entries = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry))
    assert len(files) >= 4
    assert any(CANARY in one for one in said)

    with empty_machine(lab, tmp_path) as environment:
        done = restore(lab, environment)
        assert done.exit_code == 0, done.output
        assert "The log is whole" in done.output
        with opened(environment):
            assert rows() == before
            assert blobs() == files
            assert words() == said
            assert verifying.verify().is_whole
            assert verifying.verify().entries == (entries or 0) + 1
        there = Path(environment["BR_INSTANCE"])
        assert (there / "content" / "sv" / "worry_routine.yaml").read_text() == shipped
        assert not there.stat().st_mode & 0o077
        assert [path for path in there.rglob("*") if path.is_file() and path.stat().st_mode & 0o077] == []
        again = restore(lab, environment)
        assert again.exit_code == 1
        assert "is not empty" in again.output


def test_what_failed_on_the_machine_that_broke_is_not_said_of_the_new_one(lab: Lab, tmp_path: Path) -> None:
    a_world()
    key_checks.note(vault().keys, db.session.connection())
    runs.note(db.session(), Act.COPY, failure="full")
    runs.note(db.session(), Act.CODE)
    db.session.commit()
    lab.copy()
    with empty_machine(lab, tmp_path) as environment:
        assert restore(lab, environment).exit_code == 0
        with opened(environment):
            assert runs.find_last(Act.COPY) is None
            assert runs.find_last(Act.CODE)


def test_a_command_that_was_told_no_place_has_not_failed(lab: Lab) -> None:
    config.SETTINGS.put(replace(lab.settings, backup=BackupSettings()))
    done = CliRunner().invoke(main, ["backup", "make"], env=NOTHING_SET)
    assert done.exit_code == 1
    assert "BR_BACKUP_FOLDER" in done.output
    db.session.rollback()
    assert runs.find_last(Act.COPY) is None


def test_a_table_that_somebody_else_has_put_there_keeps_nobody_from_the_copy(lab: Lab, tmp_path: Path) -> None:
    a_world()
    key_checks.note(vault().keys, db.session.connection())
    as_somebody_else("CREATE TABLE somebody_elses (id INTEGER)")
    try:
        lab.copy()
        before = {table: held for table, held in rows().items() if table in Base.metadata.tables}
        with empty_machine(lab, tmp_path) as environment:
            done = restore(lab, environment)
            assert done.exit_code == 0, done.output
            with opened(environment):
                assert before.items() <= rows().items()
    finally:
        db.session.rollback()
        as_somebody_else("DROP TABLE somebody_elses")


def as_somebody_else(statement: str) -> None:
    """On a connection of its own, past the program's transactions."""
    db.session.commit()
    connection = db.engine.raw_connection()
    try:
        connection.cursor().execute(statement)
        connection.commit()
    finally:
        connection.close()
