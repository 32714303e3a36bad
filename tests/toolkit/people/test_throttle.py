"""The throttle: it counts for itself, locks after so many tries, and leaves its caller's work alone."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests.wall_clock import ahead
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.people import signin, throttle
from toolkit.people.models import Person, SignInThrottle


class Locked(throttle.LockedOut):
    """What this door says."""

    sentence = N_("Wait %(minutes)s minutes.")


@pytest.fixture
def keys(app: Flask) -> Mapping[str, int]:
    """One thing that is throttled, after three tries."""
    return {throttle.key("name", "sara"): 3}


def try_wrongly(keys: Mapping[str, int]) -> None:
    throttle.count_failure(keys)
    db.session.rollback()


def test_it_locks_after_so_many_tries_and_says_for_how_long(keys: Mapping[str, int]) -> None:
    for _ in range(2):
        try_wrongly(keys)
    throttle.refuse_if_locked(keys, Locked)
    db.session.rollback()
    try_wrongly(keys)
    with pytest.raises(Locked) as refused:
        throttle.refuse_if_locked(keys, Locked)
    assert refused.value.values == {"minutes": 15}


def test_it_forgets_after_a_while_and_after_a_right_try(keys: Mapping[str, int]) -> None:
    for _ in range(3):
        try_wrongly(keys)
    with ahead(throttle.WINDOW + timedelta(seconds=1)):
        throttle.refuse_if_locked(keys, Locked)
        db.session.rollback()
        try_wrongly(keys)
        throttle.refuse_if_locked(keys, Locked)
    throttle.forget(next(iter(keys)))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SignInThrottle)) == 0


def test_it_keeps_no_name(keys: Mapping[str, int]) -> None:
    try_wrongly(keys)
    assert "sara" not in db.session.scalars(sa.select(SignInThrottle.key)).one()


def test_counting_undoes_nothing_of_its_caller(keys: Mapping[str, int]) -> None:
    unit = make.a_unit(name="Barn och unga")
    with pytest.raises(RuntimeError, match="wait for itself"):
        throttle.count_failure(keys)
    db.session.commit()
    assert unit.name == "Barn och unga"


def test_a_password_that_is_changed_while_it_is_compared_lets_nobody_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make.a_person(make.a_unit())
    db.session.commit()
    username, compare = person.username, signin._matches

    def compare_and_change(kept: str, password: str) -> bool:
        with db.engine.begin() as elsewhere:
            elsewhere.execute(sa.update(Person).values(password_hash=signin.hash_password("a quite different one")))
        return compare(kept, password)

    db.session.rollback()
    monkeypatch.setattr(signin, "_matches", compare_and_change)
    with pytest.raises(InvalidInput):
        signin.sign_in(username, make.PASSWORD, place="here")
