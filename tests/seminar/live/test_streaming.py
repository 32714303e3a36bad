"""Streams by themselves, without a server: heartbeats, the cap, slow readers, and nothing that falls in between."""

import asyncio
import uuid
from collections.abc import Mapping

from seminar.changes.reading import News
from seminar.live.streaming import SeminarStreams
from tests.seminar.live.streams import CYCLE, Client, Program, run, scope
from toolkit.serving.limits import Limits


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
        await Client(streams).saw(b"id: 0")
        heard.append(program.hears)
        streams.stop()
        assert [*heard, program.hears] == [False, True, False]

    run(act, Program())


def test_a_commit_is_told_at_once_to_all_by_one_look() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        readers = [Client(streams) for _ in range(20)]
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
        reader = Client(streams)
        await reader.saw(b"id: 0")
        program.last += 1
        await reader.saw(b"id: 1")

    run(act, Program(look_s=0.01))


def test_nothing_falls_between_being_let_in_and_the_first_look() -> None:
    """A change is committed after the newcomer's beginning was read, and told before the newcomer waits for it."""

    async def act(streams: SeminarStreams, program: Program) -> None:
        first = Client(streams)
        await first.saw(b"id: 0")
        program.on_admit = program.write
        second = Client(streams)
        for reader in (first, second):
            await reader.saw(b"id: 1")
            assert reader.sent.count(b"id: 1") == 1

    run(act, Program())


def test_a_quiet_stream_says_that_it_is_there() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        reader = Client(streams)
        await reader.saw(b"event: beat\ndata: {}\n\nevent: beat")

    run(act, Program(), heartbeat_s=0.01)


def test_one_too_many_is_told_so_and_a_refusal_is_passed_on() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        readers = [Client(streams) for _ in range(2)]
        for reader in readers:
            await reader.saw(b"id: 0")
        third = Client(streams)
        await third.task
        assert third.status == 503
        readers[0].gone.set()
        await readers[0].task
        program.status = 404
        fourth = Client(streams)
        await fourth.task
        assert (fourth.status, fourth.sent) == (404, b"no")

    run(act, Program(), streams=2)


def test_whoever_may_no_longer_follow_is_let_go() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        reader = Client(streams)
        await reader.saw(b"id: 0")
        program.is_allowed = False
        async with asyncio.timeout(5):
            await reader.task

    run(act, Program(), watched_s=0.01)


def test_a_reader_that_takes_nothing_is_let_go_and_holds_up_nobody() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        stuck, other = Client(streams, reads=False), Client(streams)
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
        reader = Client(streams)
        await reader.saw(b"id: 0")
        look = program.list_news

        def fail(positions: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, News]:
            program.list_news = look  # type: ignore[method-assign]  # only once
            raise OSError

        program.list_news = fail  # type: ignore[method-assign]
        program.write()
        await reader.saw(b"id: 1")

    run(act, Program(look_s=0.01))
