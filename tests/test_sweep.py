"""The town is put back as it was, whatever was written in it, and nothing is done where nothing was."""

import uuid

import pytest
import sqlalchemy as sa

from tests.architecture.conftest import town
from tests.sweep import Town, _rows
from toolkit.db import db, writing
from toolkit.people.models import Person, SignInSession, Team, Unit

__all__ = ["town"]

CHANGES = {
    "changed": sa.update(Person).values(name="Någon annan"),
    "added": sa.insert(Unit).values(name="En enhet till"),
    "removed, with what hangs on it": sa.delete(SignInSession),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_written_is_put_back(town: Town, change: sa.Executable) -> None:
    for _ in range(2):
        with town.app.app_context(), writing() as session:
            session.execute(change)
        assert _changed(town)
        town.restore()
        assert not _changed(town)


def test_whoever_reads_leaves_nothing_to_put_back(town: Town) -> None:
    assert town.browser("leader").get("/account").status_code == 200
    assert not town.written & {Person.__tablename__, Team.__tablename__}


def test_rows_stay_bound_to_each_other_afterwards(town: Town) -> None:
    """Also for whoever draws the connection that put the town back: it once kept its foreign keys off."""
    with town.app.app_context():
        with writing() as session:
            session.execute(CHANGES["added"])
        town.restore()
        if db.engine.dialect.name == "postgresql":
            assert db.session.scalar(sa.text("SHOW session_replication_role")) == "origin"
            db.session.rollback()
        with pytest.raises(sa.exc.IntegrityError), writing() as session:
            session.execute(sa.update(Team).values(unit_id=uuid.uuid4()))


def _changed(town: Town) -> list[str]:
    with town.app.app_context():
        return [name for name, rows in town.rows.items() if _rows(db.metadata.tables[name]) != rows]
