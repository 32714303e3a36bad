"""A broker, where a site has one, wakes workers: one message for each job that waits, with its id and nothing else.

The job row stays the record. A message that is lost, comes twice or comes late changes nothing but when a worker looks,
and workers look by themselves now and then (decision 42). Celery sends; it is loaded when there is a broker.
"""

import ssl
import threading
import uuid
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from queue import Empty, Full, Queue
from typing import Any

import click
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from toolkit.errors import N_, Misconfigured
from toolkit.installation import Held
from toolkit.logs import log
from toolkit.terminal import in_words

NAME = "barnens-roster"
TASK = "barnens_roster.job_waits"
CONNECT_S = 2
MOST_WAITING = 1000
AWAY = N_(
    "The broker that BR_BROKER_URL names does not answer. Everything works without it; workers look for work by"
    " themselves, which takes them some seconds longer."
)
STUCK = N_(
    "The broker that BR_BROKER_URL names answers, but no message gets through its queue: it has no leader. Everything"
    " works without it; workers look for work by themselves, which takes them some seconds longer."
)
PENDING = "waking"


def make_celery(url: str) -> Any:
    """A Celery app that knows our queue: durable, on RabbitMQ a quorum queue; over TLS only to a broker that proves who
    it is. Raises `Misconfigured` without Celery."""
    try:
        from celery import Celery
    except ImportError as error:
        raise Misconfigured(N_("BR_BROKER_URL needs Celery, which is not installed. Run: make machines")) from error
    app = Celery("barnens_roster", broker=url, set_as_current=False)
    is_rabbit = url.startswith("amqp")
    if url.startswith(("amqps:", "rediss:")):  # whoever answers shows a certificate that this machine believes
        app.conf.broker_use_ssl = (
            {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": None}  # None: kombu fills in the broker's name
            if is_rabbit
            else {"ssl_cert_reqs": "required", "ssl_check_hostname": True}
        )
    app.conf.update(
        task_default_queue=NAME,
        task_default_queue_type="quorum" if is_rabbit else "classic",
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        broker_connection_timeout=CONNECT_S,
        broker_transport_options=(
            {"confirm_publish": True, "read_timeout": 2 * CONNECT_S, "write_timeout": 2 * CONNECT_S}
            if is_rabbit
            else {"socket_connect_timeout": CONNECT_S, "socket_timeout": 2 * CONNECT_S}
        ),
    )
    return app


class BrokerState(StrEnum):
    """What a broker said when it was asked for our queue."""

    WELL = "well"
    AWAY = "away"
    CLOSED = "closed"
    OTHER_QUEUE = "other_queue"  # there is one of our name that keeps its messages in another way
    STUCK = "stuck"  # it answers, and no message gets through our queue


def ask(url: str) -> BrokerState:
    """How a broker is: it lets us in, and keeps our queue as we want it. Makes the queue where there is none.

    Takes as many seconds as `CONNECT_S` when it is silent, and twice as many when only our queue is. Raises
    `Misconfigured` without Celery.
    """
    celery = make_celery(url)
    try:
        with celery.connection_for_write() as connection, connection.channel() as channel:
            for queue in celery.amqp.queues.values():
                queue(channel).declare()
            if url.startswith("amqp") and not _moves(connection, channel):
                return BrokerState.STUCK
    except Exception as error:  # noqa: BLE001 - whatever a broker does, the program goes on
        log.info("broker does not answer", extra={"facts": {"error": type(error).__name__}})
        return STATES.get(type(error).__name__, BrokerState.AWAY)
    return BrokerState.WELL


def _moves(connection: Any, channel: Any) -> bool:
    """Whether a message gets through: a quorum queue without a leader is there, and hands out nothing."""
    try:
        if (waiting := channel.basic_get(NAME)) is not None:
            channel.basic_reject(waiting.delivery_tag, requeue=True)
    except TimeoutError:
        connection.collect(1)  # hangs up without asking: it would not answer that either
        return False
    return True


def prove(url: str) -> None:
    """Where there is a broker: try it, and say when it does not work. Raises `Misconfigured` when it does not let us
    in, or keeps our queue in another way."""
    state = ask(url) if url else BrokerState.WELL
    if state in REFUSALS:
        raise Misconfigured(REFUSALS[state])
    if state in SLOWER:
        click.echo(in_words(SLOWER[state]), err=True)


STATES = {
    **dict.fromkeys(("AccessRefused", "AuthenticationError", "NoPermissionError", "NotAllowed"), BrokerState.CLOSED),
    "PreconditionFailed": BrokerState.OTHER_QUEUE,
}
SLOWER = {BrokerState.AWAY: AWAY, BrokerState.STUCK: STUCK}
REFUSALS = {
    BrokerState.CLOSED: N_("The broker does not let us in. Check user and password in BR_BROKER_URL, and start again."),
    BrokerState.OTHER_QUEUE: N_(
        "The broker has a queue of our name that is no quorum queue. It holds nothing that is missed. Take it away, and"
        " start again: rabbitmqctl delete_queue barnens-roster"
    ),
}


class Wakeups:
    """Sends what waits, from a thread of its own: nobody who saves something ever waits for the broker."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._waiting: Queue[uuid.UUID] = Queue(MOST_WAITING)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def send(self, job_ids: Iterable[uuid.UUID]) -> None:
        """Let workers know, soon. Returns at once, whatever state the broker is in."""
        with suppress(Full):  # the broker is slow or away: workers look by themselves
            for job_id in job_ids:
                self._waiting.put_nowait(job_id)
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="wakeups", daemon=True)
                self._thread.start()

    def state(self) -> BrokerState:
        """Whether the broker takes our messages now, see `ask`."""
        return ask(self._url)

    def _run(self) -> None:
        celery = make_celery(self._url)
        once = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
        is_away = False
        while True:
            job_id = self._waiting.get()
            try:
                celery.send_task(TASK, args=[str(job_id)], retry=True, retry_policy=once)
            except Exception as error:  # noqa: BLE001 - whatever a broker does, the program goes on
                self._forget_waiting()
                if not is_away:
                    log.warning("broker away", extra={"facts": {"error": type(error).__name__}})
                is_away = True
            else:
                is_away = False

    def _forget_waiting(self) -> None:
        with suppress(Empty):
            while True:
                self._waiting.get_nowait()


WAKEUPS: Held[Wakeups | None] = Held("whether it has a broker")


def send_at_commit(session: Session, *job_ids: uuid.UUID) -> None:
    """Once the session's transaction stands, wake workers for these jobs."""
    session.info.setdefault(PENDING, []).extend(job_ids)


def _send(session: Session) -> None:
    if session.in_nested_transaction():  # the end of a savepoint is no commit yet
        return
    job_ids = session.info.pop(PENDING, ())
    if job_ids and (wakeups := WAKEUPS.find()) is not None:
        wakeups.send(job_ids)


def _forget(session: Session, rolled_back: SessionTransaction) -> None:
    if rolled_back.parent is None:
        session.info.pop(PENDING, None)


event.listen(Session, "after_commit", _send)
event.listen(Session, "after_soft_rollback", _forget)
