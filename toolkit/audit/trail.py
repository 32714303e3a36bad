"""Writing on the trail. Every room calls `record`; rows are chained when the transaction commits.

A read within a GET is written after the reading transaction, in a short one of its own; without its line
the answer is not sent (`web.at_end_of_read`).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, SessionTransaction

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import chain, facts, lines
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db, lies_in, writing
from toolkit.web import at_end_of_read, is_answering, is_reading

PENDING = "audit_pending"
LOCK = 0x6272_6175  # any number will do, so long as only the trail asks PostgreSQL for it


@dataclass(frozen=True)
class _Act:
    at: datetime = field(compare=False)  # the same look twice in one request is one look
    actor_id: uuid.UUID | None
    event: str
    object_id: uuid.UUID | None
    facts: dict[str, facts.Fact]


def record(
    actor: Actor | None,
    event: Event,
    ref: uuid.UUID | None = None,
    *,
    within: Session | None = None,
    **facts_: object,
) -> None:
    """Put an act on the trail: who (None for the program), what, about which id, and counts or codes.

    In a GET, and for a look at content, the line is written when the answer is ready; otherwise it commits with the
    change (`within`, or the request's session), or not at all. Raises ValueError for facts that are not ids, codes,
    dates or counts.
    """
    act = _Act(clock.now(), actor.id if actor else None, event.value, ref, facts.checked(facts_))
    if within is None and (is_reading() or _is_look_in_request(event)):
        at_end_of_read(_write_reads, act)
        return
    session = within or db.session()
    if not session.in_transaction():
        session.begin()  # so that a rollback, of whatever kind, is heard below
    session.info.setdefault(PENDING, []).append((act, session.get_nested_transaction()))


def _is_look_in_request(event: Event) -> bool:
    """A look at content while a form is answered: it has happened also when the form is refused and rolled back."""
    return is_answering() and event.value.endswith((":read", ":listened"))


def read_head(session: Session) -> chain.Head:
    """The latest row's number and hash, as this transaction sees it."""
    latest = sa.select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
    row = session.execute(latest).first()
    return chain.Head(*row) if row else chain.Head()


def _write_reads(acts: list[_Act]) -> None:
    with writing() as session:
        _append(session, acts)


def _append(session: Session, acts: Sequence[_Act]) -> None:
    """Number and chain the acts. One writer at a time: SQLite's write lock, or PostgreSQL's advisory lock."""
    if not acts:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    head, rows = read_head(session), []
    for act in acts:
        following = chain.seal(head, **vars(act))
        rows.append({**vars(act), "seq": following.seq, "previous_hash": head.hash, "hash": following.hash})
        head = following
    session.execute(sa.insert(AuditEntry), rows)
    for row in rows:
        lines.remember(session, row)


def _write_at_commit(session: Session) -> None:
    # As late as possible: the head is held only from here to the commit, and always as the last lock that a
    # transaction takes, so that two of them never wait for each other.
    if not session.in_nested_transaction() and session.info.get(PENDING):
        session.flush()
        _append(session, [act for act, _ in session.info[PENDING]])
        del session.info[PENDING]  # only now: a commit that is tried again must not go without its lines


def _forget_at_rollback(session: Session, rolled_back: SessionTransaction) -> None:
    kept = [(act, inner) for act, inner in session.info.pop(PENDING, ()) if not lies_in(inner, rolled_back)]
    if kept and rolled_back.parent is not None:
        session.info[PENDING] = kept


sa.event.listen(Session, "before_commit", _write_at_commit)
sa.event.listen(Session, "after_soft_rollback", _forget_at_rollback)


def pending(session: Session | None = None) -> list[tuple[str, dict[str, Any]]]:
    """What stands to be written when the session commits; for tests of activities, which do not commit."""
    return [(act.event, dict(act.facts)) for act, _ in (session or db.session()).info.get(PENDING, ())]
