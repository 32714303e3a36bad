"""A change of keys over two whole units: nothing is lost, wherever it is broken off, and no text is touched."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.factories import CANARY
from tests.network import offline_environment
from tests.sealed import Blob, every_blob
from tests.world import a_world
from toolkit import starting
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.config import ROOT, Settings
from toolkit.cycles.models import Assignment, EndReason
from toolkit.db import begin_request, db
from toolkit.errors import NotFound, WrongState
from toolkit.interviews import joining
from toolkit.interviews.models import Recording
from toolkit.key_rotation import checking, rotating
from toolkit.starting import key_file
from toolkit.vault import key_checks, key_lock, keys
from toolkit.vault.columns import vault
from toolkit.vault.models import KeyCheck
from toolkit.vault.texts import open_text, text_key_id

ENDING = """
import os
from app import create_app
from toolkit.key_rotation import rotating
from toolkit.vault import data_keys
data_keys.DataKeys.rewrap = lambda *_: os.kill(os.getpid(), 9)
with create_app().app_context():
    rotating.rotate()
"""


@pytest.fixture
def old(app: Flask) -> Iterator[str]:
    """Two units, sealed under the first key; its name."""
    a_world()
    key_checks.note(vault().keys, db.session.connection())
    db.session.commit()
    yield vault().keys.ring.active
    begin_request(read_only=False)


def opened(blob: Blob) -> str:
    return open_text(vault().keys.get(text_key_id(blob.data)), blob.label, blob.data, row=blob.row)


def every_sound() -> list[bytes]:
    recordings = db.session.scalars(
        sa.select(Recording).where(Recording.wrapped_key.is_not(None)).order_by(Recording.id)
    )
    heard = []
    for recording in recordings:
        with vault().reading(joining.sealed_file(recording)) as sound:
            heard.append(sound.read(40))
    return heard


def noted() -> set[str]:
    return set(db.session.scalars(sa.select(KeyCheck.key_id)))


def test_everything_opens_under_the_new_key_and_no_text_or_file_was_touched(old: str, settings: Settings) -> None:
    blobs, sounds = list(every_blob()), every_sound()
    count = len(vault().keys.names)
    assert any(CANARY in opened(blob) for blob in blobs)
    assert len(sounds) >= 2
    assert rotating.count_by_key() == {old: count}
    done = rotating.rotate()
    assert (done.went_on, done.key_id, done.keys) == (False, vault().keys.ring.active, count)
    assert done.key_id != old
    assert rotating.count_by_key() == {done.key_id: count}
    assert noted() == {old, done.key_id, "installation"}

    rotating.retire(old)
    assert noted() == {done.key_id, "installation"}
    assert keys.load(key_file(settings), sealed_data_exist=True).key_ids == (done.key_id,)
    db.session.expire_all()
    assert (list(every_blob()), every_sound()) == (blobs, sounds)
    assert any(CANARY in opened(blob) for blob in blobs)
    told = sa.select(AuditEntry).where(AuditEntry.event.in_([Event.KEYS_ROTATED.value, Event.KEY_RETIRED.value]))
    assert [entry.facts for entry in db.session.scalars(told.order_by(AuditEntry.seq))] == [
        {"key_id": done.key_id, "keys": count},
        {"key_id": old},
    ]


def test_a_program_that_starts_afterwards_opens_everything(old: str, settings: Settings) -> None:
    blobs = list(every_blob())
    rotating.rotate()
    rotating.retire(old)
    starting.prove_keys(settings)
    fresh = starting.open_vault(settings).keys
    for blob in blobs:
        assert open_text(fresh.get(text_key_id(blob.data)), blob.label, blob.data, row=blob.row) == opened(blob)


def test_a_change_that_was_killed_is_ended_by_the_next_one(old: str, settings: Settings) -> None:
    blobs, count = list(every_blob()), len(vault().keys.names)
    db.session.rollback()
    environment = {
        **offline_environment(),
        "BR_INSTANCE": str(settings.instance),
        "BR_DATABASE_URL": settings.database_url,
    }
    (settings.keys / "session.key").write_text("k" * 48)
    killed = subprocess.run([sys.executable, "-c", ENDING], cwd=ROOT, env=environment, check=False)
    assert killed.returncode == -9
    assert rotating.count_by_key() == {old: count}
    half = keys.load(key_file(settings), sealed_data_exist=True)
    assert len(half.key_ids) == 2
    starting.prove_keys(settings)

    done = rotating.rotate()
    assert (done.went_on, done.key_id, done.keys) == (True, half.active, count)
    assert rotating.count_by_key() == {half.active: count}
    assert list(every_blob()) == blobs
    assert any(CANARY in opened(blob) for blob in blobs)


def test_nothing_is_changed_while_the_program_runs(old: str, settings: Settings) -> None:
    key_lock.hold(settings.keys)
    with pytest.raises(WrongState, match="Stop it first"):
        rotating.rotate()
    with pytest.raises(WrongState, match="Stop it first"):
        rotating.retire(old)
    assert set(rotating.count_by_key()) == {old}


def test_a_key_that_something_lies_under_is_not_destroyed(old: str) -> None:
    with pytest.raises(WrongState) as refused:
        rotating.retire(old)
    assert refused.value.values["count"] == len(vault().keys.names)
    with pytest.raises(NotFound):
        rotating.retire("2020-01-01-abcdef")
    assert noted() == {old, "installation"}


def test_the_check_tells_which_interview_has_lost_its_key_and_which_has_it_still(old: str) -> None:
    everyone = db.session.scalars(sa.select(Assignment).order_by(Assignment.id)).all()
    lost, undead, gone = everyone[:3]
    undead.end_reason = gone.end_reason = EndReason.WITHDRAWN
    db.session.commit()
    vault().keys.destroy(lost.id.hex, gone.id.hex)
    found = checking.check()
    assert (found.lost, found.undead, found.destroyed, found.good) == ((lost.id,), (undead.id,), 1, len(everyone) - 3)


def test_the_commands_tell_what_they_did(app: Flask, old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    run, count = app.test_cli_runner(), len(vault().keys.names)
    assert f"{old}  active  data keys: {count}" in run.invoke(args=["keys", "list"]).output
    rotated = run.invoke(args=["keys", "rotate"])
    assert rotated.exit_code == 0, rotated.output
    assert f"Data keys that were moved: {count}." in rotated.output
    assert f"{old}  replaced  data keys: 0" in run.invoke(args=["keys", "list"]).output
    assert f"{old} is gone." in run.invoke(args=["keys", "retire", old]).output
    refused = run.invoke(args=["keys", "retire", old])
    assert refused.exit_code == 1
    assert refused.output == f"Error: There is no key called {old}.\n"


def test_the_command_that_checks_fails_when_a_key_is_lost(
    app: Flask, old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    run = app.test_cli_runner()
    good = run.invoke(args=["keys", "check"])
    assert (good.exit_code, good.output.count("\n")) == (0, 1)
    lost = db.session.scalars(sa.select(Assignment.id)).first()
    assert lost is not None
    db.session.rollback()
    vault().keys.destroy(lost.hex)
    bad = run.invoke(args=["keys", "check"])
    assert bad.exit_code == 1
    assert f"interview {lost}: its key is missing" in bad.output


def test_a_server_does_not_begin_while_the_keys_are_changed(settings: Settings) -> None:
    begin = "import sys; from pathlib import Path; from toolkit.vault import key_lock; "
    begin += "key_lock.hold(Path(sys.argv[1]))"
    with key_lock.alone(settings.keys):
        done = subprocess.run(
            [sys.executable, "-c", begin, str(settings.keys)],
            cwd=ROOT,
            env=dict(os.environ),
            capture_output=True,
            text=True,
            check=False,
        )
    assert "The keys are being changed" in done.stderr
