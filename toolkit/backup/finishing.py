"""What has to be done in a database that was put back, before anybody uses it.

A copy is older than what happened after it. What was destroyed since then is destroyed again: the keys know which
those were. And nobody's session goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from toolkit import clock
from toolkit.audit import chain, trail, verifying
from toolkit.audit.events import Event
from toolkit.backup.manifest import Manifest
from toolkit.backup.models import BackupRun
from toolkit.cycles.models import Assignment, EndReason
from toolkit.db import db
from toolkit.errors import N_, Misconfigured, Tampered
from toolkit.hooks import Hook
from toolkit.jobs.context import writes
from toolkit.people.models import SignInSession
from toolkit.vault.columns import silent_about_gone_keys, vault

DESTRUCTIONS: Hook[Callable[[frozenset[str]], int]] = Hook(
    "a copy was put back", "interviews", "editions", "staff_surveys", "disposal"
)
"""Each gets the names of all keys that were ever destroyed, does to the rows what was done to them then, and says how
many there were. The keys are gone, so sealed texts read as empty."""

LOST = N_(
    "%(count)s interviews have no key: the copy of the keys is older than the copy of the data, and what they hold"
    " cannot be opened. Restore once more with a newer copy of the keys, or with --accept-lost-keys to go on without."
)
BROKEN = N_("The log in the copy is not whole: its check fails at row %(row)s. Take another copy.")


@dataclass(frozen=True, slots=True)
class Finished:
    """What was found and done: rows of the log, things destroyed again, interviews whose keys are lost."""

    entries: int
    redone: int
    lost: int


def finish(manifest: Manifest, *, accept_lost: bool) -> Finished:
    """Bring the database into order, in one transaction. Doing it again changes nothing more.

    Raises Misconfigured for interviews without keys unless that is accepted, Tampered for a trail that is not whole.
    """
    entries = prove_trail(manifest)
    lost = count_lost()
    if lost and not accept_lost:
        raise Misconfigured(LOST, count=lost)
    destroyed = frozenset(vault().keys.destroyed) - vault().keys.names
    with silent_about_gone_keys(), writes() as session:
        redone = sum(speak(destroyed) for speak in DESTRUCTIONS.each())
        living = SignInSession.ended_at.is_(None)
        session.execute(update(SignInSession).where(living).values(ended_at=clock.now()))
        # What failed before the copy was made failed on another machine.
        session.execute(delete(BackupRun).where(BackupRun.failure.is_not(None)))
        trail.record(None, Event.BACKUP_RESTORED, within=session, entries=entries, removed=redone, lost=lost)
    return Finished(entries, redone, lost)


def prove_trail(manifest: Manifest) -> int:
    """Whether the log is whole, and is the one that was copied; its rows. Raises Tampered."""
    seq, hash_ = manifest.trail
    verdict = verifying.verify(chain.Head(seq, hash_) if seq else None)
    if not verdict.is_whole:
        raise Tampered(BROKEN, row=verdict.broken_at or seq)
    return verdict.entries


def count_lost() -> int:
    """How many interviews have no key, although nobody destroyed it."""
    held = vault().keys
    gone = held.names | held.destroyed.keys()
    going_on = select(Assignment.id).where(Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN))
    return sum(one.hex not in gone for one in db.session.scalars(going_on))
