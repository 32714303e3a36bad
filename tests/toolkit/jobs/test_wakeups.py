"""A broker's message says an id and wakes a worker; whatever the broker does, nobody who saves waits for it."""

import json
import logging
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from kombu.connection import Connection
from kombu.entity import Queue

from tests.engines import ENGINES, KeptEngine
from tests.toolkit.mail.post_office import make_certificate
from toolkit import installation
from toolkit.config import Settings
from toolkit.db import db
from toolkit.errors import Misconfigured
from toolkit.jobs import queue, wakeups
from toolkit.jobs.models import Job
from toolkit.jobs.waiting import Messages
from toolkit.jobs.wakeups import BrokerState, Wakeups

pytestmark = [ENGINES, pytest.mark.one_database]
NOBODY = "redis://127.0.0.1:9/0"


def empty(url: str) -> None:
    """Clear the queue, once it has a leader again: after a kill RabbitMQ answers before its quorum queue does."""
    until = time.monotonic() + 60
    while True:
        with Connection(url) as connection:
            try:
                connection.SimpleQueue(wakeups.make_celery(url).amqp.queues[wakeups.NAME]).clear()
            except connection.connection_errors + connection.channel_errors:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
            else:
                return


@pytest.fixture
def messages(broker_server: KeptEngine) -> Iterator[Any]:
    """The broker, with nothing in it."""
    empty(broker_server.url)
    with Connection(broker_server.url) as connection:
        waiting = connection.SimpleQueue(wakeups.make_celery(broker_server.url).amqp.queues[wakeups.NAME])
        waiting.clear()
        yield waiting
        waiting.clear()
        waiting.close()


@pytest.fixture
def settings(settings: Settings, broker_server: KeptEngine) -> Settings:
    return replace(settings, broker_url=broker_server.url)


def ring(number: int) -> list[uuid.UUID]:
    """Put jobs in as a room does, each in a request of its own."""
    jobs = []
    for _ in range(number):
        jobs.append(queue.enqueue(None, "hear", ref=uuid.uuid4()).id)
        db.session.commit()
    return jobs


def waited(listener: Messages, *, longest_s: float) -> float:
    before = time.monotonic()
    listener.wait(threading.Event(), longest_s=longest_s)
    return time.monotonic() - before


def test_a_commit_sends_the_id_and_nothing_else(app: Flask, messages: Any) -> None:
    [job_id] = ring(1)
    message = messages.get(timeout=10)
    assert json.loads(message.body)[0] == [str(job_id)]
    assert "hear" not in f"{message.body!r} {message.headers} {message.properties}"
    message.ack()


def test_what_is_not_committed_or_waits_for_later_sends_nothing(app: Flask, messages: Any) -> None:
    sent: list[uuid.UUID] = []
    known = wakeups.WAKEUPS.get()
    assert known
    known.send = sent.extend  # type: ignore[method-assign,assignment]
    queue.enqueue(None, "hear", ref=uuid.uuid4())
    db.session.rollback()
    job = queue.enqueue(None, "hear", ref=uuid.uuid4())
    job.run_after = job.run_after.replace(year=job.run_after.year + 1)
    job.reason = "model_missing"
    db.session.commit()
    del sent[:]
    queue.enqueue(None, "hear", ref=uuid.uuid4(), run_after=job.run_after)
    db.session.commit()
    assert sent == []
    queue.wake("hear", reason="model_missing")
    assert sent == []
    db.session.commit()
    assert sent == [job.id]


def test_each_message_wakes_one_worker_and_the_others_sleep_on(app: Flask, messages: Any) -> None:
    url = wakeups.WAKEUPS.get()._url  # type: ignore[union-attr]
    times: list[float] = []
    idle = [threading.Thread(target=lambda: times.append(waited(Messages(url), longest_s=3.0))) for _ in range(2)]
    for one in idle:
        one.start()
    time.sleep(0.5)
    ring(1)
    for one in idle:
        one.join()
    woken, slept = sorted(times)
    assert woken < 2.5
    assert slept >= 3.0


def test_a_message_that_comes_while_all_are_busy_waits_for_the_next(app: Flask, messages: Any) -> None:
    ring(2)
    time.sleep(0.3)
    listener = Messages(wakeups.WAKEUPS.get()._url)  # type: ignore[union-attr]
    assert [waited(listener, longest_s=5.0) < 4.0 for _ in range(2)] == [True, True]


def test_a_broker_that_is_away_keeps_nobody_waiting(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    wakeups.WAKEUPS.put(Wakeups(NOBODY), installation.current())
    before = time.monotonic()
    ring(20)
    assert time.monotonic() - before < 2
    assert db.session.query(Job).count() == 20
    with caplog.at_level(logging.WARNING):
        assert waited(Messages(NOBODY), longest_s=0.2) < 6
    assert NOBODY not in caplog.text


@pytest.mark.parametrize("broker_server", ["rabbitmq"], indirect=True)
def test_rabbitmq_keeps_the_messages_in_a_quorum_queue(broker_server: KeptEngine) -> None:
    """The broker itself says so: it refuses one of the same name and another kind."""
    [kept] = wakeups.make_celery(broker_server.url).amqp.queues.values()
    assert (kept.name, kept.durable, kept.queue_arguments) == (wakeups.NAME, True, {"x-queue-type": "quorum"})
    assert wakeups.ask(broker_server.url) is BrokerState.WELL
    with (
        Connection(broker_server.url) as connection,
        pytest.raises(Exception, match="x-queue-type"),
    ):
        Queue(wakeups.NAME, durable=True, channel=connection.channel()).queue_declare()


@pytest.mark.parametrize("broker_server", ["rabbitmq"], indirect=True)
def test_a_queue_of_our_name_and_another_kind_stops_the_start_with_the_way_out(broker_server: KeptEngine) -> None:
    with Connection(broker_server.url) as connection:
        theirs = Queue(wakeups.NAME, durable=True, channel=connection.default_channel)
        theirs.delete()
        theirs.queue_declare()
        assert wakeups.ask(broker_server.url) is BrokerState.OTHER_QUEUE
        with pytest.raises(Misconfigured, match="rabbitmqctl delete_queue barnens-roster"):
            wakeups.prove(broker_server.url)
        theirs.delete()
    assert wakeups.ask(broker_server.url) is BrokerState.WELL


def test_the_start_says_in_a_sentence_what_the_broker_says(
    broker_server: KeptEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    wakeups.prove("")
    wakeups.prove(broker_server.url)
    assert capsys.readouterr().err == ""
    wakeups.prove(NOBODY)
    assert "BR_BROKER_URL svarar inte. Allt fungerar utan den" in capsys.readouterr().err
    with pytest.raises(Misconfigured, match="does not let us in"):
        wakeups.prove(broker_server.url.replace("guest@", "wrong@").replace("redis://", "redis://stranger:wrong@"))


@pytest.mark.parametrize("scheme", ["rediss", "amqps"])
def test_over_tls_a_broker_that_cannot_prove_who_it_is_is_not_believed(scheme: str, stranger_with_tls: int) -> None:
    """It shows a certificate that it has signed itself: nothing is sent to it, and it gets no password."""
    celery = wakeups.make_celery(f"{scheme}://somebody:secret@localhost:{stranger_with_tls}/0")
    with celery.connection() as connection, pytest.raises(Exception, match=r"(?i)certificate verify failed"):
        connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=5)


@pytest.fixture
def stranger_with_tls(tmp_path: Path) -> Iterator[int]:
    """A server on loopback with a certificate of its own making; its port."""
    context = make_certificate(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def serve() -> None:
            while True:
                try:
                    taken, _ = server.accept()
                except OSError:
                    return
                with taken, suppress(OSError), context.wrap_socket(taken, server_side=True) as inner:
                    inner.recv(1)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
