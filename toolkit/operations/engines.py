"""What the installation stands on just now, for the administrator's page: each engine, how it is, and since when.

The health check looks, and the sentences are those of `doctor`. Nothing here names an address, a user or a password.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import make_url

from toolkit import config
from toolkit.access import Actor, Role
from toolkit.errors import N_
from toolkit.findings import Finding
from toolkit.jobs import queue
from toolkit.operations import broker_check, health, machine, program

FOLDER, FILE, S3 = N_("A folder on this machine"), N_("SQLite, a file on this machine"), N_("An S3 store")
POSTGRESQL, PROCESSES, NONE = "PostgreSQL", N_("Processes that do what takes long"), N_("No broker")
BROKERS = {"amqp": "RabbitMQ", "amqps": "RabbitMQ", "redis": "Redis", "rediss": "Redis"}


@dataclass(frozen=True, slots=True)
class Engine:
    """One line: what it is (a msgid, or a name), what was found, and since when this web process has seen it so."""

    kind: str
    found: Finding
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows. `waiting_since`: since when the first of the jobs that wait could have begun."""

    engines: tuple[Engine, ...]
    queue: Finding
    waiting: int
    waiting_since: datetime | None


def get_overview(actor: Actor) -> Overview:
    """For the administrator. Raises `NotFound` for anybody else."""
    actor.require(Role.ADMINISTRATOR)
    settings, seen = config.current(), health.look()
    is_file = make_url(settings.database_url).get_backend_name() == "sqlite"
    looked: dict[str, tuple[str, Iterable[Finding]]] = {
        health.DATABASE: (FILE if is_file else POSTGRESQL, program.check_database()),
        health.STORE: (S3 if settings.store else FOLDER, program.check_store()),
        health.WORKER: (PROCESSES, program.check_worker()),
        health.BROKER: (
            BROKERS.get(urlsplit(settings.broker_url).scheme, NONE),
            [broker_check.say(settings.broker_url, seen.broker)],
        ),
        health.DISK: (FOLDER, machine.check_disk(settings.instance)),
    }
    engines = [Engine(kind, one, seen.since.get(part)) for part, (kind, found) in looked.items() for one in found]
    [about_queue] = program.check_queue()
    number, since = queue.count_waiting()
    return Overview(tuple(engines), about_queue, number, since)
