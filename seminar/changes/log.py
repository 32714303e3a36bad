"""Writing on a seminar's log: every activity of the seminar calls `append`, and the rows commit with the change.

They get their numbers at the very end of the transaction, one writer of a cycle at a time: a number that is seen later
than a higher one would be skipped by whoever follows. After the commit the streams of this process are woken.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, SessionTransaction

from seminar.changes.models import ChangeKind, SeminarChange, SeminarSequence
from seminar.changes.notices import CHANNEL, NOTICES
from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db, lies_in

PENDING, UNDOING, COMMITTING = "seminar_pending", "seminar_undoing", "seminar_committing"
INSERTS: Mapping[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Deed:
    cycle_id: uuid.UUID
    row: Mapping[str, Any]


def append(
    actor: Actor | None,
    cycle_id: uuid.UUID,
    kind: ChangeKind,
    *,
    of: uuid.UUID,
    theme: uuid.UUID | None = None,
    transcript: uuid.UUID | None = None,
    before: Words | None = None,
    after: Words | None = None,
) -> None:
    """Put a change on the log of a cycle that the caller holds: who (None for the program), what, of which object.

    It commits with the change, or not at all. `before` and `after` are the staff's own words, for undo.
    """
    session = db.session()
    if not session.in_transaction():
        session.begin()  # so that a rollback, of whatever kind, is heard below
    words = {name: said for name, said in (("before", before), ("after", after)) if said is not None}
    row = {
        "kind": kind, "person_id": actor.id if actor else None, "object_id": of, "theme_id": theme,
        "transcript_id": transcript, "undoes": session.info.get(UNDOING), "created_at": clock.now(),
        "words": json.dumps(words, ensure_ascii=False, default=str) if words else "",
    }  # fmt: skip
    session.info.setdefault(PENDING, []).append((_Deed(cycle_id, row), session.get_nested_transaction()))


def forget(cycle_id: uuid.UUID, transcripts: Iterable[uuid.UUID]) -> None:
    """These texts of a withdrawn interview are destroyed. With the commit every line about what was marked in them is
    emptied; its number stays, so that nobody who counts finds a hole. One line more tells the open windows."""
    for transcript_id in transcripts:
        append(None, cycle_id, ChangeKind.GONE, of=transcript_id)


@contextmanager
def undoing(seq: int) -> Iterator[None]:
    """What is appended in this block takes back the change of that number."""
    info = db.session().info
    info[UNDOING] = seq
    try:
        yield
    finally:
        info.pop(UNDOING, None)


def pending() -> list[ChangeKind]:
    """What stands to be written when the session commits."""
    return [deed.row["kind"] for deed, _ in db.session().info.get(PENDING, ())]


def _number_at_commit(session: Session) -> None:
    if session.in_nested_transaction() or not session.info.get(PENDING):
        return
    session.flush()
    deeds = [deed for deed, _ in session.info[PENDING]]
    for cycle_id in sorted({deed.cycle_id for deed in deeds}):  # in one order, so that two writers never wait crosswise
        rows = [deed.row for deed in deeds if deed.cycle_id == cycle_id]
        last = _take(session, cycle_id, len(rows))
        _empty(session, cycle_id, [row["object_id"] for row in rows if row["kind"] is ChangeKind.GONE])
        for seq, row in enumerate(rows, last - len(rows) + 1):
            session.add(SeminarChange(cycle_id=cycle_id, seq=seq, **row))
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_notify(CHANNEL, "")))  # told with the commit, or not at all
    del session.info[PENDING]
    session.info[COMMITTING] = True


def _take(session: Session, cycle_id: uuid.UUID, many: int) -> int:
    """The last of so many new numbers. The row is ours until the commit."""
    insert = INSERTS[session.get_bind().dialect.name](SeminarSequence).values(cycle_id=cycle_id, last=many)
    following = insert.on_conflict_do_update(
        index_elements=[SeminarSequence.cycle_id], set_={"last": SeminarSequence.last + many}
    )
    last: int = session.scalars(following.returning(SeminarSequence.last)).one()
    return last


def _empty(session: Session, cycle_id: uuid.UUID, gone: Sequence[uuid.UUID]) -> None:
    """No line about these texts can come after this one: nobody else has the sequence, and the texts go with us."""
    if gone:
        about = (SeminarChange.cycle_id == cycle_id, SeminarChange.transcript_id.in_(gone))
        for row in session.scalars(sa.select(SeminarChange).where(*about)):
            row.words = ""  # what somebody noted about a child's words; a sealed column is written row by row
        session.flush()
        nothing = dict.fromkeys(("person_id", "object_id", "transcript_id", "theme_id", "undoes"))
        session.execute(sa.update(SeminarChange).where(*about).values(kind=ChangeKind.GONE, **nothing))


def _wake(session: Session) -> None:
    if session.info.pop(COMMITTING, False):
        NOTICES.get().tell()


def _forget_at_rollback(session: Session, rolled_back: SessionTransaction) -> None:
    kept = [(deed, inner) for deed, inner in session.info.pop(PENDING, ()) if not lies_in(inner, rolled_back)]
    if kept and rolled_back.parent is not None:
        session.info[PENDING] = kept
    if rolled_back.parent is None:
        session.info.pop(COMMITTING, None)


# Before the trail takes its own lock, which is the last that a transaction takes.
sa.event.listen(Session, "before_commit", _number_at_commit, insert=True)
sa.event.listen(Session, "after_commit", _wake)
sa.event.listen(Session, "after_soft_rollback", _forget_at_rollback)
