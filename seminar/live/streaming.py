"""Streams of a seminar's changes, as server-sent events on the event loop: no thread and no connection for each.

One task of the process looks at the log, when a commit is told or a moment has passed, and hands what is new to all.
A stream that breaks off is resumed by its reader with `Last-Event-ID`; one too many is told so, and its reader polls.
"""

import asyncio
import json
import re
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Protocol
from wsgiref.types import WSGIEnvironment

from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, HTTPResponseStartEvent, HTTPScope

from seminar.changes.notices import Notices
from seminar.live.asking import Admission, Told, question_of
from toolkit.logs import log
from toolkit.serving.bridge import AT_WORK, refuse
from toolkit.serving.limits import Limits

ADDRESS = re.compile(r"/cycles/([0-9a-fA-F-]{36})/seminar/events")
THREADS = 2
BEAT = b"event: beat\ndata: {}\n\n"
RETRY_MS = 1500
"""How long a browser waits before it opens a broken stream anew."""


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

    def list_news(self, positions: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, Told]:
        """What is new."""

    def may_follow(self, environ: WSGIEnvironment, cycle_id: uuid.UUID) -> bool:
        """Who still may."""


class Stream:
    """One open window: what waits to be sent to it, and how far it has been told."""

    def __init__(self, cycle_id: uuid.UUID, environ: WSGIEnvironment, lag: int) -> None:
        self.cycle_id = cycle_id
        self.environ = environ
        self._waiting: asyncio.Queue[Told | None] = asyncio.Queue(lag)
        self._task = asyncio.current_task()

    def tell(self, news: Told) -> None:
        """Have it sent; a reader that is too far behind is let go, and will come back."""
        try:
            self._waiting.put_nowait(news)
        except asyncio.QueueFull:
            self.break_off()

    def end(self) -> None:
        """Send no more, and close."""
        with suppress(asyncio.QueueFull):
            self._waiting.put_nowait(None)
            return
        self.break_off()

    def break_off(self) -> None:
        """Close at once, whatever the reader does."""
        if self._task:
            self._task.cancel()

    async def next(self, within_s: float) -> Told | None:
        """What is to be sent next; None at the end. Raises TimeoutError when nothing came for so long."""
        async with asyncio.timeout(within_s):
            return await self._waiting.get()


class SeminarStreams:
    """Everybody who follows a seminar in this process. Lives on the event loop: no locks are needed."""

    def __init__(self, program: Asked, limits: Limits) -> None:
        self._program = program
        self._limits = limits
        self._streams: set[Stream] = set()
        self._positions: dict[uuid.UUID, int] = {}
        self._bell = asyncio.Event()
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
            await _send(send, f"retry: {RETRY_MS}\n\n".encode() + _message(admission.news))
            while True:
                try:
                    news = await stream.next(self._limits.heartbeat_s)
                except TimeoutError:
                    await _send(send, BEAT)
                    continue
                if news is None:
                    break
                if news["last"] > told:
                    told = news["last"]
                    await _send(send, _message(news))
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
        for name, act in (("look", self._look), ("watch", self._watch)):
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
                    self._positions[cycle_id] = max(self._positions[cycle_id], news["last"])
                for stream in tuple(self._streams):
                    if stream.cycle_id == cycle_id:
                        stream.tell(news)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._program.look_s):
                    await self._bell.wait()

    async def _watch(self) -> None:
        while self._streams:
            await asyncio.sleep(self._limits.watched_s)
            for stream in tuple(self._streams):
                with suppress(Exception):  # nobody is let go because the database is away
                    if not await self._in_thread(self._program.may_follow, stream.environ, stream.cycle_id):
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


def _message(news: Told) -> bytes:
    return f"id: {news['last']}\ndata: {json.dumps(news, separators=(',', ':'))}\n\n".encode()


async def _send(send: ASGISendCallable, piece: bytes) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": True})


async def _wait_until_gone(receive: ASGIReceiveCallable, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()
