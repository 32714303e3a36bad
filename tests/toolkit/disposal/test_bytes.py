"""After a withdrawal: the bytes of database, log, vault and copies, with all keys at hand. Nothing opens any more."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.sealed import Blob, every_blob
from tests.seminar.making import Seminar
from tests.toolkit.disposal.filling import a_filled_seminar
from toolkit import starting
from toolkit.config import Settings
from toolkit.cycles.models import Assignment
from toolkit.db import Base, db, truncate_log
from toolkit.disposal import withdrawal
from toolkit.errors import HouseError
from toolkit.interviews import joining
from toolkit.interviews.models import Recording, RecordingChunk
from toolkit.vault import keys, row_sealing
from toolkit.vault.columns import key_name, vault
from toolkit.vault.data_keys import DataKeys, KeyGone
from toolkit.vault.keyring import Keyring
from toolkit.vault.sealing import SealedFile, SealedReader
from toolkit.vault.store import FileStore
from toolkit.vault.texts import open_text, text_key_id

END = 24
"""So many last bytes of a sealed value are surely its own: the authentication tag and some more."""


@dataclass
class Held:
    """What somebody has who copied everything but the keys before the withdrawal."""

    texts: list[Blob]
    files: list[SealedFile]
    store: FileStore
    copies: list[Path] = field(default_factory=list)


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = a_filled_seminar()
    db.session.commit()
    return found


def files_of(assignment: Assignment) -> Iterator[SealedFile]:
    for recording in db.session.scalars(sa.select(Recording).where(Recording.assignment_id == assignment.id)):
        if recording.wrapped_key:
            yield joining.sealed_file(recording)
        for chunk in db.session.scalars(sa.select(RecordingChunk).where(RecordingChunk.recording_id == recording.id)):
            yield joining.sealed_file(chunk)


def names_of(assignment: Assignment) -> set[str]:
    """The names of its data keys."""
    return {key_name(assignment.id, part) for part in row_sealing.parts_of(Base.metadata.tables["assignment"])}


def copy_everything(settings: Settings, assignment: Assignment, target: Path) -> Held:
    texts = [blob for blob in every_blob() if text_key_id(blob.data) in names_of(assignment)]
    files = list(files_of(assignment))
    db.session.rollback()
    shutil.copytree(settings.vault, target / "vault")
    held = Held(texts, files, FileStore(target / "vault"))
    if url_path := database_of(settings):
        before_migrating = url_path.with_name("roster-before-migrating-0000.sqlite3")
        for copy in (target / "backup.sqlite3", before_migrating):
            with closing(sqlite3.connect(url_path, isolation_level=None)) as source:
                source.execute("VACUUM INTO ?", (str(copy),))
            held.copies.append(copy)
        log = Path(f"{url_path}-wal")
        held.copies.append(Path(shutil.copy(log, target / "log")))
    return held


def database_of(settings: Settings) -> Path | None:
    url = sa.make_url(settings.database_url)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def every_keyring(settings: Settings) -> list[Keyring]:
    """All keys that are left, those of the ring and those that lie under it, in turn under every name."""
    ring = keys.load(starting.key_file(settings), sealed_data_exist=True)
    left = DataKeys(settings.keys / starting.DATA_KEY_FILE, ring)
    return [ring, *(left.get(name) for name in sorted(left.names))]


def opens(blob: Blob, keyring: Keyring) -> bool:
    for key_id in keyring.key_ids:
        renamed = bytes((2, len(key_id.encode()))) + key_id.encode() + blob.data[2 + blob.data[1] :]
        try:
            open_text(keyring, blob.label, renamed, row=blob.row)
        except HouseError:
            continue
        return True
    return False


def plays(file: SealedFile, store: FileStore, keyring: Keyring) -> bool:
    for key_id in keyring.key_ids:
        renamed = SealedFile(file.file_id, file.blob_length, file.plain_length, key_id, file.wrapped_key)
        try:
            with store.open(file.file_id) as source:
                SealedReader(source, renamed, keyring=keyring).read()
        except HouseError:
            continue
        return True
    return False


def test_with_all_keys_at_hand_nothing_of_any_copy_opens(seminar: Seminar, settings: Settings, tmp_path: Path) -> None:
    assignment, other = (each.assignment for each in seminar.transcripts)
    (tmp_path / "copied").mkdir()
    held = copy_everything(settings, assignment, tmp_path / "copied")
    assert {blob.label for blob in held.texts} >= {
        "notes.text", "segment.text", "deidentified_segment.text", "excerpt.quote", "interviewer_response.answers",
        "counted_answers.answers",
        "contact_details.child_name", "known_name.name", "second_reading.comment",
    }  # fmt: skip
    assert len(held.files) == 2
    before = every_keyring(settings)
    assert all(any(opens(blob, keyring) for keyring in before) for blob in held.texts), "the search can find"
    assert all(any(plays(file, held.store, keyring) for keyring in before) for file in held.files)

    withdrawal.withdraw(seminar.leads, db.session.get_one(Assignment, assignment.id))
    db.session.commit()

    left = every_keyring(settings)
    assert len(left) == len(before) - len(names_of(assignment))
    assert not [blob.label for blob in held.texts for keyring in left if opens(blob, keyring)]
    assert not [file.file_id for file in held.files for keyring in left if plays(file, held.store, keyring)]
    for blob in held.texts:
        with pytest.raises(KeyGone):
            vault().keys.get(text_key_id(blob.data))
    theirs = [blob for blob in every_blob() if text_key_id(blob.data) in names_of(other)]
    assert len(theirs) > 10
    assert all(any(opens(blob, keyring) for keyring in left) for blob in theirs), "nobody else has lost a word"


def test_database_log_and_vault_hold_none_of_its_bytes(seminar: Seminar, settings: Settings, tmp_path: Path) -> None:
    if (database := database_of(settings)) is None:
        pytest.skip("PostgreSQL's files are its administrator's: there the keys are what counts")
    assignment = seminar.transcripts[0].assignment
    (tmp_path / "copied").mkdir()
    held = copy_everything(settings, assignment, tmp_path / "copied")
    ends = {f"{blob.label} {blob.row}": blob.data[-END:] for blob in held.texts}
    ends |= {f"key of {file.file_id}": file.wrapped_key[-END:] for file in held.files}
    wrapped = vault().keys._read().wrapped
    wrapped_keys = [wrapped[name][1] for name in names_of(assignment)]
    copied = b"".join(copy.read_bytes() for copy in held.copies)
    assert all(end in copied for end in ends.values()), "the search can find"

    withdrawal.withdraw(seminar.leads, db.session.get_one(Assignment, assignment.id))
    db.session.commit()

    live = {database, Path(f"{database}-wal"), *settings.vault.rglob("*"), *settings.keys.rglob("*")}
    bytes_left = b"".join(path.read_bytes() for path in live if path.is_file())
    assert Path(f"{database}-wal").stat().st_size == 0
    assert not [name for name, end in ends.items() if end in bytes_left]
    assert not [key for key in wrapped_keys if key[-END:] in bytes_left]
    assert not {file.file_id for file in held.files} & set(vault().store.list_names())


def test_a_key_that_a_crash_or_an_old_copy_left_is_destroyed_at_the_next_start(
    seminar: Seminar, settings: Settings
) -> None:
    assignment = seminar.transcripts[0].assignment
    file = settings.keys / starting.DATA_KEY_FILE
    older = file.read_bytes()
    withdrawal.withdraw(seminar.leads, assignment)
    db.session.commit()
    file.write_bytes(older)
    assert assignment.id.hex in vault().keys.names
    assert withdrawal.sweep() == 1
    db.session.commit()
    assert not names_of(assignment) & vault().keys.names
    assert seminar.transcripts[1].assignment.id.hex in vault().keys.names
    assert withdrawal.sweep() == 0


def test_the_worker_empties_the_log_when_a_reader_stood_in_the_way(
    seminar: Seminar, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    if (database := database_of(settings)) is None:
        pytest.skip("PostgreSQL's log is its administrator's")
    monkeypatch.setattr("toolkit.db.CHECKPOINT_TIMEOUT_MS", 10)
    with closing(sqlite3.connect(database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM notes").fetchone()
        withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
        db.session.commit()
        assert Path(f"{database}-wal").stat().st_size > 0
        assert not truncate_log()
    assert withdrawal.sweep() == 0
    db.session.commit()
    assert Path(f"{database}-wal").stat().st_size == 0


def test_a_statement_that_was_not_read_to_its_end_stops_no_withdrawal(
    seminar: Seminar, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connection went back to the pool, and is asked to empty the log: SQLite refuses, and raises."""
    if database_of(settings) is None:
        pytest.skip("PostgreSQL's log is its administrator's")
    db.session.commit()
    connection = db.engine.raw_connection()
    unread = connection.cursor().execute("SELECT 1 FROM notes UNION ALL SELECT 2")
    unread.fetchone()
    with monkeypatch.context() as patched:
        patched.setattr(db.engine, "raw_connection", lambda: connection)
        withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
        db.session.commit()
    assert not names_of(seminar.transcripts[0].assignment) & vault().keys.names
    assert withdrawal.sweep() == 0
