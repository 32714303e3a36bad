"""Holds a law in every test that sends a request: while a transaction writes, nothing is done that takes time.

`LOCK` knows whether this thread holds a writing transaction within a request. What takes time tells it (`ACTS`), and
whatever was done under the lock fails the test, also when the program made a kind page of the error.
"""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import argon2
import flask
import pytest
import sqlalchemy as sa
from flask import request
from sqlalchemy.engine import Connection, Engine
from werkzeug.wrappers import Request

from toolkit import db, transactions
from toolkit.cycles import csv_intake
from toolkit.sound import probing
from toolkit.vault import sealing
from transcription.exchange import reading
from transcription.speech_models import inventory

ACTS: tuple[tuple[object, str, str], ...] = (
    (argon2.PasswordHasher, "hash", "hashes a password"),
    (argon2.PasswordHasher, "verify", "compares a password"),
    (subprocess.Popen, "__init__", "starts a process"),
    (time, "sleep", "sleeps"),
    (sealing.SealingWriter, "write", "seals a file"),
    (inventory, "verify", "checks a model's files"),
    (probing, "probe", "looks into a recording"),
    (reading, "read", "reads a text from elsewhere"),
    (csv_intake, "read", "reads a list of children"),
    (Request, "_load_form_data", "reads a form"),
)


class Lock:
    """What this thread holds, and what was done meanwhile."""

    def __init__(self) -> None:
        self._local = threading.local()
        self.broken: list[str] = []
        self.writings = 0

    def forget(self) -> None:
        """What an earlier test left open, on connections that nobody will end any more, is none of the next one's."""
        self._local = threading.local()
        self.broken.clear()

    @property
    def held(self) -> set[int]:
        """The connections of this thread that write."""
        found: set[int] = self._local.__dict__.setdefault("held", set())
        return found

    def begin(self, connection: Connection) -> None:
        """A transaction begins."""
        if not db._read_only.get():
            self.writings += 1
            self.held.add(id(connection))

    def end(self, connection: Connection) -> None:
        """It has ended."""
        self.held.discard(id(connection))

    def check(self, what: str) -> None:
        """Something that takes time is being done."""
        if self.held and transactions.find_current() is not None:  # a context that a test made is no request
            self.broken.append(f"{request.method} {request.endpoint} {what} while it writes")


LOCK = Lock()


def _watched(act: Callable[..., Any], what: str) -> Callable[..., Any]:
    @wraps(act)
    def watched(*args: Any, **kwargs: Any) -> Any:
        is_parsed = act.__name__ == "_load_form_data" and "form" in args[0].__dict__
        if not is_parsed:
            LOCK.check(what)
        return act(*args, **kwargs)

    return watched


@pytest.fixture(scope="session", autouse=True)
def _watch() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for owner, name, what in ACTS:
            patch.setattr(owner, name, _watched(getattr(owner, name), what))
        for kind, listener in (("begin", LOCK.begin), ("commit", LOCK.end), ("rollback", LOCK.end)):
            sa.event.listen(Engine, kind, listener)
        rendering = flask.template_rendered.connect(
            lambda *_a, template, **_k: LOCK.check(f"renders {template.name}"), weak=False
        )
        yield
        flask.template_rendered.disconnect(rendering)
        for kind, listener in (("begin", LOCK.begin), ("commit", LOCK.end), ("rollback", LOCK.end)):
            sa.event.remove(Engine, kind, listener)


@pytest.fixture(autouse=True)
def nothing_slow_under_the_lock() -> Iterator[None]:
    """Fail the test that did something slow while it wrote."""
    LOCK.forget()
    yield
    assert not LOCK.broken, sorted(set(LOCK.broken))
