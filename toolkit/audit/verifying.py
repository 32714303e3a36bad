"""Whether the trail is whole: reads every row in order and works the chain out again.

A row may hold anything when somebody has been at the database: what cannot be read is broken, and named like any other.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from toolkit.access import Actor, Role
from toolkit.audit import chain, rows, trail
from toolkit.audit.events import Event
from toolkit.db import db


@dataclass(frozen=True)
class Verdict:
    """What the check found. `broken_at` is the number of the first row that is not as it was written."""

    entries: int
    head: chain.Head
    broken_at: int | None = None
    is_cut: bool = False  # the rows after a head that was kept elsewhere are gone, or were never those rows

    @property
    def is_whole(self) -> bool:
        """Nothing was changed, removed or put in; a cut tail is only seen against a head kept elsewhere."""
        return self.broken_at is None and not self.is_cut


def verify(expected: chain.Head | None = None) -> Verdict:
    """Check the whole chain, and against a head kept elsewhere when one is given. Reads rows in batches.

    Gives a verdict whatever the rows hold.
    """
    head, entries = chain.Head(), 0
    agrees = expected is None or expected == head
    with closing(rows.read_all()) as found:
        for row in found:
            following = _sealed_again(head, row.values) if row.values else None
            if following is None:
                return Verdict(entries, head, broken_at=head.seq + 1)
            head, entries = following, entries + 1
            agrees = agrees or head == expected
    return Verdict(entries, head, is_cut=not agrees)


def _sealed_again(before: chain.Head, row: Mapping[str, Any]) -> chain.Head | None:
    """The head after a row, when the row is what was written there."""
    try:
        following = chain.seal(
            before,
            at=row["at"],
            actor_id=row["actor_id"],
            event=row["event"],
            object_id=row["object_id"],
            facts=row["facts"],
        )
    except rows.UNREADABLE:
        return None
    as_written = (row["seq"], row["previous_hash"], row["hash"]) == (following.seq, before.hash, following.hash)
    return following if as_written else None


def check(actor: Actor, *, expected: chain.Head | None = None) -> Verdict:
    """Check on a person's behalf, and put the outcome on the trail."""
    actor.require(Role.ADMINISTRATOR)
    verdict = verify(expected)
    trail.record(
        actor,
        Event.CHAIN_VERIFIED,
        is_whole=verdict.is_whole,
        entries=verdict.entries,
        broken_at=verdict.broken_at,
        is_cut=verdict.is_cut,
    )
    return verdict


def export_head() -> chain.Head:
    """The latest row's number and hash, to keep elsewhere. For the command line; it is put on the trail itself."""
    head = trail.read_head(db.session())
    trail.record(None, Event.HEAD_EXPORTED, entries=head.seq)
    db.session.commit()  # a command is its own transaction: no request is there to commit it
    return head
