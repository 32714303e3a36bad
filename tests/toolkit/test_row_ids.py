"""An id comes back from either database as the id that was put in."""

import pickle
import uuid

import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from toolkit.db import db
from toolkit.people.models import Team, Unit


def test_an_id_comes_back_as_it_was_and_nothing_stays_nothing(app: Flask) -> None:
    unit = make.a_unit()
    team = make.a_team(unit, name="Team Barn")
    query = sa.select(Unit.id, Team.id).join(Team, sa.and_(Team.unit_id == Unit.id, Team.name == "Ingen"), isouter=True)
    ((read, none),) = db.session.execute(query.where(Unit.id == unit.id)).all()
    assert (read, hash(read), str(read), repr(read)) == (unit.id, hash(unit.id), str(unit.id), repr(unit.id))
    assert str(none) == "None"
    assert type(read) is uuid.UUID
    assert pickle.loads(pickle.dumps(read)) == unit.id  # noqa: S301 - our own
    assert team.id != read
