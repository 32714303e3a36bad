"""Whether the trail is whole: reads every row in order and works the chain out again.

A row may hold anything when somebody has been at the database: what cannot be read is broken, and named like any other.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from toolkit.access import Actor, Role
from toolkit.audit import chain, cutting, rows, trail
from toolkit.audit.events import Event
from toolkit.db import db


@dataclass(frozen=True)
class Verdict:
    """What the check found. `broken_at` is the number of the first row that is not as it was written."""

    entries: int
    head: chain.Head
    broken_at: int | None = None
    is_cut: bool = False  # the rows after a head that was kept elsewhere are gone, or were never those rows
    disposed: int = 0  # rows before the first one that a decision has disposed of
    is_older: bool = False  # the head that was kept elsewhere is one of those

    @property
    def is_whole(self) -> bool:
        """Nothing was changed, removed or put in; a cut tail is only seen against a head kept elsewhere."""
        return self.broken_at is None and not self.is_cut and not self.is_older


def verify(expected: chain.Head | None = None) -> Verdict:
    """Check the whole chain, and against a head kept elsewhere when one is given. Reads rows in batches.

    It begins after what was disposed of, and a line of the rest has to say that this was done.

    Gives a verdict whatever the rows hold.
    """
    anchor = cutting.read_anchor()
    head, entries, founded = anchor, 0, anchor == chain.Head()
    agrees = expected is None or expected in {chain.Head(), anchor}
    is_older = expected is not None and 0 < expected.seq < anchor.seq
    with closing(rows.read_all(after=anchor.seq)) as found:
        for row in found:
            following = _sealed_again(head, row.values) if row.values else None
            if following is None:
                return Verdict(entries, head, broken_at=head.seq + 1, disposed=anchor.seq)
            head, entries = following, entries + 1
            agrees = agrees or head == expected
            founded = founded or _says_anchor(row.values, anchor)
    broken_at = None if founded else anchor.seq + 1
    return Verdict(entries, head, broken_at, is_cut=not (agrees or is_older), disposed=anchor.seq, is_older=is_older)


def _says_anchor(row: Mapping[str, Any] | None, anchor: chain.Head) -> bool:
    """Whether this line says that what comes before the anchor was disposed of."""
    if row is None or row["event"] != Event.LOG_DISPOSED:
        return False
    said = row["facts"]
    return isinstance(said, dict) and (said.get("entries"), said.get("sha256")) == (anchor.seq, anchor.hash)


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
