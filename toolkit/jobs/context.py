"""What a handler gets in its hands: the job's ids, how far it came, and the one way to save.

A handler reads freely and writes only inside `saving()`: outside it the database refuses, so that hours of
listening never hold SQLite's write lock. Each `saving()` commits the rows of one finished unit together with
the progress, or nothing at all when the job has been taken over; so every unit is saved exactly once.
"""

import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy.orm import Session

from toolkit.audit import trail
from toolkit.db import begin_request, db
from toolkit.jobs import leases
from toolkit.jobs.leases import Claim, Lost, Number
from toolkit.logs import log


class Stopped(Exception):
    """The worker is asked to stop: let it through; the job goes on from the saved progress later."""


class PermanentFailure(Exception):
    """Raise it when trying again cannot help. `reason` is a code that a page has words for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = leases.checked_code(reason)


class Postponed(Exception):
    """Raise it when something is missing that will come, such as a model; nothing has failed."""

    def __init__(self, reason: str, *, after: timedelta) -> None:
        super().__init__(reason)
        self.reason = leases.checked_code(reason)
        self.after = after


class RetryLater(Exception):
    """Raise it when something went wrong that may go better next time. `reason` is a code that a page has words for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = leases.checked_code(reason)


class JobContext:
    """A claimed job. Carry ids, not rows, across `saving()`: it ends the reading transaction before it."""

    def __init__(self, held: Claim, *, lost: threading.Event, stop: threading.Event) -> None:
        self._held = held
        self._lost = lost
        self._stop = stop
        self._progress = dict(held.progress)

    @property
    def job_id(self) -> uuid.UUID:
        """The job's id, for the log."""
        return self._held.job_id

    @property
    def ref(self) -> uuid.UUID:
        """The id of what the job is about."""
        return self._held.ref

    @property
    def actor_id(self) -> uuid.UUID | None:
        """Who asked for it."""
        return self._held.actor_id

    @property
    def progress(self) -> Mapping[str, Number]:
        """The numbers saved so far, by this worker or the one before it: where to go on from."""
        return dict(self._progress)

    def lost(self) -> bool:
        """Whether the job has been taken over or cancelled: stop what is going on, nothing more can be saved."""
        return self._lost.is_set()

    def stopping(self) -> bool:
        """Whether the worker is asked to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Call it now and then during long work. Raises Lost or Stopped; let both through."""
        if self.lost():
            raise Lost
        if self.stopping():
            raise Stopped

    @contextmanager
    def saving(self, **numbers: Number) -> Iterator[Session]:
        """Write one finished unit, and `numbers` as progress with it. Raises Lost (all is undone), then Stopped."""
        with writes() as session:
            yield session
            leases.save(session, self._held, {**self._progress, **numbers})
        self._progress.update(numbers)
        log.info("progress", extra={"facts": {"job": str(self.job_id), **numbers}})
        self.check()


@contextmanager
def writes() -> Iterator[Session]:
    """A writing transaction of the worker, committed at the end of the block, undone on an error."""
    session = db.session()
    if session.new or session.dirty or session.deleted or trail.pending(session):
        msg = "a handler writes inside saving() only"
        raise RuntimeError(msg)
    session.rollback()  # ends the reading transaction
    begin_request(read_only=False)
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        begin_request(read_only=True)
