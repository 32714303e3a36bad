"""Streams of a seminar's changes, as server-sent events on the event loop: no thread and no connection for each.

One task of the process looks at the log, when a commit is told or a moment has passed, and hands what is new to all.
A stream that breaks off is resumed by its reader with `Last-Event-ID`; one too many is told so, and its reader polls.
"""

import asyncio
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Protocol
from wsgiref.types import WSGIEnvironment

from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, HTTPResponseStartEvent, HTTPScope

from seminar.changes.notices import Notices
from seminar.changes.reading import News
from seminar.live import pushing
from seminar.live.asking import Admission, Reader, question_of
from seminar.live.pushing import Parts, Showing
from seminar.live.stream import BEAT, Stream, first_message, push_all, tell_all
from toolkit.logs import log
from toolkit.serving.bridge import AT_WORK, refuse
from toolkit.serving.limits import Limits

ADDRESS = re.compile(r"/cycles/([0-9a-fA-F-]{36})/seminar/events")
THREADS = 2


class Asked(Protocol):
    """What the streams need of the program: see `asking.Program`."""

    @property
    def notices(self) -> Notices:
        """Where commits are told."""

    @property
    def look_s(self) -> float:
        """How often to look by oneself."""

    def listen_to_others(self) -> Callable[[], None]:
        """Have `notices` told of what other processes commit; gives what ends that."""

    def admit(self, environ: WSGIEnvironment) -> Admission:
        """Who may follow, and from where."""

    def list_news(self, positions: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, News]:
        """What is new."""

    def find_reader(self, environ: WSGIEnvironment, cycle_id: uuid.UUID) -> Reader | None:
        """Who still may follow, and what their window shows."""

    def draw(
        self, environ: WSGIEnvironment, cycle_id: uuid.UUID, showing: Showing, objects: frozenset[str]
    ) -> Parts | None:
        """The parts of a text's page, for all who show the same."""


class SeminarStreams:
    """Everybody who follows a seminar in this process. Lives on the event loop: no locks are needed."""

    def __init__(self, program: Asked, limits: Limits) -> None:
        self._program = program
        self._limits = limits
        self._streams: set[Stream] = set()
        self._positions: dict[uuid.UUID, int] = {}
        self._reached: dict[tuple[uuid.UUID, Showing], frozenset[str]] = {}
        self._bell, self._reached_bell = asyncio.Event(), asyncio.Event()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._threads = ThreadPoolExecutor(THREADS, "events")
        self._is_listening = self._has_stopped = False
        self._stop_listening: Callable[[], None] = lambda: None

    def matches(self, scope: HTTPScope) -> bool:
        """Requests for the events of a seminar."""
        return scope["method"] == "GET" and ADDRESS.fullmatch(scope["path"]) is not None

    async def __call__(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Let whoever may follow a seminar follow it."""
        if self._has_stopped or len(self._streams) >= self._limits.streams:
            await refuse(send, 503)
            return
        scope.get("state", {})[AT_WORK] = True  # capped by itself, and not let go to make room for others
        stream = Stream(uuid.UUID(scope["path"].split("/")[2]), question_of(scope), self._limits.stream_lag)
        self._streams.add(stream)  # before it is asked what there is, so that nothing falls in between
        try:
            admission = await self._in_thread(self._program.admit, stream.environ)
            if admission.news is None:
                await send(admission.start)
                await send({"type": "http.response.body", "body": admission.body, "more_body": False})
                return
            stream.reader = await self._in_thread(self._program.find_reader, stream.environ, stream.cycle_id)
            await self._follow(stream, admission, receive, send)
        except asyncio.CancelledError:
            pass  # broken off: the connection is closed, and the reader comes back
        finally:
            self._streams.discard(stream)
            if not any(other.cycle_id == stream.cycle_id for other in self._streams):
                self._positions.pop(stream.cycle_id, None)

    def stop(self) -> None:
        """The server stops: end every stream at once, and open no more."""
        self._has_stopped = True
        for task in self._tasks.values():
            task.cancel()
        for stream in tuple(self._streams):
            stream.break_off()
        self._stop_listening()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _follow(
        self, stream: Stream, admission: Admission, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        assert admission.news is not None  # noqa: S101 - who is refused does not come here
        told: int = admission.news["last"]
        self._positions.setdefault(stream.cycle_id, told)
        self._begin()
        leaving = asyncio.get_running_loop().create_task(_wait_until_gone(receive, stream))
        try:
            await send(_start(admission.start))
            await _send(send, first_message(admission.news).body)
            while True:
                try:
                    message = await stream.next(self._limits.heartbeat_s)
                except TimeoutError:
                    await _send(send, BEAT)
                    continue
                if message is None:
                    break
                if message.last is None or message.last > told:
                    told = message.last or told
                    await _send(send, message.body)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            leaving.cancel()

    def _begin(self) -> None:
        """Look and watch from now on, for as long as anybody follows."""
        loop = asyncio.get_running_loop()
        if not self._is_listening:
            self._is_listening = True
            self._program.notices.listen(lambda: _ring(loop, self._bell))
            self._stop_listening = self._program.listen_to_others()
        for name, act in (("look", self._look), ("push", self._push), ("watch", self._watch)):
            if name not in self._tasks or self._tasks[name].done():
                self._tasks[name] = loop.create_task(act())

    async def _look(self) -> None:
        while self._streams:
            self._bell.clear()
            try:
                found = await self._in_thread(self._program.list_news, dict(self._positions))
            except Exception as error:  # noqa: BLE001 - the database is away: the streams wait until it is back
                log.error("failed", extra={"facts": {"error": type(error).__name__, "where": "streams"}})
                found = {}
            for cycle_id, news in found.items():
                if cycle_id in self._positions:
                    self._positions[cycle_id] = max(self._positions[cycle_id], news.last)
                self._reach(tell_all(self._list_streams(cycle_id), news), news)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._program.look_s):
                    await self._bell.wait()

    def _list_streams(self, cycle_id: uuid.UUID) -> list[Stream]:
        return [stream for stream in self._streams if stream.cycle_id == cycle_id]

    def _reach(self, streams: Iterable[Stream], news: News) -> None:
        """What is to be drawn anew, once for all windows that show the same."""
        shown = {(stream.cycle_id, stream.showing) for stream in streams if stream.showing}
        for cycle_id, showing in shown:
            objects = pushing.list_objects(news.changes, showing)
            if objects is not None:
                key = cycle_id, showing
                self._reached[key] = self._reached.get(key, frozenset()) | objects
                self._reached_bell.set()

    async def _push(self) -> None:
        """Draw what was reached; at most half of the time, so that those who mark are not kept waiting."""
        loop = asyncio.get_running_loop()
        while self._streams:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._program.look_s):
                    await self._reached_bell.wait()
            self._reached_bell.clear()
            begun = loop.time()
            while self._reached:
                (cycle_id, showing), objects = self._reached.popitem()
                await self._push_to(cycle_id, showing, objects)
            await asyncio.sleep(loop.time() - begun)

    async def _push_to(self, cycle_id: uuid.UUID, showing: Showing, objects: frozenset[str]) -> None:
        streams = [stream for stream in self._list_streams(cycle_id) if stream.showing == showing]
        if not streams:
            return
        parts: Parts | None = None
        try:
            parts = await self._in_thread(self._program.draw, streams[0].environ, cycle_id, showing, objects)
        except Exception as error:  # noqa: BLE001 - each window asks for itself, and is told what is wrong
            log.error("failed", extra={"facts": {"error": type(error).__name__, "where": "parts"}})
        push_all([stream for stream in self._list_streams(cycle_id) if stream.showing == showing], parts, objects)

    async def _watch(self) -> None:
        while self._streams:
            await asyncio.sleep(self._limits.watched_s)
            for stream in tuple(self._streams):
                with suppress(Exception):  # nobody is let go because the database is away
                    stream.reader = await self._in_thread(self._program.find_reader, stream.environ, stream.cycle_id)
                    if stream.reader is None:
                        stream.end()

    async def _in_thread(self, act: Any, *values: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, act, *values)


def _ring(loop: asyncio.AbstractEventLoop, bell: asyncio.Event) -> None:
    with suppress(RuntimeError):  # the loop has ended: so has the server
        loop.call_soon_threadsafe(bell.set)


def _start(admitted: HTTPResponseStartEvent) -> HTTPResponseStartEvent:
    """The head of a stream, with the security headers that every answer has."""
    own = {b"content-type": b"text/event-stream; charset=utf-8", b"x-accel-buffering": b"no"}
    kept = [(name, value) for name, value in admitted["headers"] if name not in {b"content-length", *own}]
    return {"type": "http.response.start", "status": 200, "headers": [*kept, *own.items()]}


async def _send(send: ASGISendCallable, piece: bytes) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": True})


async def _wait_until_gone(receive: ASGIReceiveCallable, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()
