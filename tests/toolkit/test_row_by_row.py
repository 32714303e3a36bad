"""Whether something is there for a row, asked row by row: right, and never of all that ever was."""

import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from toolkit import row_by_row
from toolkit.db import db
from toolkit.people.models import Team, Unit


def test_each_row_is_told_by_itself_and_nothing_else_is_read(app: Flask) -> None:
    with_team, without = make.a_unit(), make.a_unit()
    make.a_team(with_team)
    has_team = row_by_row.has(sa.select(Team.id).where(Team.unit_id == Unit.id))
    both = sa.select(Unit.id).where(Unit.id.in_([with_team.id, without.id]))
    assert dict(db.session.execute(both.add_columns(has_team)).all()) == {with_team.id: True, without.id: False}
    assert db.session.scalars(both.where(has_team | (Unit.name == ""))).all() == [with_team.id]
    assert db.session.scalars(both.where(~has_team)).all() == [without.id]


def test_the_database_is_asked_for_each_row_alone(app: Flask) -> None:
    """PostgreSQL says «hashed» of a plan that reads all rows beforehand."""
    query = sa.select(Unit.id, row_by_row.has(sa.select(Team.id).where(Team.unit_id == Unit.id)))
    asked: list[tuple[str, object]] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    db.session.execute(query)
    statement, values = asked[-1]
    word = "EXPLAIN" if db.engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    told = [str(row[-1]) for row in db.session.connection().exec_driver_sql(f"{word} {statement}", values)]  # type: ignore[arg-type]
    assert not any("hashed" in line for line in told), told
