"""What the streams of a process ask of the program, in a thread: who may follow, what is new, and who still may.

Who asks is found by the program's own guard, so that a stream opens for exactly those for whom a page does.
"""

import io
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from wsgiref.types import WSGIEnvironment

import psycopg
from flask import Flask, Response
from uvicorn._types import HTTPResponseStartEvent, HTTPScope

from seminar.changes import following, reading
from seminar.changes.notices import NOTICES, Notices
from seminar.changes.reading import News
from seminar.live.listening import Listener
from toolkit.access import WHO
from toolkit.db import db
from toolkit.db import reading as only_reading
from toolkit.errors import NotFound
from toolkit.people import sessions
from toolkit.serving.calls import Call, environ_of

LOOK_S = 1.0
"""How often the log is looked at although nothing was told: what is missed otherwise is seen then (decision 22)."""

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Admission:
    """The program's answer to somebody who wants to follow: `news` to begin with, or None and a refusal to pass on."""

    start: HTTPResponseStartEvent
    body: bytes
    news: Told | None


class Program:
    """The program, for its streams. Every method but `notices` takes a connection to the database for a moment."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    @property
    def notices(self) -> Notices:
        """Where this process says that something was committed."""
        with self._app.app_context():
            return NOTICES.get()

    @property
    def look_s(self) -> float:
        """How often to look although nothing was said."""
        return LOOK_S

    def listen_to_others(self) -> Callable[[], None]:
        """Have `notices` told of what other processes commit, where the database can; gives what ends that."""
        with self._app.app_context():
            engine, notices = db.engine, NOTICES.get()
        if engine.dialect.name != "postgresql":
            return lambda: None

        def connect() -> psycopg.Connection:
            outside = engine.raw_connection()
            outside.detach()  # the pool forgets it
            return cast(psycopg.Connection, outside.driver_connection)

        listener = Listener(connect, notices.tell)
        listener.start()
        return listener.stop

    def admit(self, environ: WSGIEnvironment) -> Admission:
        """Ask as any request asks; the answer holds what the reader has missed."""
        call = Call(self._app.wsgi_app, environ)
        body = call.begin()
        while not call.is_closed:
            body += call.next_piece()
        is_in = call.start["status"] == 200
        return Admission(call.start, body, json.loads(body) if is_in else None)

    def list_news(self, positions: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, Told]:
        """What is new in these cycles, in one question."""
        with self._app.app_context(), only_reading():
            found: dict[uuid.UUID, News] = reading.list_news_of(positions)
        return {cycle_id: news.as_events() for cycle_id, news in found.items()}

    def may_follow(self, environ: WSGIEnvironment, cycle_id: uuid.UUID) -> bool:
        """Whether whoever asked like this still may. An open stream counts as use: a projector does not idle out."""
        with self._app.request_context(dict(environ)), only_reading():
            actor = WHO.get()()
            if actor is None:
                return False
            try:
                following.get_followed(actor, cycle_id)
            except NotFound:
                return False
            db.session.rollback()
            sessions.touch(Response())
        return True


def question_of(scope: HTTPScope) -> WSGIEnvironment:
    """The request as the program is asked it."""
    return environ_of(scope, io.BytesIO(), length=0)
