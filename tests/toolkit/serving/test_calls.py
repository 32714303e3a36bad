"""One call of a WSGI application: in pieces, in threads, and always let go of."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from toolkit.serving import calls
from toolkit.serving.calls import Call, environ_of


class Answer:
    """An answer in parts that knows whether it was let go of."""

    def __init__(self, *parts: bytes) -> None:
        self.parts = parts
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts)

    def close(self) -> None:
        self.closed += 1


def a_call(answer: Iterable[bytes]) -> Call:
    def app(_environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("201 Created", [("X-Word", "å")])
        return answer

    return Call(app, {})


def test_a_short_answer_is_made_in_one_go() -> None:
    answer = Answer(b"a", b"b")
    call = a_call(answer)
    assert call.begin() == b"ab"
    assert call.start == {"type": "http.response.start", "status": 201, "headers": [(b"x-word", b"\xe5")]}
    assert call.is_closed
    call.close()
    assert answer.closed == 1


def test_a_long_answer_is_made_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "PIECE", 3)
    answer = Answer(b"ab", b"cd", b"ef")
    call = a_call(answer)
    assert call.begin() == b"abcd"
    assert not call.is_closed
    assert call.next_piece() == b"ef"
    assert (call.is_closed, answer.closed) == (True, 1)


def test_an_answer_that_nobody_waits_for_is_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "PIECE", 1)
    answer = Answer(b"ab", b"cd")
    call = a_call(answer)
    call.begin()
    call.close()
    assert answer.closed == 1


def a_scope(**more: Any) -> Any:
    plain = {
        "method": "POST", "path": "/å", "query_string": b"q=1", "headers": [], "http_version": "1.1",
        "server": ("::1", 8400), "client": ("10.0.0.7", 5), "scheme": "http",
    }  # fmt: skip
    return plain | more


def test_a_path_comes_as_wsgi_wants_it() -> None:
    environ = environ_of(a_scope(), io.BytesIO(), length=0)
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/å"
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"], environ["CONTENT_LENGTH"]) == ("10.0.0.7", "8400", "0")


def test_a_header_cannot_pass_for_another() -> None:
    headers = [(b"x_real_ip", b"forged"), (b"x-real-ip", b"said"), (b"proxy", b"http://elsewhere")]
    environ = environ_of(a_scope(headers=headers), io.BytesIO(), length=0)
    assert environ["HTTP_X_REAL_IP"] == "said"
    assert "HTTP_PROXY" not in environ


def test_only_a_stream_that_knows_its_end_says_so() -> None:
    declared = environ_of(a_scope(headers=[(b"content-length", b"9")]), io.BytesIO(), length=None)
    assert declared["CONTENT_LENGTH"] == "9"
    assert "wsgi.input_terminated" not in declared
    chunked = environ_of(a_scope(headers=[(b"transfer-encoding", b"chunked")]), io.BytesIO(), length=None)
    assert chunked["wsgi.input_terminated"]
    assert "CONTENT_LENGTH" not in chunked
