"""Bodies piece by piece, without a net: what is gathered, what is left for a thread, and the slowest that is borne."""

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from werkzeug.exceptions import ClientDisconnected

from toolkit.serving import bodies
from toolkit.serving.bodies import Body, BrokenOff, Gatherer, StreamedBody, TooMuch, TooSlow
from toolkit.serving.limits import Limits

T = TypeVar("T")
GONE: dict[str, Any] = {"type": "http.disconnect"}


def in_a_loop(act: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread with a loop of its own: Playwright's loop may be running in this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, act).result()


def a_scope(length: int | None) -> Any:
    return {
        "headers": [(b"content-length", str(length).encode())]
        if length is not None
        else [(b"transfer-encoding", b"chunked")]
    }


def piece(data: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": data, "more_body": more}


class Client:
    """Sends the pieces, one for each time it is asked, and then nothing more."""

    def __init__(self, *pieces: dict[str, Any]) -> None:
        self.left: Iterator[dict[str, Any]] = iter(pieces)

    async def receive(self) -> Any:
        one = next(self.left, None)
        if one is None:
            await asyncio.sleep(60)
        return one


def gather(limits: Limits, scope: Any, *pieces: dict[str, Any]) -> Body:
    gatherer = Gatherer(limits)
    with gatherer.holding() as body:
        in_a_loop(gatherer.gather(body, scope, Client(*pieces).receive))
        assert gatherer.held == len(body.data)
        gathered = Body(bytearray(body.data), body.is_whole)
    assert gatherer.held == 0
    return gathered


def test_a_request_without_a_body_waits_for_nothing() -> None:
    assert gather(Limits(), a_scope(0)).is_whole
    assert gather(Limits(), {"headers": []}).is_whole


def test_a_small_body_is_gathered_whole() -> None:
    assert gather(Limits(), a_scope(4), piece(b"ab"), piece(b"cd", more=False)) == Body(bytearray(b"abcd"))


def test_of_a_large_body_nothing_is_read() -> None:
    assert gather(Limits(gathered=3), a_scope(4)) == Body(is_whole=False)


def test_of_a_chunked_body_no_more_is_read_than_a_small_one_may_be() -> None:
    limits = Limits(gathered=3)
    assert gather(limits, a_scope(None), piece(b"ab", more=False)).is_whole
    assert gather(limits, a_scope(None), piece(b"ab"), piece(b"cd")) == Body(bytearray(b"abcd"), is_whole=False)


@pytest.mark.parametrize(("limits", "pieces", "refusal"), [
    (Limits(gathering_s=0.05), [piece(b"ab")], TooSlow),
    (Limits(gathered_in_all=3), [piece(b"ab"), piece(b"cd")], TooMuch),
    (Limits(), [piece(b"ab"), GONE], BrokenOff),
])  # fmt: skip
def test_what_does_not_come_whole_is_refused(
    limits: Limits, pieces: list[dict[str, Any]], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        gather(limits, a_scope(4), *pieces)


def test_a_server_that_stops_waits_for_nobody() -> None:
    async def stop_soon() -> None:
        gatherer = Gatherer(Limits())
        asyncio.get_running_loop().call_later(0.05, gatherer.stop)
        with gatherer.holding() as body:
            await gatherer.gather(body, a_scope(4), Client().receive)

    with pytest.raises(TooSlow):
        in_a_loop(stop_soon())


def read(*pieces: dict[str, Any], limits: Limits | None = None) -> bytes:
    """What a thread reads of a streamed body."""

    async def run() -> bytes:
        loop = asyncio.get_running_loop()
        body = StreamedBody(b"start ", Client(*pieces).receive, loop=loop, limits=limits or Limits())
        return await asyncio.to_thread(lambda: body.read() or b"")

    return in_a_loop(run())


def test_a_streamed_body_is_read_to_its_end() -> None:
    assert read(piece(b"a"), piece(b""), piece(b"bc", more=False)) == b"start abc"


def test_a_streamed_body_that_breaks_off_is_an_error() -> None:
    with pytest.raises(ClientDisconnected):
        read(piece(b"a"), GONE)


def test_a_streamed_body_may_not_be_silent() -> None:
    with pytest.raises(ClientDisconnected):
        read(piece(b"a"), limits=Limits(silence_s=0.05))


def test_a_streamed_body_may_not_dribble_once_its_first_minute_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    dribble = [piece(b"a") for _ in range(3)] + [piece(b"", more=False)]
    assert read(*dribble) == b"start aaa"
    monkeypatch.setattr(bodies, "GRACE_S", 0.0)
    with pytest.raises(ClientDisconnected):
        read(*dribble, limits=Limits(slowest=1_000_000_000))


def test_a_body_whose_server_has_ended_is_broken_off() -> None:
    async def begin() -> StreamedBody:
        return StreamedBody(b"", Client().receive, loop=asyncio.get_running_loop(), limits=Limits())

    body = in_a_loop(begin())
    with pytest.raises(ClientDisconnected):
        body.read()
