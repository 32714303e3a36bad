"""Runs the web server until TERM or Ctrl-C: one process, one event loop, and threads for Flask."""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from types import FrameType
from wsgiref.types import WSGIApplication

import uvicorn

from toolkit.serving import connections
from toolkit.serving.bridge import Bridge, Native
from toolkit.serving.limits import Limits

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def run(
    app: WSGIApplication,
    *,
    host: str,
    port: int,
    limits: Limits,
    proxies: Sequence[str] = (),
    natives: Sequence[Native] = (),
) -> None:
    """Serve until told to stop; then requests that are being worked on may end, for a few seconds.

    `proxies` are the addresses and networks that are believed about whom they speak for, and about HTTPS
    (`X-Forwarded-For`, `X-Forwarded-Proto`): of the first, the last address that is no proxy itself. Nobody else is.

    Raises OSError when nobody can listen there. Nothing of a request is logged here, and no header names the server.
    """
    gc.freeze()  # what was loaded at the start stays: a look through all of it made one page in four wait 0.2 s
    bridge = Bridge(app, limits, natives)
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL + 1)  # what it says may quote a client
    settings = uvicorn.Config(
        bridge,
        http=connections.within(limits),
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        server_header=False,
        timeout_keep_alive=limits.idle_s,
        timeout_graceful_shutdown=limits.stopping_s,
        h11_max_incomplete_event_size=limits.head,
    )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.create_server((host, port), family=family, backlog=limits.connections)) as listening:
        try:
            asyncio.run(_Server(settings, bridge).serve(sockets=[listening]))
        finally:
            bridge.close()


class _Server(uvicorn.Server):
    """uvicorn's server, which ends with status 0 when it was told to: uvicorn would raise the signal once more."""

    def __init__(self, config: uvicorn.Config, bridge: Bridge) -> None:
        super().__init__(config)
        self._bridge = bridge

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on TERM and Ctrl-C, once gently and then at once."""
        loop = asyncio.get_running_loop()

        def stop(number: int, frame: FrameType | None) -> None:
            self.handle_exit(number, frame)
            loop.call_soon_threadsafe(self._bridge.stop)

        before = {number: signal.signal(number, stop) for number in STOP_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
