"""The trail beside heads that were sent elsewhere: in a file of them, a mail, syslog, or the lines of a SIEM."""

import re
from dataclasses import dataclass

import sqlalchemy as sa

from toolkit.audit import chain, cutting, trail, verifying
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db, writing
from toolkit.errors import N_, InvalidInput

HEAD = re.compile(r"(?<![0-9a-f])(\d{1,18}):([0-9a-f]{64})(?![0-9a-f])")


@dataclass(frozen=True)
class Comparison:
    """What came of it: the chain by itself, how many heads there were, and those that the trail does not hold.

    `disposed` are heads of lines that a decision has disposed of: of those nothing can be said.
    """

    verdict: verifying.Verdict
    heads: int
    missing: tuple[chain.Head, ...]
    disposed: int = 0

    @property
    def agrees(self) -> bool:
        """Whether the chain is whole and holds every head."""
        return self.verdict.is_whole and not self.missing and self.disposed < self.heads


def compare(text: str) -> Comparison:
    """Look for every head in a text, whatever stands around it. Raises `InvalidInput` when there is none."""
    heads = sorted({chain.Head(int(seq), hash_) for seq, hash_ in HEAD.findall(text)}, key=lambda head: head.seq)
    if not heads:
        raise InvalidInput(N_("There is no seal in it: a number, a colon and 64 signs."))
    anchor = cutting.read_anchor()
    older = [head for head in heads if 0 < head.seq < anchor.seq]
    known = {chain.Head(), anchor, *older}
    missing = tuple(head for head in heads if head not in known and _hash_at(head.seq) != head.hash)
    return Comparison(verifying.verify(), len(heads), missing, len(older))


def compare_and_record(text: str) -> Comparison:
    """The same, for the command line: it is put on the trail itself."""
    found = compare(text)
    db.session.rollback()  # the reading is over
    with writing() as session:
        trail.record(
            None, Event.HEADS_COMPARED, within=session, entries=found.verdict.entries, is_whole=found.agrees,
            found=found.heads,
        )  # fmt: skip
    return found


def _hash_at(seq: int) -> str | None:
    return db.session.scalar(sa.select(AuditEntry.hash).where(AuditEntry.seq == seq))
