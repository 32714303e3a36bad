"""How Alembic runs our migrations: always on the connection that `toolkit.migrating` hands it."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from sqlalchemy.types import TypeDecorator

from toolkit.db import Base


def as_stored(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """A migration names what a column is stored as, so that it stays true when our own types change or move."""
    if kind == "type" and isinstance(item, TypeDecorator):
        stored = item.impl_instance
        return "sa.DateTime(timezone=True)" if isinstance(stored, sa.DateTime) else f"sa.{stored!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=as_stored,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
