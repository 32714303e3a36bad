"""Streams by themselves, without a server: heartbeats, the cap, slow readers, and nothing that falls in between."""

import asyncio
import uuid
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, cast
from wsgiref.types import WSGIEnvironment

from uvicorn._types import ASGISendEvent, HTTPScope

from seminar.changes.notices import Notices
from seminar.live.asking import Admission, Told
from seminar.live.streaming import SeminarStreams
from tests.toolkit.serving.test_bodies import in_a_loop
from toolkit.serving.limits import Limits

CYCLE = uuid.uuid4()


class Program:
    """A log of numbers, as the streams ask for it; `on_admit` happens while somebody is let in."""

    def __init__(self, *, look_s: float = 60) -> None:
        self.notices, self.look_s, self.last, self.looks = Notices(), look_s, 0, 0
        self.on_admit: Callable[[], None] = lambda: None
        self.is_allowed, self.status, self.hears = True, 200, False

    def news(self, after: int) -> Told:
        return {
            "last": self.last,
            "missed": False,
            "changes": [{"seq": seq} for seq in range(after + 1, self.last + 1)],
        }

    def listen_to_others(self) -> Callable[[], None]:
        self.hears = True
        return self.stop_listening

    def stop_listening(self) -> None:
        self.hears = False

    def admit(self, environ: WSGIEnvironment) -> Admission:  # noqa: ARG002 - as in the program
        news = self.news(0) if self.status == 200 else None
        self.on_admit()
        return Admission({"type": "http.response.start", "status": self.status, "headers": []}, b"no", news)

    def list_news(self, positions: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, Told]:
        self.looks += 1
        return {one: self.news(after) for one, after in positions.items() if after < self.last}

    def may_follow(self, environ: WSGIEnvironment, cycle_id: uuid.UUID) -> bool:  # noqa: ARG002 - as in the program
        return self.is_allowed

    def write(self) -> None:
        self.last += 1
        self.notices.tell()


class Reader:
    """A client: what it was sent, and whether it has gone."""

    def __init__(self, streams: SeminarStreams, *, reads: bool = True) -> None:
        self.status, self.sent, self.gone, self.reads = 0, b"", asyncio.Event(), reads
        self.more = asyncio.Event()
        self.task = asyncio.get_running_loop().create_task(streams(scope(), self._receive, self._send))

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


def scope(path: str = f"/cycles/{CYCLE}/seminar/events", method: str = "GET") -> HTTPScope:
    return cast(HTTPScope, {
        "type": "http", "path": path, "method": method, "headers": [], "query_string": b"", "server": None,
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


def test_only_a_get_of_a_seminars_events_is_taken() -> None:
    streams = SeminarStreams(Program(), Limits())
    assert streams.matches(scope())
    for other in (scope(method="POST"), scope(method="HEAD"), scope("/cycles/x/seminar/events"), scope(f"{CYCLE}")):
        assert not streams.matches(other)
    assert not streams.matches(scope(f"/cycles/{CYCLE}/seminar/events/more"))
    streams.stop()


def test_other_processes_are_heard_for_as_long_as_the_server_runs() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        heard = [program.hears]  # nobody follows yet
        await Reader(streams).saw(b"id: 0")
        heard.append(program.hears)
        streams.stop()
        assert [*heard, program.hears] == [False, True, False]

    run(act, Program())


def test_a_commit_is_told_at_once_to_all_by_one_look() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        readers = [Reader(streams) for _ in range(20)]
        for reader in readers:
            await reader.saw(b"id: 0")
        looks = program.looks
        program.write()
        for reader in readers:
            await reader.saw(b'id: 1\ndata: {"last":1,')
        assert program.looks - looks <= 2
        readers[0].gone.set()
        await readers[0].task

    run(act, Program())


def test_what_another_process_wrote_is_found_by_looking() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        reader = Reader(streams)
        await reader.saw(b"id: 0")
        program.last += 1
        await reader.saw(b"id: 1")

    run(act, Program(look_s=0.01))


def test_nothing_falls_between_being_let_in_and_the_first_look() -> None:
    """A change is committed after the newcomer's beginning was read, and told before the newcomer waits for it."""

    async def act(streams: SeminarStreams, program: Program) -> None:
        first = Reader(streams)
        await first.saw(b"id: 0")
        program.on_admit = program.write
        second = Reader(streams)
        for reader in (first, second):
            await reader.saw(b"id: 1")
            assert reader.sent.count(b"id: 1") == 1

    run(act, Program())


def test_a_quiet_stream_says_that_it_is_there() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        reader = Reader(streams)
        await reader.saw(b"event: beat\ndata: {}\n\nevent: beat")

    run(act, Program(), heartbeat_s=0.01)


def test_one_too_many_is_told_so_and_a_refusal_is_passed_on() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        readers = [Reader(streams) for _ in range(2)]
        for reader in readers:
            await reader.saw(b"id: 0")
        third = Reader(streams)
        await third.task
        assert third.status == 503
        readers[0].gone.set()
        await readers[0].task
        program.status = 404
        fourth = Reader(streams)
        await fourth.task
        assert (fourth.status, fourth.sent) == (404, b"no")

    run(act, Program(), streams=2)


def test_whoever_may_no_longer_follow_is_let_go() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        reader = Reader(streams)
        await reader.saw(b"id: 0")
        program.is_allowed = False
        async with asyncio.timeout(5):
            await reader.task

    run(act, Program(), watched_s=0.01)


def test_a_reader_that_takes_nothing_is_let_go_and_holds_up_nobody() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        stuck, other = Reader(streams, reads=False), Reader(streams)
        await other.saw(b"id: 0")
        for number in range(1, 6):
            program.write()
            await other.saw(f"id: {number}\n".encode())
        async with asyncio.timeout(5):
            await stuck.task
        assert not other.task.done()

    run(act, Program(), stream_lag=2)


def test_a_database_that_is_away_for_a_while_ends_no_stream() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        reader = Reader(streams)
        await reader.saw(b"id: 0")
        look = program.list_news

        def fail(positions: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, Told]:
            program.list_news = look  # type: ignore[method-assign]  # only once
            raise OSError

        program.list_news = fail  # type: ignore[method-assign]
        program.write()
        await reader.saw(b"id: 1")

    run(act, Program(look_s=0.01))
