"""Against the real server: slow clients, half requests, large bodies, slow readers, streams of events."""

import json
import time
from collections.abc import Callable
from contextlib import ExitStack, closing

import pytest

from tests.toolkit.serving.conftest import Running, answer_of

Serve = Callable[..., Running]
HEAD = "POST /{path} HTTP/1.1\nHost: x\nContent-Length: {length}\n\n"
MEGABYTE = 1024 * 1024


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_request_arrives_as_it_was_sent(serve: Serve) -> None:
    server = serve()
    told = server.told("/caf%C3%A9/x?a=%20b", "X-Words: one\nX-Words: two\nX_Words: forged\nCookie: a=1\nCookie: b=2\n")
    assert (told["path"], told["query"], told["method"]) == ("/café/x", "a=%20b", "GET")
    assert told["headers"]["X-Words"] == "one,two"
    assert told["headers"]["Cookie"] == "a=1; b=2"
    assert told["scheme"] == "http"


def test_nobody_is_believed_about_where_they_are(serve: Serve) -> None:
    told = serve().told("/", "X-Forwarded-For: 8.8.8.8\nX-Forwarded-Proto: https\nForwarded: for=8.8.8.8\n")
    assert (told["from"], told["scheme"]) == ("127.0.0.1", "http")


@pytest.mark.parametrize(
    ("forwarded", "believed"),
    [
        ("X-Forwarded-For: 8.8.8.8\n", "8.8.8.8"),
        ("X-Forwarded-For: 6.6.6.6, 8.8.8.8\n", "8.8.8.8"),  # what the client said of itself stands first
        ("X-Forwarded-For: 6.6.6.6\nX-Forwarded-For: 8.8.8.8\n", "8.8.8.8"),
        ("X-Forwarded-For: 8.8.8.8, 127.0.0.1\n", "8.8.8.8"),  # two proxies, both named
        ("X-Forwarded-For: [2001:db8::1]:5123\n", "2001:db8::1"),
        ("Forwarded: for=8.8.8.8\nX-Real-IP: 8.8.8.8\n", "127.0.0.1"),  # what proxies pass on from clients unseen
        ("", "127.0.0.1"),
    ],
)
def test_a_proxy_that_is_named_is_believed_about_whom_it_speaks_for(
    serve: Serve, forwarded: str, believed: str
) -> None:
    assert serve(proxies=("127.0.0.1",)).told("/", forwarded)["from"] == believed


def test_a_proxy_that_is_named_is_believed_about_https_and_nobody_else_is(serve: Serve) -> None:
    said = "X-Forwarded-Proto: https\nX-Forwarded-For: 8.8.8.8\n"
    named, other = serve(proxies=("127.0.0.0/8",)), serve(proxies=("10.0.0.1",))
    assert named.told("/", said)["scheme"] == "https"
    assert named.told("/", "X-Forwarded-Proto: javascript\n")["scheme"] == "http"
    told = other.told("/", said)
    assert (told["from"], told["scheme"]) == ("127.0.0.1", "http")


def test_the_server_does_not_say_what_it_is(serve: Serve) -> None:
    with closing(serve().client()) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        head = client.recv(65536).partition(b"\r\n\r\n")[0].lower()
    assert b"200 ok" in head
    assert b"server:" not in head
    assert b"uvicorn" not in head


def test_a_body_that_dribbles_takes_no_thread(serve: Serve) -> None:
    server = serve(threads=1, upload_threads=1)
    with ExitStack() as slow:
        for _ in range(20):
            client = slow.enter_context(closing(server.client()))
            client.sendall(HEAD.format(path="", length=500).replace("\n", "\r\n").encode() + b"a")
        for _ in range(3):
            assert server.told()["threads"] <= 3
            client.sendall(b"a")
        client.sendall(b"a" * 496)
        status, body = answer_of(client)
    assert (status, json.loads(body)["body"]) == (200, 500)


def test_a_head_that_is_not_finished_is_let_go(serve: Serve) -> None:
    server = serve(head_s=0.5)
    with closing(server.client()) as client:
        for _ in range(8):  # a byte now and then does not buy more time
            try:
                client.sendall(b"G")
            except ConnectionError:
                break
            time.sleep(0.2)
        assert answer_of(client) == (0, b"")
    with closing(server.client()) as client:  # a connection that was used well is no different afterwards
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer_of(client)[0] == 200
        client.sendall(b"GET / HT")
        begun = time.monotonic()
        assert answer_of(client) == (0, b"")
        assert time.monotonic() - begun < 10


def test_a_head_that_is_too_long_is_refused(serve: Serve) -> None:
    assert serve(head=2000).ask("GET / HTTP/1.1\nHost: x\nX-A: " + "a" * 5000)[0] == 400


def test_a_small_body_that_does_not_come_is_refused_in_time(serve: Serve) -> None:
    server = serve(gathering_s=0.5)
    assert server.ask(HEAD.format(path="", length=10), b"abc")[0] == 408
    assert server.told()["body"] == 0


def test_bodies_have_a_bound_in_all(serve: Serve) -> None:
    server = serve(gathered_in_all=1500)
    with closing(server.client()) as first:
        first.sendall(HEAD.format(path="", length=1001).replace("\n", "\r\n").encode() + b"a" * 1000)
        time.sleep(0.3)
        assert server.ask(HEAD.format(path="", length=1000), b"a" * 1000)[0] == 503
        first.sendall(b"a")
        assert answer_of(first)[0] == 200
    assert server.ask(HEAD.format(path="", length=1000), b"a" * 1000)[0] == 200


def test_a_large_body_is_streamed_by_threads_of_its_own(serve: Serve) -> None:
    server = serve(gathered=1000, threads=1, upload_threads=1)
    with closing(server.client()) as client:
        client.sendall(HEAD.format(path="", length=3 * MEGABYTE).replace("\n", "\r\n").encode() + b"a" * MEGABYTE)
        for _ in range(3):
            assert server.told()["thread"] == "request"
        client.sendall(b"a" * 2 * MEGABYTE)
        status, body = answer_of(client)
    assert (status, json.loads(body)["body"], json.loads(body)["thread"]) == (200, 3 * MEGABYTE, "upload")


def test_a_large_body_is_not_waited_for_when_nobody_wants_it(serve: Serve) -> None:
    server = serve(gathered=1000, upload_threads=1)
    for _ in range(3):
        with closing(server.client()) as client:
            client.sendall(HEAD.format(path="unread", length=3 * MEGABYTE).replace("\n", "\r\n").encode())
            assert answer_of(client) == (401, b"no")


def test_a_chunked_body_of_any_size_is_bounded_and_whole(serve: Serve) -> None:
    server = serve(gathered=1000)
    chunk = b"%x\r\n" % 600 + b"a" * 600 + b"\r\n"
    head = "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n"
    for count, thread in ((1, "request"), (2000, "upload")):
        status, body = server.ask(head, chunk * count + b"0\r\n\r\n")
        told = json.loads(body)
        assert (status, told["body"], told["thread"]) == (200, 600 * count, thread)
        assert ("Content-Length" in told["headers"]) == (count == 1)


@pytest.mark.parametrize("head", [
    HEAD.format(path="", length=3000),
    "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n" + "600\n" + "a" * 0x600 + "\n",
])  # fmt: skip
def test_a_large_body_that_breaks_off_is_not_taken_for_whole(serve: Serve, head: str) -> None:
    server = serve(gathered=1000)
    with closing(server.client()) as client:
        client.sendall(head.replace("\n", "\r\n").encode() + b"a")
        time.sleep(0.3)
    assert server.process.stdout
    assert server.process.stdout.readline() == "broken off\n"


def test_a_large_body_may_not_be_silent_for_ever(serve: Serve) -> None:
    assert serve(gathered=1000, silence_s=0.5).ask(HEAD.format(path="", length=3000), b"a" * 2000)[0] == 400


def test_a_slow_reader_takes_no_thread(serve: Serve) -> None:
    server = serve(threads=1)
    with ExitStack() as slow:
        for _ in range(5):
            client = slow.enter_context(closing(server.client()))
            client.sendall(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        assert server.told()["thread"] == "request"


def test_thirty_streams_of_events_take_no_thread(serve: Serve) -> None:
    server = serve(threads=2)
    with ExitStack() as streams:
        for _ in range(30):
            client = streams.enter_context(closing(server.client()))
            client.sendall(b"GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"200 OK" in client.recv(1000)
        assert server.told()["threads"] <= 3


def test_when_all_places_are_taken_the_longest_waiting_goes(serve: Serve) -> None:
    server = serve(connections=3)
    with ExitStack() as waiting:
        clients = [waiting.enter_context(closing(server.client())) for _ in range(3)]
        for client in clients:
            client.sendall(b"GET / HT")
            time.sleep(0.05)
        assert server.told()["body"] == 0
        clients[0].settimeout(5)
        assert answer_of(clients[0]) == (0, b"")
        clients[2].sendall(b"TP/1.1\r\nHost: x\r\n\r\n")
        assert answer_of(clients[2])[0] == 200


def test_whoever_is_being_answered_keeps_the_place(serve: Serve) -> None:
    server = serve(connections=2)
    with closing(server.client()) as busy:
        busy.sendall(b"GET /slow?s=1.5 HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.2)
        for _ in range(5):
            assert server.told()["body"] == 0
        assert answer_of(busy)[0] == 200


def test_what_is_left_of_a_refused_body_is_not_read_for_ever(serve: Serve) -> None:
    server = serve(gathered=1000, head_s=0.5)
    with closing(server.client()) as client:
        client.sendall(HEAD.format(path="unread", length=MEGABYTE).replace("\n", "\r\n").encode())
        assert answer_of(client)[0] == 401

        def is_gone() -> bool:
            try:
                client.sendall(b"a")
            except ConnectionError:
                return True
            return False

        wait_until(is_gone)


@pytest.mark.parametrize("number", [2, 15])
def test_a_signal_ends_it_in_seconds_whoever_is_connected(serve: Serve, number: int) -> None:
    server = serve(gathered=1000, stopping_s=2)
    with ExitStack() as clients:
        for text in (
            "GET / HT",
            HEAD.format(path="", length=900) + "a",
            HEAD.format(path="", length=9000) + "a" * 2000,
        ):
            client = clients.enter_context(closing(server.client()))
            client.sendall(text.replace("\n", "\r\n").encode())
        working = clients.enter_context(closing(server.client()))
        working.sendall(b"GET /slow?s=1 HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.5)
        server.process.send_signal(number)
        assert answer_of(working)[0] == 200, "what is being worked on may end"
        assert server.process.wait(15) == 0


def test_a_second_server_on_the_same_port_is_refused(serve: Serve) -> None:
    from toolkit.serving import running
    from toolkit.serving.limits import Limits

    port = serve().port
    with pytest.raises(OSError, match="in use"):
        running.run(lambda _environ, _start: [], host="127.0.0.1", port=port, limits=Limits())
