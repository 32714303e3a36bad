"""A word from a list of our own, as a column keeps it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError

from toolkit.db import EnumText
from transcription.transcripts.states import State

TABLE = sa.Table("kept", sa.MetaData(), sa.Column("state", EnumText(State, 12)))


@pytest.fixture
def connection() -> sa.Connection:
    made = sa.create_engine("sqlite://").connect()
    TABLE.create(made)
    return made


def test_a_member_is_stored_as_its_word_and_read_back_as_itself(connection: sa.Connection) -> None:
    connection.execute(TABLE.insert(), [{"state": State.DRAFT}, {"state": "approved"}, {"state": None}])
    assert connection.exec_driver_sql("select state from kept").scalars().all() == ["draft", "approved", None]
    found = connection.scalars(sa.select(TABLE.c.state)).all()
    assert found == [State.DRAFT, State.APPROVED, None]
    assert all(one is None or type(one) is State for one in found)
    chosen = sa.select(sa.func.count()).where(TABLE.c.state.in_([State.DRAFT, State.FAILED]))
    assert connection.scalar(chosen) == 1


def test_a_word_that_is_no_member_is_refused(connection: sa.Connection) -> None:
    with pytest.raises(StatementError, match="hearing"):
        connection.execute(TABLE.insert(), {"state": "hearing"})
