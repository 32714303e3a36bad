"""Reading a seminar's log: where it is, what came after a number, and what is new in several at once.

An event says what changed and where to look; what is so now is asked for by itself. So it does no harm twice.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, or_, select

from seminar.changes.following import get_followed
from seminar.changes.models import ChangeKind, SeminarChange, SeminarSequence
from toolkit.access import Actor
from toolkit.db import db

MOST = 500
"""Changes that are told one by one. Whoever has missed more looks at everything anew."""

_FIELDS = (
    SeminarChange.cycle_id, SeminarChange.seq, SeminarChange.kind, SeminarChange.object_id,
    SeminarChange.transcript_id, SeminarChange.theme_id, SeminarChange.person_id,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it is told: ids and a kind, nobody's words and nobody's name. Who did it is told to nobody."""

    seq: int
    kind: ChangeKind
    object_id: uuid.UUID | None
    transcript_id: uuid.UUID | None
    theme_id: uuid.UUID | None
    person_id: uuid.UUID | None = None

    def as_event(self) -> dict[str, Any]:
        """The same for a script. A line that was emptied says its number and no more."""
        told = {"object": self.object_id, "transcript": self.transcript_id, "theme": self.theme_id}
        return {"seq": self.seq, "kind": str(self.kind), **{name: str(one) for name, one in told.items() if one}}


@dataclass(frozen=True, slots=True)
class News:
    """What came after a number. `last` is where the reader is then; `missed` says that it was too much to tell."""

    last: int
    changes: tuple[Change, ...] = ()
    missed: bool = False

    def as_events(self) -> dict[str, Any]:
        """The same for a script."""
        return {"last": self.last, "missed": self.missed, "changes": [each.as_event() for each in self.changes]}


def find_position(cycle_id: uuid.UUID) -> int | None:
    """The last number of a cycle that the caller holds; None before the first. Read it before what it is to go with."""
    return db.session.scalar(select(SeminarSequence.last).where(SeminarSequence.cycle_id == cycle_id))


def list_news(actor: Actor, cycle_id: uuid.UUID, *, after: int) -> News:
    """What has changed in a cycle since a number, for who may follow it. Raises `NotFound`.

    A number that the log has not reached is one of another log (a copy was put back): then everything is new.
    """
    cycle = get_followed(actor, cycle_id)
    last = find_position(cycle.id) or 0
    if after > last or last - after > MOST:
        return News(last, missed=True)
    return _news(after, _ask({cycle.id: after}))


def list_news_of(positions: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, News]:
    """What is new in several cycles since a number of each, in one question. For the program, which tells only those
    who may follow."""
    if not positions:
        return {}
    found: dict[uuid.UUID, list[Row[*tuple[Any, ...]]]] = {}
    for row in _ask(positions):
        found.setdefault(row.cycle_id, []).append(row)
    return {cycle_id: _news(positions[cycle_id], rows) for cycle_id, rows in found.items()}


def _ask(positions: Mapping[uuid.UUID, int]) -> Sequence[Row[*tuple[Any, ...]]]:
    after = (and_(SeminarChange.cycle_id == one, SeminarChange.seq > seq) for one, seq in positions.items())
    query = select(*_FIELDS).where(or_(*after))
    return db.session.execute(query.order_by(SeminarChange.cycle_id, SeminarChange.seq).limit(MOST)).all()


def _news(after: int, rows: Sequence[Row[*tuple[Any, ...]]]) -> News:
    changes = tuple(Change(*row[1:]) for row in rows)
    return News(changes[-1].seq if changes else after, changes)
