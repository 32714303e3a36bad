"""A GET writes audit rows and nothing else. The database itself refuses anything more."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, ProgrammingError

from app import create_app
from tests.architecture.access_rules import is_welcome
from tests.architecture.source import expect_none
from tests.factories import a_unit
from tests.sweep import NOBODY, Town, list_addresses
from toolkit.access import allow_anyone
from toolkit.config import Settings
from toolkit.db import Base, db, reading

# A session is seen, the trail grows, and what the next page says waits until it has: all in transactions of their own.
MOVE = frozenset({"audit_entry", "flash_message", "sign_in_session"})


def test_walking_through_every_page_changes_nothing(town: Town) -> None:
    before = _contents(town)
    for address in list_addresses(town.app, "GET"):
        for who in (*town.world.people, NOBODY):
            if is_welcome(address, who):
                town.visit(address, who)
    after = _contents(town)
    expect_none(f"a GET changed {name}" for name in before if before[name] != after[name])


def test_a_get_that_tries_to_write_fails_and_leaves_nothing(settings: Settings) -> None:
    app = create_app(settings)

    @allow_anyone
    def naughty() -> str:
        a_unit(name="written while reading")
        return "done"

    app.add_url_rule("/naughty", "naughty", naughty)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        Base.metadata.create_all(db.engine)
    assert app.test_client().get("/naughty").status_code == 500
    with app.app_context():
        assert db.session.scalar(sa.text("SELECT count(*) FROM unit")) == 0
        db.session.remove()
        db.engine.dispose()


def test_the_database_refuses_within_a_reading_block(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.session.remove()
        with reading(), pytest.raises((OperationalError, ProgrammingError, sa.exc.InternalError)):
            a_unit()
        db.session.remove()
        a_unit()
        db.session.remove()
        db.engine.dispose()


def _contents(town: Town) -> dict[str, list[str]]:
    with town.app.app_context(), db.engine.begin() as connection:
        return {
            name: sorted(map(str, connection.execute(sa.text(f'SELECT * FROM "{name}"')).all()))  # noqa: S608
            for name in Base.metadata.tables
            if name not in MOVE
        }
