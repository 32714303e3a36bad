"""A worker process for the fault test: hears ten units per job, slowly, and writes each down once it is done.

`python -m tests.toolkit.jobs.lab <database url> [<broker url>]` loads, says "ready", begins at a line of input, and
works until it is killed. With a broker it looks for work by itself now and then only.
"""

import sys
import time
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from tests.speakers import handle
from toolkit import app_context
from toolkit import db as database
from toolkit.installation import Installation
from toolkit.jobs import leases
from toolkit.jobs.context import JobContext
from toolkit.jobs.waiting import Messages
from toolkit.jobs.worker import Worker

UNITS = 10
LEASE = timedelta(seconds=0.6)


def hear(unit: JobContext) -> None:
    """Write down (job, number) for each unit that the worker before this one had not finished."""
    for number in range(int(unit.progress.get("heard", 0)), UNITS):
        time.sleep(0.02)
        with unit.saving(heard=number + 1) as session:
            session.execute(
                sa.text("INSERT INTO heard (job, number) VALUES (:job, :number)"),
                {"job": str(unit.job_id), "number": number},
            )
            time.sleep(0.01)


def make_app(url: str) -> Flask:
    """Only the database and the handler: it starts quickly."""
    app = Flask("lab")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    database.connect(app)
    app_context.bind(app, Installation())
    handle(app, "hear", hear, tries=1000)
    handle(app, "note", hear, tries=1000, quick=True)
    return app


if __name__ == "__main__":
    leases.FIRST_PAUSE = timedelta(seconds=0.1)
    waiting = Messages(sys.argv[2]) if len(sys.argv) > 2 else None
    poll = timedelta(seconds=2) if waiting else timedelta(seconds=0.05)
    at_work = Worker(make_app(sys.argv[1]), lease=LEASE, poll=poll, waiting=waiting)
    at_work.stop_on_signals()
    print("ready", flush=True)
    sys.stdin.readline()  # loaded and waiting, so that a killed worker is replaced at once
    at_work.run()
