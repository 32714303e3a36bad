"""Each line of the trail, said in the log once it is committed: for a SIEM, with pseudonyms in place of every id.

The line carries the head of the chain, so that whoever keeps the log can compare it with the trail later
(`audit compare`). Codes and counts stay as they are.
"""

import uuid
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, SessionTransaction

from toolkit.audit import chain
from toolkit.errors import HouseError
from toolkit.ids import is_id
from toolkit.logs import log
from toolkit.vault import pseudonyms

WRITTEN = "audit_written"


def remember(session: Session, row: Mapping[str, Any]) -> None:
    """A row was written and waits for its commit."""
    session.info.setdefault(WRITTEN, []).append(row)


def _say(session: Session) -> None:
    for row in session.info.pop(WRITTEN, ()):
        try:
            log.info("trail", extra={"facts": _facts(row)})
        except (HouseError, LookupError):  # no keys, no pseudonyms: the trail has its line, and the log says so
            log.warning("trail not told", extra={"facts": {"line": row["seq"]}})


def _forget(session: Session, _transaction: SessionTransaction) -> None:
    if not session.in_nested_transaction():
        session.info.pop(WRITTEN, None)


def _facts(row: Mapping[str, Any]) -> dict[str, object]:
    return {
        "act": row["event"],
        "when": row["at"].isoformat(timespec="milliseconds"),
        "who": _named(row["actor_id"]),
        "about": _named(row["object_id"]),
        "head": str(chain.Head(row["seq"], row["hash"])),
        "facts": {name: _of_value(value) for name, value in row["facts"].items()},
    }


def _named(value: uuid.UUID | None) -> str | None:
    return pseudonyms.of_id(value) if value else None


def _of_value(value: object) -> object:
    return pseudonyms.of_id(uuid.UUID(value)) if isinstance(value, str) and is_id(value) else value


sa.event.listen(Session, "after_commit", _say)
sa.event.listen(Session, "after_soft_rollback", _forget)
