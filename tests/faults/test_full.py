"""A disk without room: a sentence that says so, nothing half done, and everything works again when there is room."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.sweep import Town
from toolkit.cycles.models import Child
from toolkit.db import db
from toolkit.interviews.models import Notes, Reflection

FULL = "Disken är full"


@contextmanager
def full_database(town: Town) -> Iterator[None]:
    """SQLite may not take one page more, on any connection, until the block ends."""

    def limit(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # never below what is used

    with town.app.app_context():
        engine = db.engine
    event.listen(engine, "begin", limit, insert=True)
    yield
    event.remove(engine, "begin", limit)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    engine.dispose()


@pytest.fixture
def sara(town: Town) -> FlaskClient:
    """The owner's browser, told of errors as anybody is."""
    town.app.config["PROPAGATE_EXCEPTIONS"] = False
    if "sqlite" not in town.app.config["SQLALCHEMY_DATABASE_URI"]:
        pytest.skip("PostgreSQL's disk is its own; the vault's is tried in test_files.py")
    return town.browser("owner")


def test_a_full_database_says_so_and_keeps_what_there_was(town: Town, sara: FlaskClient) -> None:
    address = f"/interviews/{town.world.here.ids['assignment_id']}/reflection"
    long = "Jag väntade för lite. " * 400
    with full_database(town):
        answer = sara.post(address, data={"text": long, "version": 1})
        assert answer.status_code == 507, answer.get_data(as_text=True)[:400]
        assert FULL in answer.get_data(as_text=True)
        assert sara.get("/my-interview").status_code in {200, 507}
    with town.app.app_context():
        assert long not in (db.session.scalars(sa.select(Reflection.text)).all())
    assert sara.post(address, data={"text": long, "version": 1}).status_code in {303, 409}


def test_a_full_disk_anywhere_is_the_same_sentence(
    town: Town, sara: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with town.app.app_context():
        before = db.session.scalar(sa.select(sa.func.count()).select_from(Notes))
        children = db.session.scalar(sa.select(sa.func.count()).select_from(Child))
    monkeypatch.setattr("toolkit.interviews.notes.save", refuse)
    answer = sara.post(
        f"/interviews/{town.world.here.ids['assignment_id']}/notes", data={"text": "Hej", "version": "1"}
    )
    assert answer.status_code == 507
    assert FULL in answer.get_data(as_text=True)
    with town.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Notes)) == before
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Child)) == children
