"""What every released edition of a year has told in numbers: it is remembered, and goes before what stands now.

`drafting` asks for the memory and settles every number of the report through it; whoever releases an edition registers
what it told, in the transaction of the release. A draft registers nothing: it is for those who write it.
"""

import json
from collections.abc import Iterable

from sqlalchemy import select

from seminar.report.models import Publication
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.disclosure.memory import Memory, from_plain, to_plain
from toolkit.disclosure.shown import Shown


def recall(cycle: Cycle) -> Memory:
    """What has been told of a cycle that the caller holds. A threshold that was lowered since is the old one here."""
    query = select(Publication).where(Publication.cycle_id == cycle.id).order_by(Publication.edition)
    rows = db.session.scalars(query).all()
    threshold = max(cycle.unit.small_group, *(row.threshold for row in rows), 0)
    return Memory([from_plain(json.loads(row.numbers)) for row in rows], threshold=threshold)


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
