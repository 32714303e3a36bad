"""Sealed files that a transaction lets go of: their bytes are removed when it has been committed, and never before.

Should the machine stop in between, the file has no key and no owner any more, and `blobs.remove_ownerless` takes it.
"""

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from toolkit.vault.columns import vault

DOOMED = "doomed_blobs"


def remove_at_commit(session: Session, *names: str | None) -> None:
    """Remove these files once the session's transaction stands. None is passed over."""
    session.info.setdefault(DOOMED, []).extend(name for name in names if name)


def _remove(session: Session) -> None:
    for name in session.info.pop(DOOMED, ()):
        vault().destroy(name)


def _spare(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(DOOMED, None)


event.listen(Session, "after_commit", _remove)
event.listen(Session, "after_soft_rollback", _spare)
