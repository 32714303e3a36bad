"""A database that fails at the last moment, lets its connections go, or is away: a sentence, and never a 500."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.servers import CLOSE_OTHERS
from tests.sweep import NOBODY, Town
from toolkit.db import db
from toolkit.interviews.models import Reflection

FULL, TAKEN, AWAY = "Disken är full", "Någon annan ändrade samma sak", "Databasen svarar inte just nu"
LONG = "Jag väntade för lite. " * 40


class _DiskFull(psycopg.errors.DiskFull):
    sqlstate = "53100"


@pytest.fixture
def sara(town: Town) -> FlaskClient:
    """The owner's browser, told of errors as anybody is."""
    town.app.config["PROPAGATE_EXCEPTIONS"] = False
    return town.browser("owner")


@contextmanager
def failing_at_commit(town: Town, error: Exception) -> Iterator[None]:
    """The database takes everything and then says no."""

    def refuse(_connection: sa.Connection) -> None:
        raise error

    with town.app.app_context():
        engine = db.engine
    event.listen(engine, "commit", refuse)
    try:
        yield
    finally:
        event.remove(engine, "commit", refuse)


@pytest.mark.parametrize(("error", "status", "words"), [
    (sa.exc.OperationalError("", {}, sqlite3.OperationalError("database or disk is full")), 507, FULL),
    (sa.exc.OperationalError("", {}, _DiskFull()), 507, FULL),
    (OSError(28, "No space left on device"), 507, FULL),
    (sa.exc.IntegrityError("", {}, sqlite3.IntegrityError("UNIQUE constraint failed")), 409, TAKEN),
    (sa.exc.OperationalError("", {}, sqlite3.OperationalError("database is locked")), 503, AWAY),
    (sa.exc.OperationalError("", {}, psycopg.errors.DeadlockDetected()), 503, AWAY),
    (sa.exc.OperationalError("", {}, psycopg.errors.AdminShutdown()), 503, AWAY),
], ids=str)  # fmt: skip
@pytest.mark.one_database
def test_an_error_at_the_very_end_says_what_it_is(
    town: Town, sara: FlaskClient, error: Exception, status: int, words: str
) -> None:
    address = f"/interviews/{town.world.here.ids['assignment_id']}/reflection"
    sent = {"text": LONG, "version": "1"}
    with failing_at_commit(town, error):
        answer = sara.post(address, data=sent)
        assert (answer.status_code, words in answer.get_data(as_text=True)) == (status, True)
        assert sara.post(address, data=sent, headers={"Accept": "application/json"}).status_code == status
        assert sara.get("/my-interview").status_code in {200, status}
    with town.app.app_context():
        assert LONG.strip() not in db.session.scalars(sa.select(Reflection.text)).all()
    assert sara.get("/my-interview").status_code == 200


def test_connections_that_the_server_has_let_go_are_not_noticed(town: Town, sara: FlaskClient) -> None:
    _skip_on_sqlite(town)
    url = town.app.config["SQLALCHEMY_DATABASE_URI"]
    assert sara.get("/my-interview").status_code == 200
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(CLOSE_OTHERS)
    assert sara.get("/my-interview").status_code == 200
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(CLOSE_OTHERS)
    address = f"/interviews/{town.world.here.ids['assignment_id']}/child-survey/code"
    assert sara.post(address).status_code == 200


def test_a_database_that_is_not_there_is_said_to_be_away(town: Town, sara: FlaskClient) -> None:
    _skip_on_sqlite(town)

    def refuse(*_arguments: object) -> None:
        raise psycopg.OperationalError("connection refused")

    with town.app.app_context():
        engine = db.engine
    engine.dispose()
    event.listen(engine, "do_connect", refuse)
    try:
        for client in (sara, town.browser(NOBODY)):
            answer = client.get("/sign-in?next=/help")
            assert (answer.status_code, AWAY in answer.get_data(as_text=True)) == (503, True)
    finally:
        event.remove(engine, "do_connect", refuse)
    assert sara.get("/my-interview").status_code == 200


def _skip_on_sqlite(town: Town) -> None:
    if "sqlite" in town.app.config["SQLALCHEMY_DATABASE_URI"]:
        pytest.skip("a file is always there, and lets nobody go")
