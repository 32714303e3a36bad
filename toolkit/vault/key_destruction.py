"""Data keys that a transaction lets go of: destroyed when it has been committed, and never before.

Should the machine stop in between, `withdrawal.sweep` does it at the next start.
"""

import uuid

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from toolkit.db import truncate_log
from toolkit.vault.columns import vault

PENDING = "keys_to_destroy"


def destroy_at_commit(session: Session, *owners: uuid.UUID) -> None:
    """Destroy the keys of these interviews once the session's transaction stands, and empty the database's log.

    From now on nothing more is sealed under them.
    """
    within = session.get_nested_transaction()
    session.info.setdefault(PENDING, []).extend((owner.hex, within) for owner in owners)


def list_pending(session: Session) -> frozenset[str]:
    """The names of the keys that go with this transaction."""
    return frozenset(name for name, _within in session.info.get(PENDING, ()))


def _destroy(session: Session) -> None:
    if PENDING in session.info and not session.in_nested_transaction():  # a savepoint's end is no commit yet
        names = list_pending(session)
        session.info.pop(PENDING)
        if names:
            vault().keys.destroy(*names)
        truncate_log()


def _spare(session: Session, rolled_back: SessionTransaction) -> None:
    pending = session.info.pop(PENDING, [])
    if pending and rolled_back.parent is not None:
        session.info[PENDING] = [(name, within) for name, within in pending if within is not rolled_back]


event.listen(Session, "after_commit", _destroy)
event.listen(Session, "after_soft_rollback", _spare)
