"""A small program behind our server, for tests: `python -m tests.toolkit.serving.echo PORT`, limits in the environment.

It answers with what it got; `/slow` works for a while, `/big` says a lot, `/events` streams without a thread.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterable

from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, HTTPScope
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from toolkit.serving import running
from toolkit.serving.limits import Limits

BIG = 64 * 1024 * 1024


@Request.application
def answer(request: Request) -> Response:
    """What came, as JSON."""
    if request.path == "/slow":
        time.sleep(float(request.args["s"]))
    if request.path == "/big":
        return Response(_a_lot())
    if request.path == "/unread":
        return Response("no", status=401)
    try:
        body = request.get_data()
    except HTTPException as error:
        print("broken off", flush=True)
        return Response(status=error.code)
    told = {
        "method": request.method,
        "path": request.path,
        "query": request.query_string.decode(),
        "body": len(body),
        "from": request.remote_addr,
        "scheme": request.scheme,
        "thread": threading.current_thread().name.partition("_")[0],
        "threads": threading.active_count(),
        "headers": {name: value for name, value in request.headers},  # noqa: C416 - a header may come twice
    }
    return Response(json.dumps(told), mimetype="application/json")


def _a_lot() -> Iterable[bytes]:
    for _ in range(BIG // 65536):
        yield b"x" * 65536


class Stream:
    """An event now, and then nothing until the client goes, or the server stops."""

    def matches(self, scope: HTTPScope) -> bool:
        """What begins like this."""
        return scope["path"].startswith("/events")

    async def __call__(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Say hello."""
        assert self.matches(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        await send({"type": "http.response.body", "body": b"data: hello\n\n", "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass

    def stop(self) -> None:
        """Nothing of its own is open."""


if __name__ == "__main__":
    limits = Limits(**json.loads(os.environ.get("LIMITS", "{}")))
    proxies = json.loads(os.environ.get("PROXIES", "[]"))
    natives = [Stream()]
    running.run(answer, host="127.0.0.1", port=int(sys.argv[1]), limits=limits, proxies=proxies, natives=natives)
    print("ended", flush=True)
