"""kill -9 in the middle of a release, wherever it is: nothing of the edition is there, or what it is made of.

And of the worker that makes its files: what was made is kept, and whoever comes after it goes on there.
"""

import hashlib
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from seminar.editions import codec, freezing, making, reading, releasing
from seminar.editions.models import Edition, EditionFile, ReleaseYes, Side
from seminar.report import outputs, unprintable
from tests.seminar.editions.conftest import released, say, seminar
from tests.seminar.making import Seminar
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.jobs import queue
from toolkit.jobs.worker import Worker
from toolkit.vault.store import FileStore

__all__ = ["seminar"]


def die(*_args: object, **_more: object) -> None:
    """As a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def in_the_first_file() -> None:
    codec.dump = die  # type: ignore[assignment]


def after_the_second_file() -> None:
    moved, count = FileStore._move, []

    def move(self: FileStore, *args: Any) -> None:
        moved(self, *args)
        count.append(1)
        if len(count) == 2:
            die()

    FileStore._move = move  # type: ignore[method-assign,assignment]


def before_the_rows() -> None:
    event.listen(Session, "before_flush", lambda session, *_: die() if _has_files(session) else None)


def before_the_commit() -> None:
    event.listen(Session, "before_commit", lambda session: None if session.in_nested_transaction() else die())


def after_the_commit() -> None:
    event.listen(Session, "after_commit", lambda session: None if session.in_nested_transaction() else die())


def before_the_commit_of_a_file() -> None:
    event.listen(Session, "before_commit", lambda session: die() if session.info.get("file") else None)
    _note_files()


def after_the_commit_of_a_file() -> None:
    event.listen(Session, "after_commit", lambda session: die() if session.info.get("file") else None)
    _note_files()


def _note_files() -> None:
    event.listen(Session, "before_flush", lambda session, *_: session.info.update(file=_has_files(session)))


def _has_files(session: Session) -> bool:
    return any(isinstance(row, EditionFile) for row in session.new)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("when", "is_whole"),
    [
        (in_the_first_file, False),
        (after_the_second_file, False),
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
    monkeypatch.setattr(unprintable, "find", lambda *_: [])
    say(seminar, Side.COMPILER)
    cycle_id, leader = seminar.cycle.id, seminar.decides

    def release_it() -> None:
        seen = freezing.fingerprint(freezing.collect(leader, db.session.get_one(Cycle, cycle_id)))
        when()
        releasing.say_yes(leader, cycle_id, side=Side.LEADER, seen=seen)
        db.session.commit()

    killed_in(release_it)
    cycle = db.session.get_one(Cycle, cycle_id)
    if not is_whole:
        assert db.session.query(Edition).count() == db.session.query(EditionFile).count() == 0
        assert db.session.query(ReleaseYes).count() == 1
        assert cycle.state is CycleState.RUNNING
        return
    edition = db.session.query(Edition).one()
    assert cycle.state is CycleState.REPORTED
    assert queue.find_job(making.FILES, ref=edition.id) is not None
    assert_readable(edition)


def killed_in(act: Callable[[], None]) -> None:
    """A process of its own does this, and is killed in it."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def assert_readable(edition: Edition) -> None:
    for file in edition.files:
        assert hashlib.sha256(reading._bytes_of(file)).hexdigest() == file.sha256


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("when", "kept"), [(after_the_second_file, 3), (before_the_commit_of_a_file, 2), (after_the_commit_of_a_file, 3)]
)
def test_a_worker_that_is_killed_while_it_makes_the_files(
    app: Flask, seminar: Seminar, monkeypatch: pytest.MonkeyPatch, when: Callable[[], None], kept: int
) -> None:
    monkeypatch.setattr(outputs, "OUTPUTS", outputs.OUTPUTS[:1])
    released(seminar)

    def make_them() -> None:
        when()
        Worker(app).run()

    killed_in(make_them)
    edition = db.session.query(Edition).one()
    assert (len(edition.files), edition.is_complete) == (kept, False)
    assert_readable(edition)
    db.session.rollback()
    Worker(app).run(until_idle=True)
    db.session.expire_all()
    assert (len(edition.files), edition.is_complete) == (4, True)
    assert len({(file.name, file.language) for file in edition.files}) == 4
    assert_readable(edition)
