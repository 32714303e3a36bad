"""The column type of every id: what SQLite keeps as text is made an id quickly, since a list may read ten thousand."""

import uuid
from collections.abc import Callable
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

DIGITS = 32
KEPT = 8192  # ids, some 3 MB
_new, _set = object.__new__, object.__setattr__


class RowId(sa.Uuid[uuid.UUID]):
    """An id, as `sa.Uuid` has it; `uuid.UUID(text)` alone was half the time of a long list."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], uuid.UUID | None] | None:
        """From what the driver gives; PostgreSQL's makes ids by itself."""
        own = super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]
        return _read_id if own else None


@lru_cache(maxsize=KEPT)  # one page reads the same ids from several tables
def _read_id(text: str | None) -> uuid.UUID | None:
    """What `uuid.UUID(text)` gives, without its checks: only our own columns come here."""
    if text is None:
        return None
    if len(text) != DIGITS:
        return uuid.UUID(text)
    made = _new(uuid.UUID)
    _set(made, "int", int(text, 16))
    _set(made, "is_safe", uuid.SafeUUID.unknown)
    return made
