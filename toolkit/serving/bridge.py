"""From the event loop to Flask: a request gets a thread when all of it is there, and gives it back between two pieces.

A slow client therefore holds memory within bounds, and never a thread; only large bodies (recordings from files) are
read while they arrive, by threads of their own. What costs no thread at all, such as a stream of events, is `Native`:
an ASGI application of its own behind some addresses.
"""

import asyncio
import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, cast
from wsgiref.types import WSGIApplication

from uvicorn._types import (
    ASGIReceiveCallable,
    ASGISendCallable,
    HTTPResponseStartEvent,
    HTTPScope,
    Scope,
)

from toolkit.logs import log
from toolkit.serving.bodies import Body, BrokenOff, Gatherer, StreamedBody, TooMuch, TooSlow
from toolkit.serving.calls import Call, environ_of
from toolkit.serving.limits import Limits

AT_WORK = "at_work"
"""Stands in the state of a request from the moment when a thread works on it."""

REFUSALS: dict[type[Exception], int] = {TooSlow: 408, TooMuch: 503}


class Native(Protocol):
    """An ASGI application that answers some requests in Flask's place, on the event loop."""

    def matches(self, scope: HTTPScope) -> bool:
        """Whether this request is for it."""

    async def __call__(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Answer it."""

    def stop(self) -> None:
        """The server stops: end what is open, at once."""


class Bridge:
    """An ASGI application that answers with Flask, or with the first of `natives` that takes a request."""

    def __init__(self, app: WSGIApplication, limits: Limits, natives: Sequence[Native] = ()) -> None:
        self._app = app
        self._limits = limits
        self._natives = natives
        self._gatherer = Gatherer(limits)
        self._threads = ThreadPoolExecutor(limits.threads, "request")
        self._upload_threads = ThreadPoolExecutor(limits.upload_threads, "upload")

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Answer one request. What comes over HTTP is answered, whatever it is; nothing else comes here."""
        scope = cast(HTTPScope, scope)
        native = next((native for native in self._natives if native.matches(scope)), None)
        if native is not None:
            await native(scope, receive, send)
            return
        with self._gatherer.holding() as body:
            try:
                await self._gatherer.gather(body, scope, receive)
            except BrokenOff:
                return  # nobody is there to be answered, and nothing has happened
            except (TooSlow, TooMuch) as refusal:
                await refuse(send, REFUSALS[type(refusal)])
                return
            await self._answer(body, scope, receive, send)

    def stop(self) -> None:
        """The server stops: whoever is still sending a request is not waited for, and streams end."""
        self._gatherer.stop()
        for native in self._natives:
            native.stop()

    def close(self) -> None:
        """The server has stopped: no thread begins anything any more."""
        for pool in (self._threads, self._upload_threads):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _answer(self, body: Body, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        scope.get("state", {})[AT_WORK] = True
        loop = asyncio.get_running_loop()
        if body.is_whole:
            pool, length, stream = self._threads, len(body.data), cast(io.IOBase, io.BytesIO(body.data))
            call = Call(self._app, environ_of(scope, stream, length=length))
        else:
            streamed = StreamedBody(bytes(body.data), receive, loop=loop, limits=self._limits)
            pool = self._upload_threads
            call = Call(self._app, environ_of(scope, io.BufferedReader(streamed, 64 * 1024), length=None))
        try:
            try:
                more = await loop.run_in_executor(pool, call.begin)
            except Exception as error:  # Flask answers errors itself: this one came before it or after it
                log.error("failed", extra={"facts": {"error": type(error).__name__, "where": "bridge"}})
                raise
            await send(call.start)
            await self._send_rest(more, call, pool, send, receive if body.is_whole else None)
        finally:
            if not call.is_closed:
                await asyncio.shield(loop.run_in_executor(pool, call.close))

    async def _send_rest(
        self,
        piece: bytes,
        call: Call,
        pool: ThreadPoolExecutor,
        send: ASGISendCallable,
        receive: ASGIReceiveCallable | None,
    ) -> None:
        """Send the answer piece by piece, at the client's speed; a thread makes a piece and is free again."""
        loop = asyncio.get_running_loop()
        leaving = loop.create_task(_wait_until_gone(receive)) if receive and not call.is_closed else None
        try:
            while not call.is_closed and not (leaving and leaving.done()):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = await loop.run_in_executor(pool, call.next_piece)
        finally:
            if leaving:
                leaving.cancel()
        if call.is_closed:
            await send({"type": "http.response.body", "body": piece, "more_body": False})


async def _wait_until_gone(receive: ASGIReceiveCallable) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def refuse(send: ASGISendCallable, status: int) -> None:
    """Say no in a few bytes, without a thread, and end the connection."""
    sentence = (
        b"The request did not arrive in time.\n" if status == 408 else b"Too much at once. Try again in a while.\n"
    )
    start: HTTPResponseStartEvent = {
        "type": "http.response.start",
        "status": status,
        "headers": [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(sentence)).encode()),
            (b"connection", b"close"),
            (b"retry-after", b"5"),
        ],
    }
    await send(start)
    await send({"type": "http.response.body", "body": sentence, "more_body": False})
