"""Copies in a bucket of an S3 server: made, tried, put back from there, and none when one broke off midway."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.engines import KeptEngine, s3_server, s3_settings
from tests.factories import CANARY
from tests.toolkit.backup.lab import Lab, blobs, empty_machine, head, opened, restore, rows, stamp, unstamp
from tests.toolkit.disposal.filling import a_filled_seminar
from toolkit.audit import verifying
from toolkit.backup import acting, checking, place, runs, status, tasks
from toolkit.backup.models import Act
from toolkit.backup_settings import BackupSettings, read_backup
from toolkit.config import Settings
from toolkit.db import db
from toolkit.errors import Misconfigured, StoreUnavailable, Tampered
from toolkit.findings import Level
from toolkit.store_settings import StoreSettings
from toolkit.vault import key_checks
from toolkit.vault.columns import vault
from toolkit.vault.object_store import ObjectStore
from toolkit.vault.store import Draft

__all__ = ["s3_server", "s3_settings"]

pytestmark = pytest.mark.one_database  # what depends on the database is tried in test_round_trip


@pytest.fixture
def settings(settings: Settings, s3_settings: StoreSettings, tmp_path: Path) -> Settings:
    keys = tmp_path / "only-keys"
    keys.mkdir()
    return replace(settings, backup=BackupSettings(store=replace(s3_settings, setting="BR_BACKUP_URL"), keys=keys))


@pytest.fixture
def lab(app: Flask, settings: Settings) -> Iterator[Lab]:
    assert app
    assert settings.backup.keys
    a_filled_seminar()
    key_checks.note(vault().keys, db.session.connection())
    db.session.commit()
    stamp(head())
    yield Lab(settings, Path("in-a-bucket"), settings.backup.keys)
    unstamp()


def address(store: StoreSettings) -> str:
    return f"s3+http://{store.key}@{store.endpoint.removeprefix('http://')}/{store.bucket}"


def bucket(lab: Lab) -> ObjectStore:
    assert lab.settings.backup.store
    return ObjectStore(lab.settings.backup.store)


def test_a_copy_is_made_tried_and_put_back_from_there(lab: Lab, s3_settings: StoreSettings, tmp_path: Path) -> None:
    lab.copy()
    second = lab.copy()
    held = bucket(lab)
    assert len(place.list_copies(held)) == 2
    assert second.made.new_bytes < sum(held.size(name) for name in held.list_names()) / 2, "sealed files go up once"
    for name in held.list_names():
        with held.open(name) as file:
            assert CANARY.encode() not in file.read()
    drilled = acting.drill()
    assert drilled.name == second.made.name
    assert drilled.opened["recording"]
    before, files = rows(), blobs()
    (tmp_path / "secret").write_text(s3_settings.secret, encoding="ascii")
    with empty_machine(lab, tmp_path) as environment:
        by_the_document = {**environment, "BR_BACKUP_SECRET_FILE": str(tmp_path / "secret")}  # and no BR_BACKUP_URL yet
        done = restore(lab, by_the_document, copies=address(s3_settings))
        assert done.exit_code == 0, done.output
        assert s3_settings.secret not in done.output
        with opened(environment):
            assert (rows(), blobs()) == (before, files)
            assert verifying.verify().is_whole


def test_a_copy_that_breaks_off_is_none_and_the_next_removes_what_it_left(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.copy()
    whole = place.list_copies(bucket(lab))
    create = ObjectStore.create

    class Away:
        """The store goes away when the manifest is to be written: the last moment there is."""

        def write(self, _data: bytes, /) -> int:
            raise StoreUnavailable("gone")

    def creating(store: ObjectStore, name: str) -> object:
        if name.endswith(place.MANIFEST):
            return _entering(Away())
        return create(store, name)

    monkeypatch.setattr(ObjectStore, "create", creating)
    monkeypatch.setattr(place, "remove_unfinished", lambda _place: None)  # and it stays away while it is tidied up
    with pytest.raises(StoreUnavailable):
        lab.copy()
    monkeypatch.undo()
    held = bucket(lab)
    assert place.list_copies(held) == whole
    assert len(place.list_parts(held)) == 2, "there is something of it"
    assert acting.drill().name == whole[0], "the drill takes the whole one"
    lab.copy()
    assert all(any(file.endswith(place.MANIFEST) for file in files) for files in place.list_parts(held).values())


class _entering:  # noqa: N801 - reads as a word
    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def __enter__(self) -> Draft:
        return self.draft

    def __exit__(self, *_: object) -> None:
        return None


def test_a_file_that_was_changed_there_is_refused(lab: Lab) -> None:
    lab.copy()
    held = bucket(lab)
    name = next(one for one in held.list_names() if not one.startswith(place.PREFIX))
    with held.open(name) as file:
        content = file.read()
    held.destroy(name)
    with held.create(name) as draft:
        draft.write(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(Tampered):
        acting.drill(one_in=1)


def test_a_store_that_is_away_is_said_on_the_page_and_by_doctor(lab: Lab, s3_server: KeptEngine) -> None:
    lab.copy()
    s3_server.kill()
    try:
        with pytest.raises(Misconfigured, match="does not answer"):
            acting.copy()
        assert tasks._tried(_copy) == "not_there"
    finally:
        s3_server.start()
    runs.note(db.session(), Act.COPY, failure="away")
    trouble = status.find().troubles[0]
    assert (trouble.failure, status.FAILURES["away"][:9]) == ("away", "the store")
    assert next(iter(checking.check())).level is Level.WRONG
    assert status.find().settings.place == f"{lab.settings.backup.store.place}"  # type: ignore[union-attr]
    assert "KEY" not in str(status.find().settings.place)


def _copy() -> None:
    acting.copy()


def test_the_bucket_of_recordings_is_no_place_for_copies(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    said = {"BR_BACKUP_URL": "s3+https://OTHER@s3.example/roster", "BR_BACKUP_SECRET_FILE": str(secret)}
    recordings = StoreSettings(endpoint="https://s3.example", bucket="roster", key="KEY", secret="y")
    with pytest.raises(Misconfigured, match="same bucket"):
        read_backup(said, instance=tmp_path, recordings=recordings)
    other = replace(recordings, bucket="another")
    assert read_backup(said, instance=tmp_path, recordings=other).place == "roster (https://s3.example)"
    with pytest.raises(Misconfigured, match="two places"):
        read_backup({**said, "BR_BACKUP_FOLDER": str(tmp_path / "x")}, instance=tmp_path / "i")
    with pytest.raises(Misconfigured, match="names none"):
        read_backup({"BR_BACKUP_SECRET_FILE": str(secret)}, instance=tmp_path)
