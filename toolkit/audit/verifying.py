"""Whether the trail is whole: reads every row in order and works the chain out again."""

from contextlib import closing
from dataclasses import dataclass

import sqlalchemy as sa

from toolkit.access import Actor, Role
from toolkit.audit import chain, trail
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db

BATCH = 1000


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
    """Check the whole chain, and against a head kept elsewhere when one is given. Reads rows in batches."""
    head, entries = chain.Head(), 0
    in_order = sa.select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=BATCH)
    agrees = expected is None or expected == head
    with closing(db.session.scalars(in_order)) as rows:
        for entry in rows:
            following = _sealed_again(head, entry)
            if (entry.seq, entry.previous_hash, entry.hash) != (following.seq, head.hash, following.hash):
                return Verdict(entries, head, broken_at=following.seq)
            head, entries = following, entries + 1
            agrees = agrees or head == expected
            db.session.expunge(entry)
    return Verdict(entries, head, is_cut=not agrees)


def _sealed_again(before: chain.Head, entry: AuditEntry) -> chain.Head:
    return chain.seal(
        before,
        at=entry.at,
        actor_id=entry.actor_id,
        event=entry.event,
        object_id=entry.object_id,
        facts=entry.facts,
    )


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
