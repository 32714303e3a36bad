"""The ways from this program to the engines on other machines, and which of them are closed on the way. Pure.

Closed means encrypted to somebody whose certificate was looked at. What lies on this machine is no way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from toolkit.addresses import is_loopback
from toolkit.broker_settings import URL as BROKER_URL
from toolkit.database_settings import URL as DATABASE_URL
from toolkit.errors import N_, Misconfigured
from toolkit.store_settings import StoreSettings

PROVED = frozenset({"verify-ca", "verify-full"})
"""What libpq calls a connection that is encrypted to somebody whose certificate was looked at."""
OPEN_DATABASE = N_(
    "%(name)s leads to another machine without TLS that proves who it is. Let it speak TLS, and end the address with"
    " ?sslmode=verify-full and sslrootcert=…, or say BR_TRUSTED_NETWORK=1 if nobody else reaches the network between."
)
OPEN_STORE = N_(
    "%(name)s leads to another machine without TLS. Let it speak TLS, and write s3+https://…, or say"
    " BR_TRUSTED_NETWORK=1 if nobody else reaches the network between."
)
OPEN_BROKER = N_(
    "%(name)s leads to another machine without TLS. Let it speak TLS, and write amqps://… or rediss://…, or say"
    " BR_TRUSTED_NETWORK=1 if nobody else reaches the network between."
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to another machine: the setting that names it, whether it is closed, and what is said when it is not."""

    setting: str
    is_closed: bool
    sentence: str


def list_ways(database_url: str, broker_url: str, *stores: StoreSettings | None) -> Iterator[Way]:
    """Those that leave this machine."""
    hosts, options = _parts_of_database(database_url)
    if any(_is_elsewhere(host.partition(":")[0] if host.count(":") == 1 else host) for host in hosts):
        yield Way(DATABASE_URL, options.get("sslmode") in PROVED, OPEN_DATABASE)
    for store in stores:
        if store and _is_elsewhere(urlsplit(store.endpoint).hostname):
            yield Way(store.setting, store.endpoint.startswith("https:"), OPEN_STORE)
    if broker_url and _is_elsewhere(urlsplit(broker_url).hostname):
        yield Way(BROKER_URL, urlsplit(broker_url).scheme in {"amqps", "rediss"}, OPEN_BROKER)


def require_closed(ways: Iterator[Way]) -> None:
    """Raise `Misconfigured` for the first that can be read on the way. No address and no password is repeated."""
    for way in ways:
        if not way.is_closed:
            raise Misconfigured(way.sentence, name=way.setting)


def _parts_of_database(url: str) -> tuple[list[str], dict[str, str]]:
    """Where a database lies, and how it is asked: libpq takes several hosts, folders of sockets among them.

    A password may hold anything but an @, as SQLAlchemy reads it.
    """
    kind, _, rest = url.partition("://")
    if not kind.startswith("postgresql"):
        return [], {}
    place, _, query = (rest.partition("@")[2] if "@" in rest else rest).partition("?")
    options = parse_qs(query)
    named = options.get("host") or [place.partition("/")[0]]
    hosts = [
        host.rpartition("]")[0].strip("[") if host.startswith("[") else host for one in named for host in one.split(",")
    ]
    return hosts, {name: values[-1] for name, values in options.items()}


def _is_elsewhere(host: str | None) -> bool:
    return host is not None and host != "" and not host.startswith("/") and not is_loopback(host)
