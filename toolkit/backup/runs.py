"""What was tried and how it went, kept for the administrator's page; and a failure as a code that it has words for."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from toolkit import clock
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.backup.models import Act, BackupRun
from toolkit.db import db
from toolkit.errors import HouseError, InvalidInput, Misconfigured, StorageFull, StoreUnavailable, Tampered, WrongState

KEPT = timedelta(days=400)
UNEXPECTED = "unexpected"
FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (StorageFull, "full"),
    (Tampered, "damaged"),
    (Misconfigured, "not_there"),
    (InvalidInput, "other_key"),
    (StoreUnavailable, "away"),
    (WrongState, "not_now"),
    (OSError, "not_there"),
)
EVENTS = {Act.COPY: Event.BACKUP_MADE, Act.DRILL: Event.BACKUP_DRILLED, Act.CODE: Event.BACKUP_CODE_SHOWN}
REPORTED = (HouseError, OSError)


def failure_code(error: Exception) -> str:
    """What went wrong, as a code."""
    return next((code for kind, code in FAILURES if isinstance(error, kind)), UNEXPECTED)


def note(session: Session, act: Act, *, failure: str | None = None, name: str = "", **numbers: int) -> None:
    """Keep how a try ended; what went well has its line on the trail too. Older notes than 400 days go."""
    now = clock.now()
    session.add(BackupRun(act=act, finished_at=now, failure=failure, name=name, **numbers))
    session.execute(delete(BackupRun).where(BackupRun.finished_at < now - KEPT, BackupRun.act != Act.CODE))
    if failure is None and act in EVENTS:
        trail.record(None, EVENTS[act], within=session)
    session.flush()


def is_news_of_keys(*, written: bool, failure: str | None = None) -> bool:
    """Whether a look at the copy of the keys is worth keeping: it was written, or it ended otherwise than the last."""
    last = find_last(Act.KEYS)
    return written or last is None or last.failure != failure


def find_last(act: Act, *, well: bool | None = None) -> BackupRun | None:
    """The latest try of a kind; only those that went well, or only those that did not, when that is said."""
    query = select(BackupRun).where(BackupRun.act == act)
    if well is not None:
        query = query.where(BackupRun.failure.is_(None) if well else BackupRun.failure.is_not(None))
    return db.session.scalar(query.order_by(BackupRun.finished_at.desc(), BackupRun.id).limit(1))
