"""`worker`: the second process of an installation."""

import click
from flask import Blueprint, current_app

from toolkit import config, logs, supervising
from toolkit.jobs import daily, wakeups
from toolkit.jobs.context import writes
from toolkit.jobs.waiting import Messages
from toolkit.jobs.worker import POLL_WITH_BROKER, Worker
from toolkit.vault import key_lock, object_client

bp = Blueprint("jobs", __name__, cli_group=None)


@bp.cli.command("worker")
@click.option("--until-idle", is_flag=True, help="End when nothing waits.")
def worker(*, until_idle: bool) -> None:
    """Do the jobs that wait: transcription and other long work. Ends cleanly on Ctrl-C and SIGTERM."""
    logs.begin(config.current(), "worker", aloud=True)
    key_lock.hold(config.current().keys)
    object_client.prove(config.current().store)
    broker_url = config.current().broker_url
    wakeups.prove(broker_url)
    supervising.follow_supervisor()
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    with writes():
        daily.begin()
    at_work = Worker(app, poll=POLL_WITH_BROKER, waiting=Messages(broker_url)) if broker_url else Worker(app)
    at_work.stop_on_signals()
    at_work.run(until_idle=until_idle)
