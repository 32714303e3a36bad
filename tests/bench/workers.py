"""How much faster 2 and 4 workers are than one, on a recogniser that only sleeps: `python -m tests.bench.workers`.

They share a PostgreSQL of their own, once without and once with a broker (Redis).
"""

import signal
import subprocess
import sys
import time
import uuid

import sqlalchemy as sa

from tests.bench.table import Row
from tests.engines import KeptEngine
from tests.speakers import handle
from tests.toolkit.jobs.lab import make_app
from toolkit.db import Base, configure, db
from toolkit.jobs import queue
from toolkit.jobs.context import JobContext
from toolkit.jobs.models import Job
from toolkit.jobs.waiting import Messages
from toolkit.jobs.worker import POLL_WITH_BROKER, Worker

JOBS, UNITS, UNIT_S = 16, 4, 0.5
CREWS = (1, 2, 4)


def rows() -> list[Row]:
    """Seconds for the same queue, and how much of N times as fast N workers are."""
    found: list[Row] = []
    database, broker = KeptEngine("postgres"), KeptEngine("redis")
    try:
        engine = sa.create_engine(database.url)
        configure(engine)
        Base.metadata.create_all(engine)
        engine.dispose()
        for words, addresses in (("", [database.url]), (", woken by a broker", [database.url, broker.url])):
            alone = 0.0
            for crew in CREWS:
                seconds = _measure(crew, addresses)
                alone = alone or seconds
                share = alone / seconds / crew
                found.append((f"{JOBS} recordings of {UNITS * UNIT_S:.0f} s, {crew} workers{words}",
                              f"{seconds:.1f} s, {share:.2f} N", "0.95 N"))  # fmt: skip
    finally:
        database.close()
        broker.close()
    return found


def _measure(crew: int, addresses: list[str]) -> float:
    app = make_app(addresses[0])
    command = [sys.executable, "-m", "tests.bench.workers", *addresses]
    workers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(crew)]
    try:
        with app.app_context():
            for worker in workers:
                assert worker.stdout
                worker.stdout.readline()
            for _ in range(JOBS):
                queue.enqueue(None, "hear", ref=uuid.uuid4())
            db.session.commit()
            begun = time.perf_counter()
            for worker in workers:
                assert worker.stdin
                worker.stdin.write(b"\n")
                worker.stdin.flush()
            while _is_open():
                time.sleep(0.02)
            seconds = time.perf_counter() - begun
            db.session.execute(sa.delete(Job))
            db.session.commit()
            db.engine.dispose()
    finally:
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
            worker.communicate(timeout=30)
    return seconds


def _is_open() -> bool:
    is_open = bool(queue.list_open("hear"))
    db.session.rollback()
    return is_open


def _sleep(unit: JobContext) -> None:
    for number in range(UNITS):
        time.sleep(UNIT_S)
        with unit.saving(units=number + 1):
            pass


def _work(url: str, broker: str = "") -> None:
    app = make_app(url)
    handle(app, "hear", _sleep)
    worker = Worker(app, poll=POLL_WITH_BROKER, waiting=Messages(broker)) if broker else Worker(app)
    worker.stop_on_signals()
    print("ready", flush=True)
    sys.stdin.readline()
    worker.run()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _work(*sys.argv[1:])
    else:
        for row in rows():
            print(" | ".join(row), flush=True)
