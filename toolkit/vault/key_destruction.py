"""Data keys and transactions: those that one lets go of are destroyed when it has been committed, and never before;
those that one has made for rows that never came to be, when it is rolled back.

Should the machine stop in between, `withdrawal.sweep` destroys the keys of what was taken back at the next start.
"""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from toolkit.db import lies_in, truncate_log
from toolkit.vault.columns import KeyPart, key_name, vault

PENDING = "keys_to_destroy"
DECIDED = "keys_disposed_of"
MADE = "keys_made"


def destroy_at_commit(
    session: Session, *owners: uuid.UUID, parts: Collection[KeyPart] = tuple(KeyPart), by_decision: bool = False
) -> None:
    """Destroy the keys of these interviews once the session's transaction stands, and empty the database's log.

    All of them, or those of some parts alone. From now on nothing more is sealed under them. `by_decision` is kept in
    the file of keys: after a restore the interview is disposed of then, and not withdrawn.
    """
    within = session.get_nested_transaction()
    names = [key_name(owner, part) for owner in owners for part in parts]
    session.info.setdefault(PENDING, []).extend((name, within) for name in names)
    if by_decision:
        session.info.setdefault(DECIDED, set()).update(names)


def list_left(owners: Iterable[uuid.UUID], *, parts: Collection[KeyPart] = tuple(KeyPart)) -> list[uuid.UUID]:
    """Those of whose keys some are still there."""
    names = vault().keys.names
    return [owner for owner in owners if any(key_name(owner, part) in names for part in parts)]


def destroy_at_rollback(session: Session, names: Iterable[str]) -> None:
    """Destroy these keys, which the transaction has made, should it come to nothing: they open nothing then."""
    within = session.get_nested_transaction()
    session.info.setdefault(MADE, []).extend((name, within) for name in names)


def list_pending(session: Session) -> frozenset[str]:
    """The names of the keys that go with this transaction."""
    return frozenset(name for name, _within in session.info.get(PENDING, ()))


def _destroy(session: Session) -> None:
    if PENDING in session.info and not session.in_nested_transaction():  # a savepoint's end is no commit yet
        names = list_pending(session)
        session.info.pop(PENDING)
        decided = names & session.info.pop(DECIDED, set())
        for some, by_decision in ((names - decided, False), (decided, True)):
            if some:
                vault().keys.destroy(*some, by_decision=by_decision)
        truncate_log()


def _keep_made(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(MADE, None)


def _destroy_made(session: Session, rolled_back: SessionTransaction) -> None:
    made = session.info.pop(MADE, [])
    gone = [name for name, within in made if rolled_back.parent is None or lies_in(within, rolled_back)]
    if kept := [(name, within) for name, within in made if name not in gone]:
        session.info[MADE] = kept
    if gone:
        vault().keys.discard(*gone)


def _spare(session: Session, rolled_back: SessionTransaction) -> None:
    pending = session.info.pop(PENDING, [])
    if rolled_back.parent is None:
        session.info.pop(DECIDED, None)
    if pending and rolled_back.parent is not None:
        session.info[PENDING] = [(name, within) for name, within in pending if not lies_in(within, rolled_back)]


event.listen(Session, "after_commit", _destroy)
event.listen(Session, "after_soft_rollback", _spare)
event.listen(Session, "after_commit", _keep_made)
event.listen(Session, "after_soft_rollback", _destroy_made)
