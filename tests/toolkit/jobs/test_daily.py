"""Work that comes back every day."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.speakers import besides
from tests.wall_clock import ahead
from toolkit.db import db
from toolkit.jobs import daily
from toolkit.jobs.models import Job
from toolkit.jobs.registry import HANDLERS
from toolkit.jobs.worker import Worker


def test_a_daily_job_runs_at_the_start_and_again_the_next_day(app: Flask) -> None:
    done: list[int] = []
    besides(app, HANDLERS, **{"tests:tidy": daily.handler(lambda: done.append(1))})

    def work() -> int:
        Worker(app).run(until_idle=True)
        return len(done)

    for _ in range(2):
        daily.begin()
        db.session.commit()
    assert work() == work() == 1
    with ahead(timedelta(days=1, minutes=1)):
        assert work() == 2
    assert len(db.session.scalars(select(Job).where(Job.kind == "tests:tidy")).all()) == 1
