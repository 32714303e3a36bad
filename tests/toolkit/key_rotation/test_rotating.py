"""A change of keys over two whole units: nothing is lost, wherever it is broken off."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.factories import CANARY
from tests.network import offline_environment
from tests.world import a_world
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.config import ROOT, Settings
from toolkit.db import Base, begin_request, db
from toolkit.errors import NotFound, WrongState
from toolkit.interviews import joining
from toolkit.interviews.models import Recording
from toolkit.key_rotation import rotating
from toolkit.starting import key_file
from toolkit.vault import key_lock, keys
from toolkit.vault.columns import vault
from toolkit.vault.texts import open_text

ENDING = """
import os
from app import create_app
from toolkit.key_rotation import rotating
rotating.BATCH = 2
def die(done, whole):
    if done * 2 > whole:
        os.kill(os.getpid(), 9)
with create_app().app_context():
    rotating.rotate(progress=die)
"""


@pytest.fixture
def old(app: Flask) -> Iterator[str]:
    """Two units, sealed under the first key; its name."""
    a_world()
    db.session.commit()
    yield vault().keyring.active
    begin_request(read_only=False)


def every_text() -> Iterator[tuple[str, str]]:
    for place in rotating.list_places():
        for name, label in place.labels.items():
            column = place.table.c[name]
            for blob in db.session.scalars(sa.select(column).where(column.is_not(None)).order_by(column)):
                yield label, open_text(vault().keyring, label, blob)


def every_sound() -> list[bytes]:
    recordings = db.session.scalars(
        sa.select(Recording).where(Recording.wrapped_key.is_not(None)).order_by(Recording.id)
    )
    heard = []
    for recording in recordings:
        with vault().reading(joining.sealed_file(recording)) as sound:
            heard.append(sound.read(40))
    return heard


def quiet(_done: int, _whole: int) -> None:
    """Nobody watches."""


def test_everything_moves_and_still_opens(old: str, settings: Settings) -> None:
    texts, sounds, before = sorted(every_text()), every_sound(), rotating.count_by_key()
    assert any(CANARY in text for _, text in texts)
    assert len(sounds) >= 2
    done = rotating.rotate(progress=quiet)
    assert (done.went_on, done.key_id) == (False, vault().keyring.active)
    assert done.key_id != old
    assert rotating.count_by_key() == {done.key_id: before[old]}
    db.session.expire_all()
    assert (sorted(every_text()), every_sound()) == (texts, sounds)

    rotating.retire(old)
    assert keys.load(key_file(settings), sealed_data_exist=True).key_ids == (done.key_id,)
    db.session.expire_all()
    assert (sorted(every_text()), every_sound()) == (texts, sounds)
    told = sa.select(AuditEntry).where(AuditEntry.event.in_([Event.KEYS_ROTATED.value, Event.KEY_RETIRED.value]))
    assert [entry.facts for entry in db.session.scalars(told.order_by(AuditEntry.seq))] == [
        {"key_id": done.key_id, "rows": done.rows},
        {"key_id": old},
    ]


def test_progress_grows_to_the_last_row(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "BATCH", 3)
    seen: list[tuple[int, int]] = []
    rotating.rotate(progress=lambda *at: seen.append(at))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 20


def test_a_change_that_was_killed_is_ended_by_the_next_one(old: str, settings: Settings) -> None:
    texts, before = sorted(every_text()), rotating.count_by_key()
    db.session.rollback()
    environment = {
        **offline_environment(),
        "BR_INSTANCE": str(settings.instance),
        "BR_DATABASE_URL": settings.database_url,
    }
    (settings.keys / "session.key").write_text("k" * 48)
    killed = subprocess.run([sys.executable, "-c", ENDING], cwd=ROOT, env=environment, check=False)
    assert killed.returncode == -9
    halfway = rotating.count_by_key()
    assert halfway.total() == before.total()
    assert len(halfway) == 2
    assert 0 < halfway[old] < before[old]
    (new,) = set(halfway) - {old}

    done = rotating.rotate(progress=quiet)
    assert (done.went_on, done.key_id) == (True, new)
    assert rotating.count_by_key() == {new: before[old]}
    db.session.expire_all()
    assert sorted(every_text()) == texts


def test_nothing_is_changed_while_the_program_runs(old: str, settings: Settings) -> None:
    key_lock.hold(settings.keys)
    with pytest.raises(WrongState, match="Stop it first"):
        rotating.rotate(progress=quiet)
    with pytest.raises(WrongState, match="Stop it first"):
        rotating.retire(old)
    assert set(rotating.count_by_key()) == {old}


def test_a_key_that_something_lies_under_is_not_destroyed(old: str) -> None:
    with pytest.raises(WrongState) as refused:
        rotating.retire(old)
    assert refused.value.values["count"] > 20
    with pytest.raises(NotFound):
        rotating.retire("2020-01-01-abcdef")


def test_every_place_with_a_wrapped_key_is_known(app: Flask) -> None:
    with_keys = {table.name for table in Base.metadata.sorted_tables if "wrapped_key" in table.c}
    assert {place.table.name for place in rotating.list_places() if place.has_files} == with_keys


def test_the_commands_tell_what_they_did(app: Flask, old: str) -> None:
    run = app.test_cli_runner()
    assert f"{old}  active" in run.invoke(args=["keys", "list"]).output
    rotated = run.invoke(args=["keys", "rotate"])
    assert rotated.exit_code == 0, rotated.output
    assert "keys  100 % of" in rotated.output
    assert "Everything lies under" in rotated.output
    assert f"{old}  replaced  0 texts and files" in run.invoke(args=["keys", "list"]).output
    assert f"{old} is gone." in run.invoke(args=["keys", "retire", old]).output
    refused = run.invoke(args=["keys", "retire", old])
    assert refused.exit_code == 1
    assert refused.output == f"Error: There is no key called {old}.\n"


def test_a_server_does_not_begin_while_the_keys_are_changed(settings: Settings) -> None:
    starting = "import sys; from pathlib import Path; from toolkit.vault import key_lock; "
    starting += "key_lock.hold(Path(sys.argv[1]))"
    with key_lock.alone(settings.keys):
        done = subprocess.run(
            [sys.executable, "-c", starting, str(settings.keys)],
            cwd=ROOT,
            env=dict(os.environ),
            capture_output=True,
            text=True,
            check=False,
        )
    assert "The keys are being changed" in done.stderr
