"""One open window: what waits to be sent to it. Lives on the event loop: no locks are needed."""

import asyncio
import json
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from wsgiref.types import WSGIEnvironment

from seminar.changes.reading import News
from seminar.live import pushing
from seminar.live.asking import Reader
from seminar.live.pushing import Parts, Showing

BEAT = b"event: beat\ndata: {}\n\n"
RETRY_MS = 1500
"""How long a browser waits before it opens a broken stream anew."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. `last` is where the reader is after news; None for the parts of a page."""

    last: int | None
    body: bytes


class Stream:
    """One open window: what waits to be sent to it, who reads it, and what it shows."""

    def __init__(self, cycle_id: uuid.UUID, environ: WSGIEnvironment, lag: int) -> None:
        self.cycle_id = cycle_id
        self.environ = environ
        self.reader: Reader | None = None
        self._waiting: asyncio.Queue[Message | None] = asyncio.Queue(lag)
        self._task = asyncio.current_task()

    @property
    def showing(self) -> Showing | None:
        """What the window shows of a text."""
        return self.reader.showing if self.reader else None

    def tell(self, message: Message) -> None:
        """Have it sent; a reader that is too far behind is let go, and will come back."""
        try:
            self._waiting.put_nowait(message)
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

    async def next(self, within_s: float) -> Message | None:
        """What is to be sent next; None at the end. Raises TimeoutError when nothing came for so long."""
        async with asyncio.timeout(within_s):
            return await self._waiting.get()


def first_message(news: Mapping[str, Any]) -> Message:
    """What the reader has missed."""
    return Message(news["last"], f"retry: {RETRY_MS}\n\n".encode() + _event({**news}, number=news["last"]))


def tell_all(streams: Iterable[Stream], news: News) -> list[Stream]:
    """Have news of one cycle sent to all its windows; gives those that the parts of their page are to be pushed to.

    Each hears how many there are (`windows`), whether the parts of its page follow by themselves (`pushed`), and
    whether a change is its own person's (`own`).
    """
    told = tuple(streams)
    authors = {change.person_id for change in news.changes}
    is_pushed = pushing.is_pushed(news)
    messages: dict[tuple[bool, bool], Message] = {}
    waiting = []
    for stream in told:
        is_own = stream.reader is not None and stream.reader.person_id in authors
        kind = (is_pushed and not is_own and stream.showing is not None, is_own)
        if kind not in messages:
            facts = {**news.as_events(), "windows": len(told), "pushed": kind[0], "own": is_own}
            messages[kind] = Message(news.last, _event(facts, number=news.last))
        stream.tell(messages[kind])
        if kind[0]:
            waiting.append(stream)
    return waiting


def push_all(streams: Iterable[Stream], parts: Parts | None, objects: Iterable[str]) -> None:
    """Have the parts of a text's page sent to windows that show it; without parts, each asks for itself."""
    facts = {"objects": sorted(objects), "at": parts.at if parts else 0, "html": parts.html if parts else None}
    message = Message(None, b"event: parts\n" + _event(facts))
    for stream in streams:
        stream.tell(message)


def _event(facts: Mapping[str, Any], *, number: int | None = None) -> bytes:
    named = "" if number is None else f"id: {number}\n"
    return f"{named}data: {json.dumps(facts, separators=(',', ':'))}\n\n".encode()
