"""What the worker does about copies: each day one, each week a drill, and every ten minutes a look at the keys."""

from collections.abc import Callable
from datetime import timedelta

from toolkit import clock, config
from toolkit.backup import acting, runs
from toolkit.backup.acting import PlaceEmptied
from toolkit.backup.models import Act
from toolkit.jobs.context import JobContext, Postponed, Stopped
from toolkit.jobs.leases import Lost
from toolkit.jobs.registry import Handler
from toolkit.logs import log

COPY_EVERY, DRILL_EVERY, KEYS_EVERY = timedelta(days=1), timedelta(days=7), timedelta(minutes=10)
RETRY_AFTER, LATER = timedelta(hours=1), timedelta(days=1)
Numbers = dict[str, int]


def copy(unit: JobContext) -> None:
    """Make the day's copy, unless the last one is younger than a day. Never ends: see `jobs.daily`."""
    _require_place()
    _wait_for(Act.COPY, COPY_EVERY)
    name, numbers, copied = "", {}, None

    def act() -> None:
        nonlocal name, numbers, copied
        copied = acting.copy(check=unit.check)
        name, numbers = copied.made.name, {"new_bytes": copied.made.new_bytes, "missing": copied.made.missing}

    failure = _tried(act)
    is_news = copied is not None and copied.keys and runs.is_news_of_keys(written=copied.keys_written)
    with unit.saving() as session:
        runs.note(session, Act.COPY, failure=failure, name=name, **numbers)
        if is_news:
            runs.note(session, Act.KEYS)
    raise Postponed("backup_made" if failure is None else "backup_failed", after=RETRY_AFTER if failure else COPY_EVERY)


def copy_keys(unit: JobContext) -> None:
    """Bring the copy of the keys up to date: a key that was destroyed leaves it within ten minutes."""
    if config.current().backup.keys is None:
        raise Postponed("backup_not_set", after=LATER)
    written = False

    def act() -> None:
        nonlocal written
        written = acting.copy_keys()

    failure = _tried(act)
    if runs.is_news_of_keys(written=written, failure=failure):
        with unit.saving() as session:
            runs.note(session, Act.KEYS, failure=failure)
    raise Postponed("keys_copied" if failure is None else "keys_not_copied", after=KEYS_EVERY)


def drill(unit: JobContext) -> None:
    """Try the newest copy once a week."""
    _require_place()
    if runs.find_last(Act.COPY, well=True) is None:
        raise Postponed("no_backup_yet", after=RETRY_AFTER)
    _wait_for(Act.DRILL, DRILL_EVERY)
    name, opened = "", 0

    def act() -> None:
        nonlocal name, opened
        found = acting.drill()
        name, opened = found.name, sum(size is not None for size in found.opened.values())

    failure = _tried(act)
    with unit.saving() as session:
        runs.note(session, Act.DRILL, failure=failure, name=name, opened=opened)
    raise Postponed(
        "drill_done" if failure is None else "drill_failed", after=DRILL_EVERY if failure is None else LATER
    )


HANDLERS = {
    "backup:copy": Handler(copy, daily=True),
    "backup:keys": Handler(copy_keys, daily=True),
    "backup:drill": Handler(drill, daily=True),
}


def _require_place() -> None:
    if config.current().backup.place is None:
        raise Postponed("backup_not_set", after=LATER)


def _wait_for(act: Act, every: timedelta) -> None:
    """Raise Postponed until it is so long since this went well: a worker that starts anew makes no copy for that."""
    last = runs.find_last(act, well=True)
    if last is not None and (left := last.finished_at + every - clock.now()) > timedelta(0):
        raise Postponed("backup_made", after=left)


def _tried(act: Callable[[], None]) -> str | None:
    """What went wrong, as a code, or None. A job that was taken over or is to stop is let through."""
    try:
        act()
    except (Lost, Stopped):
        raise
    except PlaceEmptied:
        return "emptied"
    except Exception as error:  # noqa: BLE001 - whatever it was, the page has to say that there is no copy
        # The type and never the message, which may name what was being read.
        log.warning("backup failed", extra={"facts": {"error": type(error).__name__}})
        return runs.failure_code(error)
    return None
