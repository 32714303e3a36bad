"""Whether what is sent to database, store and broker is closed on its way: a line for each on another machine."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from sqlalchemy import make_url

from toolkit.addresses import is_loopback
from toolkit.config import Settings
from toolkit.errors import N_
from toolkit.findings import Finding, warning, well

DATABASE, STORE, BROKER = N_("The way to the database"), N_("The way to the store"), N_("The way to the broker")
PROVED = frozenset({"verify-ca", "verify-full"})
"""What libpq calls a connection that is encrypted to somebody whose certificate was looked at."""


def check_connections(settings: Settings) -> Iterator[Finding]:
    """What lies on this machine, or is not there at all, is not spoken of. No address and no password is repeated."""
    open_way = N_("What is sent to it can be read on the way, if the network between is not closed.")
    for about, is_closed, way_out in _ways(settings):
        yield well(about, N_("It is encrypted.")) if is_closed else warning(about, open_way, way_out)


def _ways(settings: Settings) -> Iterator[tuple[str, bool, str]]:
    url = make_url(settings.database_url)
    named = url.query.get("host", url.host or "")  # libpq takes several here, and folders of sockets
    hosts = [host for one in ([named] if isinstance(named, str) else named) for host in one.split(",")]
    if any(_is_elsewhere(host.partition(":")[0] if host.count(":") == 1 else host) for host in hosts):
        yield (
            DATABASE, url.query.get("sslmode") in PROVED,
            N_("Let it speak TLS, and end BR_DATABASE_URL with ?sslmode=verify-full and sslrootcert=…"),
        )  # fmt: skip
    if settings.store and _is_elsewhere(urlsplit(settings.store.endpoint).hostname):
        yield STORE, settings.store.endpoint.startswith("https:"), N_("Let it speak TLS, and write s3+https://…")
    if settings.broker_url and _is_elsewhere(urlsplit(settings.broker_url).hostname):
        yield (
            BROKER, urlsplit(settings.broker_url).scheme in {"amqps", "rediss"},
            N_("Let it speak TLS, and write amqps://… or rediss://…"),
        )  # fmt: skip


def _is_elsewhere(host: str | None) -> bool:
    return host is not None and host != "" and not host.startswith("/") and not is_loopback(host)
