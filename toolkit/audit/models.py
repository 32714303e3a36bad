"""The trail's tables. Rows come from `trail`; nothing changes them, and only `cutting` removes any (`triggers`)."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.audit import triggers
from toolkit.db import Base


class AuditEntry(Base):
    """One act. `hash` seals the row together with the row before it, so that the rows form a chain.

    People and objects are kept by id without foreign keys: the line stays when they are gone.
    """

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[uuid.UUID | None]
    event: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[uuid.UUID | None]
    facts: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        Index("uq_audit_entry_hash", "hash", unique=True),
        # The page of the log reads on from a number within what it is filtered by.
        Index("ix_audit_entry_actor_id_seq", "actor_id", "seq"),
        Index("ix_audit_entry_event_seq", "event", "seq"),
        Index("ix_audit_entry_object_id_seq", "object_id", "seq"),
    )


class AuditAnchor(Base):
    """The last line that was disposed of by a decision. Its hash is what the next line goes on from."""

    __tablename__ = "audit_anchor"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))
    last_at: Mapped[datetime]  # when that line was written
    made_at: Mapped[datetime]


event.listen(AuditEntry.__table__, "after_create", triggers.install_after_create)
event.listen(AuditAnchor.__table__, "after_create", triggers.install_anchor_after_create)
