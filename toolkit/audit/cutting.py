"""The beginning of the trail is disposed of by a decision: an anchor holds the hash that the rest goes on from.

The anchor is a row of its own, and a line of the trail says its number and hash. Lines go from the first one on, never
from the middle, and never the last. Which lines are due, and who decides it, is for later rooms.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from toolkit import clock
from toolkit.audit import chain
from toolkit.audit.models import AuditAnchor, AuditEntry
from toolkit.db import db
from toolkit.hooks import Hook

AT_ONCE = 2000  # lines that are removed in one transaction, so that nobody waits for it

FOLLOWERS: Hook[Callable[[int], None]] = Hook("the beginning of the trail is disposed of")
"""Each removes what it has noted about lines up to this number. They are named by their room."""

ANCHORED = sa.select(sa.func.coalesce(sa.func.max(AuditAnchor.seq), 0)).scalar_subquery()
"""For a query: the number of the last line that was disposed of; 0 for none."""


def read_anchor() -> chain.Head:
    """The line that the rest of the trail goes on from: where it begins, when nothing has been disposed of."""
    latest = sa.select(AuditAnchor.seq, AuditAnchor.hash).order_by(AuditAnchor.seq.desc()).limit(1)
    row = db.session.execute(latest).first()
    return chain.Head(*row) if row else chain.Head()


def find_anchor() -> AuditAnchor | None:
    """The latest anchor with its day, for the page of the log."""
    return db.session.scalar(sa.select(AuditAnchor).order_by(AuditAnchor.seq.desc()).limit(1))


def counting(*, before: datetime) -> sa.ColumnElement[int]:
    """For a query: how many lines were written before a moment and may go. The last line of all stays."""
    first_kept = sa.select(sa.func.min(AuditEntry.seq)).where(AuditEntry.at >= before, AuditEntry.seq > ANCHORED)
    last = sa.select(sa.func.max(AuditEntry.seq))
    return sa.func.coalesce(first_kept.scalar_subquery(), last.scalar_subquery(), ANCHORED + 1) - 1 - ANCHORED


def cut(session: Session, *, before: datetime) -> tuple[chain.Head, int]:
    """Anchor the trail at the last line before a moment; that line, and how many lines are disposed of with it.

    Their bytes are removed by `remove_cut`. The caller writes the line that says so, in the same transaction.
    """
    count = session.scalar(sa.select(counting(before=before))) or 0
    number = session.scalar(sa.select(ANCHORED + count)) or 0
    if not count:
        return read_anchor(), 0
    hash_, at = session.execute(sa.select(AuditEntry.hash, AuditEntry.at).where(AuditEntry.seq == number)).one()
    session.add(AuditAnchor(seq=number, hash=hash_, last_at=at, made_at=clock.now()))
    session.flush()
    for follow in FOLLOWERS.each():
        follow(number)
    return chain.Head(number, hash_), count


def remove_cut(session: Session) -> int:
    """Remove some lines before the anchor; how many. Zero when none is left."""
    numbers = sa.select(AuditEntry.seq).where(AuditEntry.seq <= ANCHORED).order_by(AuditEntry.seq).limit(AT_ONCE)
    found = session.scalars(numbers).all()
    if found:
        gone: Any = session.execute(sa.delete(AuditEntry).where(AuditEntry.seq.between(found[0], found[-1])))
        return int(gone.rowcount)
    return 0
