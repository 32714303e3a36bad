"""The transaction of a request, as one object that says its phase: it reads, holds nothing, writes once, is finished.

SQLite has one writer at a time, so nothing that takes time may happen while a request writes: no body, no process, no
hash, no page. What takes time is done before, in the activity's `paused`; views conduct nothing (decision 12).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TypeVar

from flask import current_app, g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from toolkit.db import begin_request, db

View = TypeVar("View", bound=Callable[..., Any])

WROTE = "wrote"


class Phase(StrEnum):
    """Where a request is. A GET reads and is finished; a form pauses while its body arrives, and then writes."""

    READING = "reading"
    PAUSED = "paused"
    WRITING = "writing"
    FINISHED = "finished"


class Transaction:
    """The one transaction of a request. Made when the request begins; `web` finishes it."""

    def __init__(self, *, may_write: bool, confirm: Callable[[], None]) -> None:
        self._may_write = may_write
        self._confirm = confirm
        self.phase = Phase.READING
        begin_request(read_only=True)
        if not _has_written():
            db.session.rollback()

    @property
    def may_write(self) -> bool:
        """Whether this request is of a kind that changes something: not a GET."""
        return self._may_write

    def pause(self) -> None:
        """End reading and hold nothing, for as long as it takes. Raises RuntimeError for one that writes already."""
        if not self._may_write:
            msg = "a GET has nothing to pause for: it writes nothing but its lines on the trail"
            raise RuntimeError(msg)
        if self.phase is Phase.WRITING:
            msg = "the request writes already: mark its view with @prepares, and pause before anything is written"
            raise RuntimeError(msg)
        db.session.rollback()
        self.phase = Phase.PAUSED

    def read(self) -> None:
        """Go on reading after a pause, for whatever else is to be prepared or said."""
        self.phase = Phase.READING

    def write(self) -> None:
        """Begin to write, in a new transaction, for whoever is still allowed to. Raises what the guard raises."""
        self.pause()
        begin_request(read_only=False)
        self.phase = Phase.WRITING
        self._confirm()

    def refuse(self) -> None:
        """Undo what was written; what follows, such as the page that says why, only reads."""
        if self.phase is Phase.WRITING:
            db.session.rollback()
            begin_request(read_only=True)
            self.phase = Phase.READING

    def show(self) -> None:
        """A page is made: what was written is committed before, and the page reads what is so now."""
        if self.phase is Phase.WRITING:
            db.session.commit()
            begin_request(read_only=True)
            self.phase = Phase.READING

    def finish(self, *, keep: bool) -> None:
        """Commit what was written, or nothing at all."""
        if keep and self.phase is Phase.WRITING:
            db.session.commit()
        else:
            db.session.rollback()
        begin_request(read_only=True)
        self.phase = Phase.FINISHED


def prepares(view: View) -> View:
    """Mark a view whose activity pauses before it writes: until then the view only reads."""
    view.prepares = True  # type: ignore[attr-defined]  # read by is_preparing, on the same function object
    return view


def is_preparing() -> bool:
    """Whether this request is for such a view."""
    return bool(getattr(current_app.view_functions.get(request.endpoint or ""), "prepares", False))


def find_current() -> Transaction | None:
    """The transaction of this request; None outside of one, and before its first hook."""
    return g.get("transaction") if has_request_context() else None


@contextmanager
def paused() -> Iterator[None]:
    """Do in this block what takes time: nothing is held. After it the request writes.

        @bp.post("/sign-in")        person = _find_active(username)        # reads
        @allow_anyone               with paused():                         # holds nothing
        @prepares                       proved = _matches(person, password)
        def do_sign_in(): …         person = _find_active(username)        # writes: reads again what it goes by

    The view carries the mark `@prepares`. After the pause a new transaction begins with the write lock, because one
    that only read cannot be made to write: whatever was read before may have changed, so read it again. The guard looks
    once more who asks, by itself. An error in the block leaves the request reading.

    Outside of a request (a command, the worker, a test) the caller conducts: then nothing is ended that would lose what
    the caller has written.
    """
    transaction = find_current()
    if transaction is not None:
        transaction.pause()
    elif not _has_written():
        db.session.rollback()
    try:
        yield
    except BaseException:
        if transaction is not None:
            transaction.read()
        raise
    if transaction is not None:
        transaction.write()


def refuse() -> None:
    """Something was not accepted: undo what this request wrote, if it did; what follows only reads."""
    transaction = find_current()
    if transaction is not None:
        transaction.refuse()


def _has_written() -> bool:
    session = db.session()
    return bool(session.new or session.dirty or session.deleted or session.info.get(WROTE))


def _remember_flush(session: Session, _context: object) -> None:
    session.info[WROTE] = True


def _remember_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[WROTE] = True


def _forget(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.info.pop(WROTE, None)


event.listen(Session, "after_flush", _remember_flush)
event.listen(Session, "do_orm_execute", _remember_statement)
event.listen(Session, "after_transaction_end", _forget)
