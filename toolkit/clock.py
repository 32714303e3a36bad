"""What time it is. Everything that needs the time asks here, so that a test can set the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Europe/Stockholm")

_frozen: list[datetime] = []


def now() -> datetime:
    """The time, aware and in UTC."""
    return _frozen[-1] if _frozen else read_real()


def read_real() -> datetime:
    """The time of the machine, whatever `frozen` says. Nobody else asks the machine: a law of the house."""
    return datetime.now(UTC)


def today() -> date:
    """The date on a wall calendar in Sweden."""
    return now().astimezone(LOCAL_ZONE).date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stop the clock at an aware moment, for tests."""
    _frozen.append(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.pop()
