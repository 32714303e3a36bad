"""One look at everything, from the folder to the backups. Each check stands alone: one that fails hides none.

What cannot be looked at because something before it is wrong is left out: the first line that is wrong says what to do.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url

from toolkit import config, language
from toolkit.config import Settings
from toolkit.db import db, reading
from toolkit.errors import N_, HouseError
from toolkit.findings import CHECKS, Check, Finding, of_error, well, wrong
from toolkit.operations import connections, machine, program

SETTINGS, PROGRAM = N_("Settings"), N_("The program")
SETTING = re.compile(r"BR_[A-Z0-9_]+")


class Program(Protocol):
    """The app."""

    def app_context(self) -> AbstractContextManager[object]:
        """Where it answers."""


def examine(
    environment: Mapping[str, str], load: Callable[[], Program], *, locale: str, thorough: bool = False
) -> Iterator[Finding]:
    """Everything that is found, in order. `load` makes the app; whatever it raises becomes a finding."""
    instance = config.instance_folder(environment)
    yield from _ask(machine.FOLDER, lambda: machine.check_folder(instance))
    yield from _ask(machine.DISK, lambda: machine.check_disk(instance))
    yield from _ask(machine.CLOCK, machine.check_clock)
    settings, faults = _read_settings(environment)
    yield from (of_error(SETTINGS, fault) for fault in faults)
    if settings is None:
        return
    yield well(SETTINGS, N_("They can be read, and none is unsafe."))
    yield from _ask(machine.FRONT, lambda: machine.check_front(settings))
    yield from _ask(machine.PORT, lambda: machine.check_port(settings))
    yield from _ask(SETTINGS, lambda: connections.check_connections(settings))
    if _lacks_database(settings):
        yield wrong(program.DATABASE, N_("There is none yet."), N_("Run: python app.py prepare"))
        return
    yield from _ask(PROGRAM, lambda: _examine_program(load, locale=locale, thorough=thorough))


def _read_settings(environment: Mapping[str, str]) -> tuple[Settings | None, list[HouseError]]:
    """The settings, or else everything that is wrong with them: each is looked for without those that were named.

    What misses a setting that was taken away for the look is no fault of its own, and ends it.
    """
    rest, taken, faults = dict(environment), set[str](), list[HouseError]()
    while True:
        try:
            settings = config.read(rest)
        except HouseError as fault:
            named = SETTING.findall(" ".join([fault.message, *map(str, fault.values.values())]))
            if taken.intersection(named):
                return None, faults
            faults.append(fault)
            first = next((name for name in named if rest.pop(name, None)), None)
            if first is None:
                return None, faults
            taken.add(first)
        else:
            return (None if faults else settings), faults


def _lacks_database(settings: Settings) -> bool:
    url = make_url(settings.database_url)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _examine_program(load: Callable[[], Program], *, locale: str, thorough: bool) -> Iterator[Finding]:
    checks = [*program.ALWAYS, *(program.THOROUGH if thorough else ())]
    with load().app_context(), language.force_locale(locale), reading():
        try:
            for check in (*checks, *CHECKS.each()):
                yield from _ask(PROGRAM, check)
                db.session.rollback()
        finally:
            db.session.remove()
            db.engine.dispose()


def _ask(about: str, check: Check) -> Iterator[Finding]:
    """What a check finds; and when it fails, that."""
    try:
        yield from _said(check())
    except HouseError as error:
        yield of_error(about, error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other checks are made
        yield wrong(
            about, N_("It could not be looked at (%(error)s)."),
            N_("Look whether disk and database are there, and whether this account may read them."),
            error=type(error).__name__,
        )  # fmt: skip


def _said(found: Iterable[Finding]) -> Iterator[Finding]:
    """With its values in words now, while the language is forced."""
    for one in found:
        yield replace(one, values={name: str(value) for name, value in one.values.items()})
