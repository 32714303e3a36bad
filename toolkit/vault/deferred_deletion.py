"""Sealed files that a transaction lets go of: their bytes are removed when it has been committed, and never before.

Should the machine stop in between, or a store on another one not answer, the file has no key and no owner any more, and
`blobs.remove_ownerless` takes it.
"""

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from toolkit.errors import StoreUnavailable
from toolkit.logs import log
from toolkit.vault.columns import vault

PENDING = "doomed_blobs"


def remove_at_commit(session: Session, *names: str | None) -> None:
    """Remove these files once the session's transaction stands. None is passed over."""
    within = session.get_nested_transaction()
    session.info.setdefault(PENDING, []).extend((name, within) for name in names if name)


def _remove(session: Session) -> None:
    if not session.in_nested_transaction():  # the end of a savepoint is no commit yet
        names = [name for name, _within in session.info.pop(PENDING, ())]
        try:
            vault().destroy_all(names)
        except StoreUnavailable:  # what was written stands all the same, and a day later the files are swept away
            log.warning("files not removed yet", extra={"facts": {"count": len(names)}})


def _spare(session: Session, rolled_back: SessionTransaction) -> None:
    pending = session.info.pop(PENDING, [])
    if rolled_back.parent is not None:
        session.info[PENDING] = [(name, within) for name, within in pending if within is not rolled_back]


event.listen(Session, "after_commit", _remove)
event.listen(Session, "after_soft_rollback", _spare)
