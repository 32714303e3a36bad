"""Sealed files that a transaction lets go of: their bytes are removed when it has been committed, and never before.

Should the machine stop in between, the file has no key and no owner any more, and `blobs.remove_ownerless` takes it.
"""

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from toolkit.vault.columns import vault

PENDING = "doomed_blobs"


def remove_at_commit(session: Session, *names: str | None) -> None:
    """Remove these files once the session's transaction stands. None is passed over."""
    within = session.get_nested_transaction()
    session.info.setdefault(PENDING, []).extend((name, within) for name in names if name)


def _remove(session: Session) -> None:
    if not session.in_nested_transaction():  # the end of a savepoint is no commit yet
        for name, _within in session.info.pop(PENDING, ()):
            vault().destroy(name)


def _spare(session: Session, rolled_back: SessionTransaction) -> None:
    pending = session.info.pop(PENDING, [])
    if rolled_back.parent is not None:
        session.info[PENDING] = [(name, within) for name, within in pending if within is not rolled_back]


event.listen(Session, "after_commit", _remove)
event.listen(Session, "after_soft_rollback", _spare)
