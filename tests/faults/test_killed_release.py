"""kill -9 in the middle of a release, wherever it is: nothing of the edition is there, or all of it."""

import hashlib
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from seminar.editions import codec, freezing, reading, releasing
from seminar.editions.models import Edition, EditionFile, ReleaseYes, Side
from seminar.report import outputs
from tests.seminar.editions.conftest import say, seminar
from tests.seminar.making import Seminar
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.vault.store import FileStore

__all__ = ["seminar"]


def die(*_args: object, **_more: object) -> None:
    """As a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def in_the_first_file() -> None:
    codec.dump = die  # type: ignore[assignment]


def after_the_third_file() -> None:
    moved, count = FileStore._move, []

    def move(self: FileStore, *args: Any) -> None:
        moved(self, *args)
        count.append(1)
        if len(count) == 3:
            die()

    FileStore._move = move  # type: ignore[method-assign,assignment]


def before_the_rows() -> None:
    event.listen(Session, "before_flush", lambda session, *_: die() if _has_files(session) else None)


def before_the_commit() -> None:
    event.listen(Session, "before_commit", die)


def after_the_commit() -> None:
    event.listen(Session, "after_commit", die)


def _has_files(session: Session) -> bool:
    return any(isinstance(row, EditionFile) for row in session.new)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("when", "is_whole"),
    [
        (in_the_first_file, False),
        (after_the_third_file, False),
        (before_the_rows, False),
        (before_the_commit, False),
        (after_the_commit, True),
    ],
)
def test_a_release_that_is_killed(
    app: Flask, seminar: Seminar, monkeypatch: pytest.MonkeyPatch, when: Callable[[], None], *, is_whole: bool
) -> None:
    # Typst has threads of its own, which a fork does not take along.
    monkeypatch.setattr(outputs, "OUTPUTS", outputs.OUTPUTS[:1])
    say(seminar, Side.COMPILER)
    cycle_id, leader = seminar.cycle.id, seminar.decides
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            seen = freezing.fingerprint(freezing.collect(leader, db.session.get_one(Cycle, cycle_id)))
            when()
            releasing.say_yes(leader, cycle_id, side=Side.LEADER, seen=seen)
            db.session.commit()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    cycle = db.session.get_one(Cycle, cycle_id)
    if not is_whole:
        assert db.session.query(Edition).count() == db.session.query(EditionFile).count() == 0
        assert db.session.query(ReleaseYes).count() == 1
        assert cycle.state is CycleState.RUNNING
        return
    edition = db.session.query(Edition).one()
    assert cycle.state is CycleState.REPORTED
    for file in edition.files:
        assert hashlib.sha256(reading._bytes_of(file)).hexdigest() == file.sha256
