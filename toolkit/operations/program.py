"""What `doctor` asks the program itself: keys, database, store, worker, queue, trail and mail.

Each is asked in an app's context and in a reading transaction; nothing is changed.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa

from toolkit import clock, config, migrating
from toolkit.audit import verifying
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.errors import N_
from toolkit.findings import Finding, warning, well, wrong
from toolkit.jobs import queue
from toolkit.jobs.models import Job, State
from toolkit.mail import smtp, wording
from toolkit.operations import health
from toolkit.operations.broker_check import check_broker
from toolkit.vault.columns import vault

KEYS, DATABASE, STORE, WORKER = N_("The keys"), N_("Database"), N_("Recordings"), N_("The worker")
QUEUE, TRAIL, MAIL, CLOCK = N_("Queue"), N_("The log’s chain"), N_("Mail"), N_("Clock")
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
OLD_KEY = timedelta(days=400)
LATELY = timedelta(days=7)
AHEAD = timedelta(minutes=2)


def check_keys() -> Iterator[Finding]:
    """They were proved when the app was made; here, whether it is time to change them."""
    keys = vault().keys
    made = date.fromisoformat(keys.ring.active[:10])
    if clock.today() - made > OLD_KEY:
        yield warning(
            KEYS, N_("They are right, but the key is from %(day)s."),
            N_("Change it once a year: python app.py keys rotate"), day=made,
        )  # fmt: skip
    else:
        yield well(KEYS, N_("They are those of this database."))


def check_database() -> Iterator[Finding]:
    """Whether it answers, and has the shape of this version."""
    if not migrating.is_current(db.engine):
        yield wrong(DATABASE, N_("It is not of this version."), N_("Stop the program, then: python app.py prepare"))
        return
    db.session.execute(sa.select(sa.literal(1)))
    yield well(DATABASE, N_("%(kind)s answers, in the shape of this version."), kind=DATABASES[db.engine.dialect.name])


def check_database_file() -> Iterator[Finding]:
    """Read the whole of SQLite's file; for `--thorough`. PostgreSQL looks after its own."""
    if db.engine.dialect.name != "sqlite":
        return
    if db.session.scalar(sa.text("PRAGMA quick_check(1)")) == "ok":
        yield well(DATABASE, N_("The file is whole."))
    else:
        yield wrong(
            DATABASE, N_("The file is damaged."),
            N_("Stop the program, keep a copy of the file, and restore the latest backup."),
        )  # fmt: skip


def check_store() -> Iterator[Finding]:
    """Whether recordings can be kept."""
    if health.is_store_there():
        yield well(STORE, N_("The place for recordings answers."))
    else:
        yield wrong(STORE, N_("Nothing can be kept in the place for recordings."), N_("Look at its disk and owner."))


def check_worker() -> Iterator[Finding]:
    """Whether somebody does the jobs."""
    if number := queue.count_workers():
        yield well(WORKER, N_("Workers that are awake: %(number)s"), number=number)
    else:
        yield wrong(
            WORKER, N_("No worker has been heard of for a minute. Nothing is transcribed; nothing is lost."),
            N_("Start one: python app.py worker"),
        )  # fmt: skip


def check_queue() -> Iterator[Finding]:
    """Whether jobs have failed lately."""
    failed = sa.select(sa.func.count()).where(Job.state == State.FAILED, Job.finished_at > clock.now() - LATELY)
    if number := db.session.scalar(failed) or 0:
        yield warning(
            QUEUE, N_("Jobs that have failed in a week: %(number)s."),
            N_("Their pages say why, and so do the lines «job» in logs/worker.jsonl."), number=number,
        )  # fmt: skip
    else:
        yield well(QUEUE, N_("None has failed in a week. Jobs that wait: %(number)s"), number=queue.count_waiting()[0])


def check_clock() -> Iterator[Finding]:
    """Whether the clock has gone back behind what was written before."""
    latest = db.session.scalar(sa.select(sa.func.max(AuditEntry.at)))
    if latest and latest > clock.now() + AHEAD:
        yield wrong(
            CLOCK, N_("The log holds lines from later than now."),
            N_("Set the clock of the machine, and let a time service keep it."),
        )  # fmt: skip


def check_chain() -> Iterator[Finding]:
    """Work the whole chain out again; for `--thorough`."""
    verdict = verifying.verify()
    if verdict.is_whole:
        yield well(TRAIL, N_("It is whole, %(number)s lines."), number=verdict.entries)
    else:
        yield wrong(
            TRAIL, N_("It is broken at line %(number)s."),
            N_("Keep a copy of the database as it is, and tell whoever is responsible for information security."),
            number=verdict.broken_at,
        )  # fmt: skip


def check_mail() -> Iterator[Finding]:
    """Whether the mail server lets us in. Nothing is sent."""
    settings = config.current().mail
    if settings is None:
        yield well(MAIL, N_("No mail server is named, so no mail is sent."))
        return
    try:
        smtp.probe(settings)
    except smtp.Refusal as refusal:
        yield wrong(MAIL, N_("%(reason)s"), "", reason=wording.FAILURES[refusal.failure])
    else:
        yield well(MAIL, N_("The mail server lets us in."))


ALWAYS = (
    check_keys, check_database, check_store, check_worker, check_broker, check_queue, check_clock, check_mail,
)  # fmt: skip
THOROUGH = (check_database_file, check_chain)
