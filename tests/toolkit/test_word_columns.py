"""A state is one word of an enum, in the table, in Python and in templates; the database refuses any other."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError, StatementError

from tests import factories as make
from toolkit.access import Role
from toolkit.cycles.models import Child, Sex
from toolkit.db import db


@pytest.fixture
def child(app: Flask) -> Child:
    unit = make.a_unit()
    facilitator = make.a_person(unit, Role.FACILITATOR)
    child = make.a_child(make.a_cycle(unit, facilitator), sex=Sex.BOY)
    db.session.commit()
    return child


def test_the_word_is_stored_and_the_member_comes_back(child: Child) -> None:
    assert db.session.scalar(sa.text("SELECT sex FROM child")) == "boy"
    db.session.expire_all()
    assert child.sex is Sex.BOY
    assert f"{child.sex}" == "boy"


def test_a_question_may_be_asked_with_the_member(child: Child) -> None:
    assert db.session.scalars(sa.select(Child).where(Child.sex == Sex.BOY)).one() is child
    assert db.session.scalars(sa.select(Child).where(Child.sex.in_([Sex.GIRL, Sex.OTHER]))).all() == []


def test_another_word_is_refused_before_it_reaches_the_database(child: Child) -> None:
    child.sex = "pojke"  # type: ignore[assignment]  # the mistake is the point
    with pytest.raises(StatementError):
        db.session.flush()


def test_and_by_the_database_itself(child: Child) -> None:
    with pytest.raises(IntegrityError):
        db.session.execute(sa.text("UPDATE child SET sex = 'pojke' WHERE code = :code"), {"code": child.code})
