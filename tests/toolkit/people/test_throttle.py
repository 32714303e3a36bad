"""The throttle: it counts before it looks, however many try at once, and makes each wrong try wait longer."""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests.wall_clock import ahead, at
from toolkit.db import db
from toolkit.errors import N_
from toolkit.people import throttle
from toolkit.people.models import SignInThrottle
from toolkit.people.throttle import Limit

BEGAN = datetime(2026, 11, 16, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIMIT = Limit(free=3, first=MINUTE, longest=10 * MINUTE)

pytestmark = pytest.mark.clock(BEGAN)


class Locked(throttle.LockedOut):
    """What this door says."""

    sentence = N_("Wait %(minutes)s minutes.")


@pytest.fixture
def keys(app: Flask) -> Mapping[str, Limit]:
    """One thing that is throttled, after three tries."""
    return {throttle.key("name", "sara"): LIMIT}


def wait_of(keys: Mapping[str, Limit]) -> int:
    """How long the next try has to wait."""
    with pytest.raises(Locked) as refused:
        throttle.begin(keys, Locked)
    return int(refused.value.values["minutes"])


def test_some_are_free_and_the_last_of_them_says_so(keys: Mapping[str, Limit]) -> None:
    assert [throttle.begin(keys, Locked) for _ in range(3)] == [False, False, True]
    assert wait_of(keys) == 1


def test_each_further_one_waits_twice_as_long_and_no_longer_than_the_longest(keys: Mapping[str, Limit]) -> None:
    for _ in range(2):
        throttle.begin(keys, Locked)
    waits, moment = [], BEGAN
    for _ in range(6):
        with at(moment):
            throttle.begin(keys, Locked)
            waits.append(wait_of(keys))
        moment += waits[-1] * MINUTE
    assert waits == [1, 2, 4, 8, 10, 10]


def test_a_try_that_comes_too_early_makes_nobody_wait_longer(keys: Mapping[str, Limit]) -> None:
    for _ in range(3):
        throttle.begin(keys, Locked)
    for _ in range(20):
        wait_of(keys)
    with at(BEGAN + MINUTE):
        throttle.begin(keys, Locked)


def test_after_a_day_of_rest_all_is_forgotten_and_swept_away(keys: Mapping[str, Limit]) -> None:
    for _ in range(3):
        throttle.begin(keys, Locked)
    with ahead(timedelta(hours=1)):
        throttle.begin(keys, Locked)
    with ahead(timedelta(hours=26)):
        assert [throttle.begin(keys, Locked) for _ in range(3)] == [False, False, True]
        throttle.sweep()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SignInThrottle)) == 1
    with ahead(timedelta(hours=51)):
        throttle.sweep()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SignInThrottle)) == 0


def test_a_right_try_forgets_its_own_and_takes_back_one_of_what_is_shared(keys: Mapping[str, Limit]) -> None:
    shared = {throttle.key("place", "here"): LIMIT}
    for _ in range(3):
        throttle.begin({**keys, **shared}, Locked)
    throttle.forgive(wholly=keys, once=shared)
    rows = {row.key: row.failures for row in db.session.scalars(sa.select(SignInThrottle))}
    db.session.rollback()
    assert rows == {next(iter(keys)): 0, next(iter(shared)): 2}
    assert throttle.begin({**keys, **shared}, Locked), "one more and the place has to wait"


def test_it_keeps_no_name(keys: Mapping[str, Limit]) -> None:
    throttle.begin(keys, Locked)
    assert "sara" not in db.session.scalars(sa.select(SignInThrottle.key)).one()
    assert throttle.key("name", "sara") != throttle.key("place", "sara")


def test_counting_undoes_nothing_of_its_caller(keys: Mapping[str, Limit]) -> None:
    unit = make.a_unit(name="Barn och unga")
    with pytest.raises(RuntimeError, match="wait for itself"):
        throttle.begin(keys, Locked)
    db.session.commit()
    assert unit.name == "Barn och unga"


def test_of_sixteen_at_once_no_more_get_through_than_one_after_the_other(app: Flask, keys: Mapping[str, Limit]) -> None:
    """On PostgreSQL all sixteen once got through: each had looked before any had been counted."""
    start = threading.Barrier(16)

    def guess(_number: int) -> bool:
        with app.app_context():
            start.wait()
            try:
                throttle.begin(keys, Locked)
            except Locked:
                return False
            return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(guess, range(16))) == LIMIT.free


def test_two_that_hold_the_same_in_another_order_do_not_wait_for_each_other(app: Flask) -> None:
    one, other = throttle.key("name", "a"), throttle.key("name", "b")
    plenty = Limit(free=1000, first=MINUTE, longest=MINUTE)

    def guess(number: int) -> None:
        names = (one, other) if number % 2 else (other, one)
        with app.app_context():
            throttle.begin(dict.fromkeys(names, plenty), Locked)
            throttle.forgive(wholly=(), once=names)
            throttle.begin(dict.fromkeys(names, plenty), Locked)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(24)))
    assert db.session.scalars(sa.select(SignInThrottle.failures)).all() == [24, 24]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_a_place_is_an_address_or_the_network_that_one_household_has(address: str | None, place: str) -> None:
    assert throttle.place_of(address) == place
