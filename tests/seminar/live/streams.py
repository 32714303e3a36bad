"""Streams without a server: a log of numbers that they ask, and clients that read them."""

import asyncio
import uuid
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, cast
from urllib.parse import parse_qs
from wsgiref.types import WSGIEnvironment

from uvicorn._types import ASGISendEvent, HTTPScope

from seminar.changes.models import ChangeKind
from seminar.changes.notices import Notices
from seminar.changes.reading import Change, News
from seminar.live.asking import Admission, Reader
from seminar.live.pushing import Parts, Showing
from seminar.live.streaming import SeminarStreams
from tests.toolkit.serving.test_bodies import in_a_loop
from toolkit.serving.limits import Limits

CYCLE, TEXT, OTHER_TEXT, CODING = (uuid.uuid4() for _ in range(4))


class Program:
    """A log of numbers, as the streams ask for it; `on_admit` happens while somebody is let in."""

    def __init__(self, *, look_s: float = 60) -> None:
        self.notices, self.look_s, self.last, self.looks = Notices(), look_s, 0, 0
        self.on_admit: Callable[[], None] = lambda: None
        self.is_allowed, self.status, self.hears = True, 200, False
        self.kind, self.author = ChangeKind.CODED, uuid.uuid4()
        self.drawn: list[tuple[Showing, frozenset[str]]] = []
        self.draws = True

    def news(self, after: int) -> News:
        seqs = range(after + 1, self.last + 1)
        return News(self.last, tuple(Change(seq, self.kind, CODING, TEXT, None, self.author) for seq in seqs))

    def listen_to_others(self) -> Callable[[], None]:
        self.hears = True
        return self.stop_listening

    def stop_listening(self) -> None:
        self.hears = False

    def admit(self, environ: WSGIEnvironment) -> Admission:  # noqa: ARG002 - as in the program
        news = self.news(0).as_events() if self.status == 200 else None
        self.on_admit()
        return Admission({"type": "http.response.start", "status": self.status, "headers": []}, b"no", news)

    def list_news(self, positions: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, News]:
        self.looks += 1
        return {one: self.news(after) for one, after in positions.items() if after < self.last}

    def find_reader(self, environ: WSGIEnvironment, cycle_id: uuid.UUID) -> Reader | None:  # noqa: ARG002 - as there
        """Who asks `?text` shows it; a number names the person."""
        asked = parse_qs(environ["QUERY_STRING"], keep_blank_values=True)
        showing = Showing(uuid.UUID(asked["text"][0]), True, "leads" in asked, "sv") if "text" in asked else None
        return Reader(self.author if "author" in asked else uuid.uuid4(), showing) if self.is_allowed else None

    def draw(
        self, environ: WSGIEnvironment, cycle_id: uuid.UUID, showing: Showing, objects: frozenset[str]
    ) -> Parts | None:
        assert cycle_id == CYCLE
        assert "HTTP_HOST" not in environ
        self.drawn.append((showing, objects))
        if not self.draws:
            raise OSError
        return Parts(self.last, f"<p>{self.last}")

    def write(self) -> None:
        self.last += 1
        self.notices.tell()


class Client:
    """A client: what it was sent, and whether it has gone."""

    def __init__(self, streams: SeminarStreams, query: str = "", *, reads: bool = True) -> None:
        self.status, self.sent, self.gone, self.reads = 0, b"", asyncio.Event(), reads
        self.more = asyncio.Event()
        self.task = asyncio.get_running_loop().create_task(streams(scope(query=query), self._receive, self._send))

    async def _receive(self) -> Any:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: ASGISendEvent) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "http.response.body":
            self.sent += message["body"]
            self.more.set()
            if not self.reads and b"data: " in self.sent:
                await asyncio.Event().wait()

    async def saw(self, text: bytes) -> None:
        """Wait until something was sent."""
        async with asyncio.timeout(5):
            while text not in self.sent:
                self.more.clear()
                await self.more.wait()


def scope(path: str = f"/cycles/{CYCLE}/seminar/events", method: str = "GET", query: str = "") -> HTTPScope:
    return cast(HTTPScope, {
        "type": "http", "path": path, "method": method, "headers": [], "query_string": query.encode(), "server": None,
        "client": None, "scheme": "http", "http_version": "1.1", "state": {},
    })  # fmt: skip


def run(act: Callable[[SeminarStreams, Program], Coroutine[Any, Any, None]], program: Program, **limits: Any) -> None:
    async def all_of_it() -> None:
        streams = SeminarStreams(program, Limits(**limits))
        try:
            await act(streams, program)
        finally:
            streams.stop()

    in_a_loop(all_of_it())
