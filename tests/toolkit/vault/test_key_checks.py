"""The right keys are told from wrong ones before anything is written: by name, and with the way out."""

import base64
import json
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import create_app
from tests.transcription.interviews import an_interview
from toolkit import starting
from toolkit.config import Settings
from toolkit.db import db
from toolkit.errors import HouseError, Misconfigured
from toolkit.interviews.models import Notes
from toolkit.vault import keys
from toolkit.vault.columns import vault
from toolkit.vault.data_keys import DataKeys
from toolkit.vault.models import KeyCheck


@pytest.fixture
def used(app: Flask, settings: Settings) -> Settings:
    """An installation that has been started, and in which something is sealed."""
    starting.prove_keys(settings, note=True)
    db.session.add(Notes(assignment_id=an_interview().assignment.id, text="hej"))
    db.session.commit()
    return settings


def sentence(error: HouseError) -> str:
    return error.message % error.values


def the_ring(settings: Settings) -> dict[str, object]:
    read: dict[str, object] = json.loads(starting.key_file(settings).read_text())
    return read


def write_ring(settings: Settings, **changed: object) -> None:
    starting.key_file(settings).write_text(json.dumps(the_ring(settings) | changed))


def another_key_under_its_name(settings: Settings) -> None:
    names = the_ring(settings)["keys"]
    assert isinstance(names, dict)
    write_ring(settings, keys={name: base64.b64encode(secrets.token_bytes(32)).decode() for name in names})


def another_folder_under_its_names(settings: Settings) -> None:
    """Both files are of one piece, and of another installation whose key happens to be called the same."""
    another_key_under_its_name(settings)
    new_data_keys(settings)


def another_installations(settings: Settings) -> None:
    shutil.rmtree(settings.keys)
    starting.make_keys(settings.keys, sealed_data_exist=False)


def a_key_is_missing(settings: Settings) -> None:
    write_ring(settings, active="other", keys={"other": base64.b64encode(b"o" * 32).decode()})


def another_installation_key(settings: Settings) -> None:
    """The ring is right, and somebody has put a new file of data keys beside it."""
    new_data_keys(settings)


def new_data_keys(settings: Settings) -> None:
    file = settings.keys / starting.DATA_KEY_FILE
    file.unlink()
    DataKeys.begin(file, keys.load(starting.key_file(settings), sealed_data_exist=True))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (another_key_under_its_name, "do not belong together"),
        (another_folder_under_its_names, "is not the one that the data were sealed with"),
        (another_installations, "is missing from the folder of keys"),
        (a_key_is_missing, "is missing from the folder of keys"),
        (another_installation_key, "The key installation in the folder of keys is not the one"),
    ],
)
def test_wrong_keys_stop_the_start_with_a_sentence(used: Settings, harm: Callable[[Settings], None], said: str) -> None:
    name = vault().keys.ring.active
    harm(used)
    for start in (lambda: create_app(used), lambda: starting.prove_keys(used, note=True)):
        with pytest.raises(Misconfigured) as refused:
            start()
        assert said in sentence(refused.value)
        assert "Put" in sentence(refused.value)
        if "%(key_id)s" in refused.value.message:
            assert refused.value.values["key_id"] in {name, "installation"}


def test_the_right_keys_are_let_in_again_after_that(used: Settings, tmp_path: Path) -> None:
    shutil.copytree(used.keys, tmp_path / "backup")
    another_installations(used)
    with pytest.raises(Misconfigured):
        create_app(used)
    shutil.rmtree(used.keys)
    shutil.copytree(tmp_path / "backup", used.keys)
    with create_app(used).app_context():
        assert db.session.scalars(sa.select(Notes.text)).all() == ["hej"]
        db.session.remove()
        db.engine.dispose()


def test_wrong_keys_write_nothing_not_even_their_name(used: Settings) -> None:
    before = db.session.execute(sa.select(KeyCheck.key_id, KeyCheck.value)).all()
    db.session.rollback()
    another_installations(used)
    with pytest.raises(Misconfigured):
        starting.prove_keys(used, note=True)
    assert db.session.execute(sa.select(KeyCheck.key_id, KeyCheck.value)).all() == before


def test_the_database_is_told_each_key_once_and_no_key_itself(used: Settings) -> None:
    starting.prove_keys(used, note=True)
    rows = {each.key_id: each.value for each in db.session.scalars(sa.select(KeyCheck))}
    assert set(rows) == {vault().keys.ring.active, "installation"}
    held = the_ring(used)["keys"]
    assert isinstance(held, dict)
    assert not {base64.b64decode(key).hex() for key in held.values()} & set(rows.values())


def test_a_key_that_came_since_is_let_in_and_noted(used: Settings) -> None:
    new = keys.rotate(starting.key_file(used)).active
    create_app(used)
    starting.prove_keys(used, note=True)
    assert new in set(db.session.scalars(sa.select(KeyCheck.key_id)))


def test_a_lost_file_of_data_keys_stops_the_start(used: Settings) -> None:
    (used.keys / starting.DATA_KEY_FILE).unlink()
    with pytest.raises(Misconfigured, match=r"file of data keys .* is missing"):
        create_app(used)
    assert not (used.keys / starting.DATA_KEY_FILE).exists()


def test_a_database_that_was_never_prepared_has_no_keys_to_compare(app: Flask, settings: Settings) -> None:
    assert db.session.scalars(sa.select(KeyCheck)).all() == []
    starting.prove_keys(settings)
