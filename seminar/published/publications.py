"""What every released edition of a year has told in numbers: it is remembered, and goes before what stands now.

`drafting` asks for the memory and settles every number of the report through it; whoever releases an edition registers
what it told, in the transaction of the release. A draft registers nothing: it is for those who write it.
"""

import json
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select

from seminar.published.models import Publication
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.disclosure.memory import Memory, from_plain, to_plain
from toolkit.disclosure.shown import Shown


def recall(cycle: Cycle) -> Memory:
    """What has been told of a cycle that the caller holds. A threshold that was lowered since is the old one here."""
    return _memory(cycle, _rows([cycle]), stands=False)


def recall_each(cycles: Collection[Cycle]) -> Mapping[uuid.UUID, Memory]:
    """The same of several, by id, for pages beside the report: once a year is released, its numbers are those that the
    newest edition told, until the next one does."""
    rows = _rows(cycles)
    return {
        cycle.id: _memory(cycle, [row for row in rows if row.cycle_id == cycle.id], stands=True) for cycle in cycles
    }


def _memory(cycle: Cycle, rows: Sequence[Publication], *, stands: bool) -> Memory:
    threshold = max(cycle.unit.small_group, *(row.threshold for row in rows), 0)
    return Memory([from_plain(json.loads(row.numbers)) for row in rows], threshold=threshold, stands=stands)


def _rows(cycles: Collection[Cycle]) -> Sequence[Publication]:
    ids = [cycle.id for cycle in cycles]
    return db.session.scalars(
        select(Publication).where(Publication.cycle_id.in_(ids)).order_by(Publication.edition)
    ).all()


def register(cycle: Cycle, *, edition: int, numbers: Iterable[tuple[str, Shown]]) -> Publication:
    """Remember what an edition tells: `numbers` of its report, in whichever language. In the release's transaction."""
    row = Publication(
        cycle_id=cycle.id,
        edition=edition,
        threshold=recall(cycle).threshold,
        numbers=json.dumps(to_plain(numbers), sort_keys=True),
    )
    db.session.add(row)
    db.session.flush()
    return row
