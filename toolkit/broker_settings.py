"""The broker that wakes workers, where a site has one: its address, read from the environment. Pure."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from toolkit.errors import N_, Misconfigured
from toolkit.secret_files import with_password

SCHEMES = frozenset({"amqp", "amqps", "redis", "rediss"})
URL, PASSWORD_FILE = "BR_BROKER_URL", "BR_BROKER_PASSWORD_FILE"


def read_broker(environment: Mapping[str, str]) -> str:
    """The address of a RabbitMQ or a Redis, or nothing. Raises `Misconfigured`, without repeating a password."""
    said = environment.get(URL, "").strip()
    if not said and not environment.get(PASSWORD_FILE):
        return ""
    try:
        url = urlsplit(said)
        is_whole = url.scheme in SCHEMES and bool(url.hostname) and (url.port is None or url.port > 0)
    except ValueError:
        is_whole = False
    if not is_whole:
        raise Misconfigured(
            N_(
                "BR_BROKER_URL must look like amqps://USER:PASSWORD@rabbit.norrvik.example// (RabbitMQ) or"
                " rediss://:PASSWORD@redis.norrvik.example/0 (Redis)."
            )
        )
    return with_password(said, environment, url_name=URL, file_name=PASSWORD_FILE)
