"""The worker: claims jobs one after the other and never dies of one. Its log holds ids, kinds and codes only.

While it is at a job that may take hours, quick ones are done beside it, one after the other, in a thread of their own:
they are claimed, leased and fenced like all others.
"""

import signal
import threading
import time
from contextlib import AbstractContextManager, suppress
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from toolkit.db import db, reading
from toolkit.jobs import leases, processes, registry
from toolkit.jobs.context import JobContext, PermanentFailure, Postponed, RetryLater, Stopped, writes
from toolkit.jobs.leases import Claim, Lost
from toolkit.jobs.registry import Handler
from toolkit.jobs.waiting import Clock, Waiting
from toolkit.logs import log

LEASE = timedelta(seconds=30)
POLL = timedelta(seconds=1)
POLL_WITH_BROKER = timedelta(seconds=15)  # then messages wake it, and this is for those that were lost
GLANCE = timedelta(seconds=1)
UNEXPECTED = "unexpected"


class Program(Protocol):
    """The app that the worker works for: each job is done in a context of its own."""

    def app_context(self) -> AbstractContextManager[object]:
        """Where database, settings and handlers are found."""


class Lane(StrEnum):
    """Where a job is done: in the loop itself, or beside a long one of it."""

    MAIN = "main"
    BESIDE = "beside"


class Worker:
    """One worker: a loop in this thread, one beside it for what is quick, and a heartbeat that keeps leases alive."""

    def __init__(
        self, app: Program, *, lease: timedelta = LEASE, poll: timedelta = POLL, waiting: Waiting | None = None
    ) -> None:
        self._waiting = waiting or Clock()
        self.owner = processes.name()
        self._app = app
        self._lease = lease
        self._poll = poll
        self._stop = threading.Event()
        self._done = threading.Event()
        self._ended = threading.Event()
        self._held: dict[Lane, tuple[Claim, threading.Event]] = {}

    def stop(self) -> None:
        """Ask the loop to end: the unit at hand is finished, the job goes back in the queue."""
        self._stop.set()

    def stop_on_signals(self) -> None:
        """Let Ctrl-C and SIGTERM end the loop cleanly."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop())

    def run(self, *, until_idle: bool = False) -> None:
        """Work until stopped, or until nothing waits. What dead workers of this machine held is taken over first."""
        self._free_gone()
        pulse = threading.Thread(target=self._pulse, name="heartbeat", daemon=True)
        beside = threading.Thread(target=self._work_beside, name="quick jobs", daemon=True)
        pulse.start()
        beside.start()
        try:
            while not self._stop.is_set():
                if self._step(Lane.MAIN):
                    continue
                if until_idle:
                    break
                self._waiting.wait(self._stop, longest_s=self._poll.total_seconds())
        finally:
            self._done.set()
            beside.join()  # its lease is kept alive until it is done
            self._ended.set()
            pulse.join()

    def _free_gone(self) -> None:
        with self._app.app_context(), suppress(SQLAlchemyError):  # then the leases run out
            if freed := leases.free_gone():
                _note("jobs taken over", count=freed)

    def _work_beside(self) -> None:
        """Do what is quick while the loop is at a job."""
        while not (self._stop.is_set() or self._done.is_set()):
            if Lane.MAIN not in self._held or not self._step(Lane.BESIDE):
                self._done.wait(min(self._poll, GLANCE).total_seconds())

    def _step(self, lane: Lane) -> bool:
        """One job, if there is one. A database that is away for a moment is waited for; its lease runs out."""
        with self._app.app_context():
            kinds = [kind for kind, known in registry.handlers().items() if known.quick or lane is Lane.MAIN]
            try:
                held = leases.claim(self.owner, kinds=kinds, lease=self._lease)
                if held is None:
                    return False
                self._work(held, registry.handlers()[held.kind], lane)
            except Exception as error:  # noqa: BLE001 - whatever happens, the worker goes on
                _note("job not reached", error=type(error).__name__)
                return False
            return True

    def _work(self, held: Claim, known: Handler, lane: Lane) -> None:
        lost, begun = threading.Event(), time.monotonic()
        self._held[lane] = held, lost
        try:
            with reading():
                outcome = self._try(held, known, JobContext(held, lost=lost, stop=self._stop))
        except Lost:
            outcome = "lost"
        finally:
            del self._held[lane]
        _note(
            "job",
            job=str(held.job_id),
            kind=held.kind,
            attempt=held.attempt,
            outcome=outcome,
            ms=round((time.monotonic() - begun) * 1000),
        )

    def _try(self, held: Claim, known: Handler, unit: JobContext) -> str:
        """Run the handler and write what came of it; returns the outcome as a code. Raises Lost."""
        if held.failures >= known.tries:
            return _fail(held, known, leases.INTERRUPTED)
        try:
            known.handle(unit)
            with writes() as session:
                leases.finish(session, held)
        except Stopped:
            return _hand_back(held)
        except Postponed as wait:
            return _hand_back(held, after=wait.after, reason=wait.reason)
        except PermanentFailure as end:
            return _fail(held, known, end.reason)
        except Lost:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a job does, the worker goes on
            # The type and never the message, which may quote what was being stored.
            reason = error.reason if isinstance(error, RetryLater) else UNEXPECTED
            _note("job stumbled", job=str(held.job_id), error=type(error).__name__, reason=reason)
            return _try_again(held, known, reason)
        return "done"

    def _pulse(self) -> None:
        """Renew the lease and say "alive" three times per lease, and look each second whether the job was cancelled."""
        every = self._lease.total_seconds() / 3
        due = 0.0
        while True:
            with self._app.app_context(), suppress(SQLAlchemyError):  # the next beat tries again
                is_due = time.monotonic() >= due
                if is_due:
                    leases.beat(self.owner)
                    due = time.monotonic() + every
                for held in list(self._held.values()):
                    self._look_after(held, is_due=is_due)
            if self._ended.wait(min(every, GLANCE.total_seconds())):
                break
        with self._app.app_context(), suppress(SQLAlchemyError):
            leases.silence(self.owner)

    def _look_after(self, held: tuple[Claim, threading.Event], *, is_due: bool) -> None:
        claim, lost = held
        if not (leases.renew(claim, lease=self._lease) if is_due else leases.is_held(claim)):
            lost.set()


def _hand_back(held: Claim, *, after: timedelta = timedelta(0), reason: str | None = None) -> str:
    db.session.rollback()  # whatever the handler left lying is not saved
    with writes() as session:
        leases.hand_back(session, held, after=after, reason=reason)
    return reason or "handed_back"


def _try_again(held: Claim, known: Handler, reason: str) -> str:
    db.session.rollback()
    with writes() as session:
        failures = leases.held_failures(session, held) + 1
        if failures < known.tries:
            leases.hand_back(session, held, after=leases.pause_after(failures - 1), reason=reason, failed=True)
            return "tried_again_later"
    return _fail(held, known, reason)


def _fail(held: Claim, known: Handler, reason: str) -> str:
    db.session.rollback()
    try:
        with writes() as session:
            if known.on_failed:
                known.on_failed(held.ref, reason)
            leases.fail(session, held, reason)
    except Lost:
        raise
    except Exception as error:  # noqa: BLE001 - a job whose failing fails has still failed
        _note("job failed badly", job=str(held.job_id), error=type(error).__name__)
        with writes() as session:
            leases.fail(session, held, reason)
    return reason


def _note(what: str, **facts: object) -> None:
    log.info(what, extra={"facts": facts})
