"""The ways for a test to set the clock. What it makes by one clock it must not judge by another.

`@pytest.mark.clock(moment)` sets the clock for a whole test, its fixtures included; the fixture `set_clock` and `at`
set it from a line on, and refuse once the real clock has been asked. `ahead` goes on from whatever time it is.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from toolkit import clock

SetClock = Callable[[datetime], None]

_ask = clock.read_real
_asked: list[datetime] = []


def _ask_and_tell() -> datetime:
    _asked[:] = [_ask()]
    return _asked[0]


clock.read_real = _ask_and_tell


@pytest.fixture(autouse=True)
def set_clock(request: pytest.FixtureRequest) -> Iterator[SetClock]:
    """`set_clock(moment)` stops the clock there until the test ends, or until it is set again."""
    _asked.clear()
    marked = request.node.get_closest_marker("clock")
    with ExitStack() as until_the_end:

        def set_to(moment: datetime) -> None:
            until_the_end.enter_context(at(moment))

        if marked:
            set_to(*marked.args)
        yield set_to


def at(moment: datetime) -> AbstractContextManager[None]:
    """Stop the clock at a moment of the calendar. Fails in a test that has asked the real clock already."""
    assert is_set() or not _asked, "This test has asked the real clock: mark it `clock`, so that all of it is one time."
    return clock.frozen(moment)


def ahead(span: timedelta) -> AbstractContextManager[None]:
    """Stop the clock so long after now, whatever now is; whole days are days of the calendar in Sweden.

    Half a year ahead an evening is an hour later in UTC: without that it would be the next day's night.
    """
    now = clock.now()
    if not span % timedelta(days=1):
        return clock.frozen((now.astimezone(clock.LOCAL_ZONE) + span).astimezone(UTC))
    return clock.frozen(now + span)


def is_set() -> bool:
    """Whether the clock stands still now. Another program would not know."""
    return bool(clock._frozen)
