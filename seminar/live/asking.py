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
from flask import Flask, Response, request
from uvicorn._types import HTTPResponseStartEvent, HTTPScope

from seminar.changes import following, reading
from seminar.changes.notices import NOTICES, Notices
from seminar.changes.reading import News
from seminar.live import pushing
from seminar.live.listening import Listener
from seminar.live.pushing import Parts, Showing
from toolkit.access import Actor, recognise
from toolkit.db import db
from toolkit.db import reading as only_reading
from toolkit.errors import NotFound
from toolkit.ids import is_id
from toolkit.people import sessions
from toolkit.serving.calls import Call, environ_of

LOOK_S = 1.0
"""How often the log is looked at although nothing was told: what is missed otherwise is seen then (decision 22)."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who follows a stream, and what their window shows of a text, if it has one open."""

    person_id: uuid.UUID
    showing: Showing | None


@dataclass(frozen=True, slots=True)
class Admission:
    """The program's answer to somebody who wants to follow: `news` to begin with, or None and a refusal to pass on."""

    start: HTTPResponseStartEvent
    body: bytes
    news: Mapping[str, Any] | None


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

    def list_news(self, positions: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, News]:
        """What is new in these cycles, in one question."""
        with self._app.app_context(), only_reading():
            return reading.list_news_of(positions)

    def find_reader(self, environ: WSGIEnvironment, cycle_id: uuid.UUID) -> Reader | None:
        """Whoever asked like this, if they still may. An open stream counts as use: a projector does not idle out."""
        with self._app.request_context(dict(environ)), only_reading():
            actor = recognise()
            if actor is None:
                return None
            try:
                following.get_followed(actor, cycle_id)
            except NotFound:
                return None
            reader = Reader(actor.id, _find_showing(actor, cycle_id))
            db.session.rollback()
            sessions.touch(Response())
        return reader

    def draw(
        self, environ: WSGIEnvironment, cycle_id: uuid.UUID, showing: Showing, objects: frozenset[str]
    ) -> Parts | None:
        """The parts of a text as they are now, as whoever asked like this may see them; None if they may not."""
        address = {"cycle_id": cycle_id, "transcript_id": showing.transcript_id}
        path = self._app.url_map.bind("").build("coding.now", address)  # its templates know where they are asked for
        with self._app.request_context({**environ, "PATH_INFO": path}), only_reading():
            actor = recognise()
            try:
                return pushing.render(actor, cycle_id, showing=showing, objects=objects) if actor else None
            except NotFound:
                return None


def _find_showing(actor: Actor, cycle_id: uuid.UUID) -> Showing | None:
    asked = request.args.get("transcript", "")
    if not is_id(asked):
        return None
    try:
        return pushing.find_showing(actor, cycle_id, transcript_id=uuid.UUID(asked), seen=request.args.get("seen", ""))
    except NotFound:
        return None  # the page has it no more, and finds that out for itself


def question_of(scope: HTTPScope) -> WSGIEnvironment:
    """The request as the program is asked it."""
    return environ_of(scope, io.BytesIO(), length=0)
