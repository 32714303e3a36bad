"""kill -9 in the middle of a copy or of a restore, wherever it is: nothing half is taken for whole, and it goes on."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.toolkit.backup.conftest import lab, settings
from tests.toolkit.backup.lab import Lab, empty_machine, opened, restore, rows
from tests.toolkit.disposal.filling import a_filled_seminar
from toolkit.backup import backup_key, finishing, making, place, restoring
from toolkit.backup.making import Making
from toolkit.database_copy import sqlite
from toolkit.db import db
from toolkit.errors import HouseError
from toolkit.restore_mark import require_whole
from toolkit.vault import key_checks
from toolkit.vault.columns import vault
from toolkit.vault.store import FileStore

__all__ = ["lab", "settings"]
pytestmark = [pytest.mark.one_database, pytest.mark.slow]
Sabotage = Callable[[], None]


def die(*_args: object, **_more: object) -> None:
    """As a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def at_move(number: int) -> Sabotage:
    """When so many files have come to their places, before the next one does."""

    def sabotage() -> None:
        moved, count = FileStore._move, []

        def move(self: FileStore, *args: Any) -> None:
            count.append(1)
            if len(count) > number:
                die()
            moved(self, *args)

        FileStore._move = move  # type: ignore[method-assign,assignment]

    return sabotage


def killed(sabotage: Sabotage, act: Callable[[], object]) -> bool:
    """Whether a child process that does this was killed in it."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        sabotage()
        act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.fixture
def filled(lab: Lab) -> Lab:
    """With two interviews, and one copy."""
    a_filled_seminar()
    key_checks.note(vault().keys, db.session.connection())
    lab.copy()
    return lab


def in_the_database() -> None:
    sqlite.write = die


def in_the_working_file() -> None:
    sqlite._facts = die  # type: ignore[assignment]


@pytest.mark.parametrize(
    "sabotage", [at_move(0), at_move(1), at_move(2), at_move(3), in_the_database, in_the_working_file],
    ids=["first", "second", "third", "manifest", "database", "working"],
)  # fmt: skip
def test_a_copy_that_is_killed_is_no_copy_and_the_next_one_is_whole(
    app: Flask, filled: Lab, tmp_path: Path, sabotage: Sabotage
) -> None:
    target, ring = FileStore(filled.copies), backup_key.load_or_make(filled.settings)
    (before,) = place.list_copies(target)
    with vault().writing("recording-1-new") as writer:
        writer.write(bytes(100_000))
    store = vault().store
    assert killed(sabotage, lambda: making.make(Making(filled.settings, store, target, ring)))
    assert place.list_copies(target) == [before]
    with empty_machine(filled, tmp_path, "meanwhile") as environment:
        assert restore(filled, environment).exit_code == 0, "the copy before is as good as ever"
    made = making.make(Making(filled.settings, store, target, ring)).name
    assert place.list_copies(target) == [before, made]
    assert target.list_leftovers() == []
    assert set(place.list_parts(target)) == {before, made}
    assert not (filled.settings.instance / making.WORKING).exists()


def before_the_database() -> None:
    restoring.put_database = die


def in_the_restored_database() -> None:
    sqlite._is_whole = die  # type: ignore[assignment]


def before_it_is_finished() -> None:
    finishing.finish = die  # type: ignore[assignment]


def before_the_mark_goes() -> None:
    restoring.end = die


@pytest.mark.parametrize(
    "sabotage",
    [
        at_move(0),
        at_move(1),
        before_the_database,
        in_the_restored_database,
        before_it_is_finished,
        before_the_mark_goes,
    ],
    ids=["first", "second", "database", "in-database", "unfinished", "mark"],
)
def test_a_restore_that_is_killed_goes_on_and_nothing_starts_before(
    app: Flask, filled: Lab, tmp_path: Path, sabotage: Sabotage
) -> None:
    expected = rows()
    with empty_machine(filled, tmp_path) as environment:
        code = filled.code
        assert killed(sabotage, lambda: restore(filled, environment, code=code))
        instance = Path(environment["BR_INSTANCE"])
        with pytest.raises(HouseError, match="that was not finished"):
            require_whole(instance)
        done = restore(filled, environment)
        assert done.exit_code == 0, done.output
        require_whole(instance)
        with opened(environment):
            assert rows() == expected
        assert [path.name for path in instance.rglob("*.part")] == []
