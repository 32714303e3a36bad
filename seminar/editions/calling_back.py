"""An edition is called back as a whole: nobody gets it any more, and once somebody else confirms it its bytes are gone.

What remains is that there was one: its number, day, the two who released it, and the hashes, by which a copy that was
handed out can still be told. Copies themselves are out of reach.
"""

import uuid

from sqlalchemy import select

from seminar.editions import making, reading
from seminar.editions.models import Edition, EditionFile
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.interviews.removing import LEFT_ALONE
from toolkit.jobs import queue
from toolkit.people.models import Person
from toolkit.vault import blobs, deferred_deletion, key_destruction
from toolkit.vault.columns import vault

GONE = N_("The files of this edition are destroyed already.")


def call_back(actor: Actor, cycle_id: uuid.UUID, number: int) -> Edition:
    """Let nobody get the edition any more. Twice is once. Raises `WrongState` once its files are destroyed."""
    edition = _locked(actor, cycle_id, number)
    if edition.is_handed_out:
        edition.stopped_at, edition.stopped_by_id = clock.now(), actor.id
        db.session.flush()
        trail.record(actor, Event.EDITION_CALLED_BACK, edition.id, number=number)
    return edition


def restore(actor: Actor, cycle_id: uuid.UUID, number: int) -> Edition:
    """Let it be fetched again, byte for byte as before. Raises `WrongState` once its files are destroyed."""
    edition = _locked(actor, cycle_id, number)
    if not edition.is_handed_out:
        edition.stopped_at = edition.stopped_by_id = None
        db.session.flush()
        trail.record(actor, Event.EDITION_HANDED_OUT, edition.id, number=number)
    return edition


def destroy(actor: Actor, cycle_id: uuid.UUID, number: int) -> Edition:
    """Destroy the bytes of an edition that somebody else has called back; the fact and the hashes remain.

    The key goes with the commit, and the files right after it. Raises `WrongState` before it is called back, for the
    one who did so, and when neither of the two is a unit leader.
    """
    edition = _locked(actor, cycle_id, number)
    if edition.is_handed_out:
        raise WrongState(N_("Call the edition back first. Somebody else then confirms that its files are destroyed."))
    if edition.stopped_by_id == actor.id:
        raise WrongState(N_("You called it back, so somebody else confirms that its files are destroyed."))
    if not (actor.is_any(Role.UNIT_LEADER) or _is_leader(edition.stopped_by)):
        raise WrongState(N_("A unit leader has to be one of the two who destroy an edition."))
    key_destruction.destroy_at_commit(db.session(), edition.id)
    queue.cancel(making.FILES, ref=edition.id)
    deferred_deletion.remove_at_commit(db.session(), *(file.blob_id for file in edition.files))
    for file in edition.files:
        file.blob_id = file.key_id = file.wrapped_key = None
    edition.destroyed_at, edition.destroyed_by_id = clock.now(), actor.id
    db.session.flush()
    trail.record(actor, Event.EDITION_DESTROYED, edition.id, number=number)
    return edition


def redo_destructions(keys: frozenset[str]) -> int:
    """After a copy was put back: mark as destroyed the editions whose keys are among these; how many there were."""
    standing = db.session.scalars(select(Edition).where(Edition.destroyed_at.is_(None))).all()
    gone = [edition for edition in standing if edition.id.hex in keys]
    for edition in gone:
        deferred_deletion.remove_at_commit(db.session(), *(file.blob_id for file in edition.files))
        for file in edition.files:
            file.blob_id = file.key_id = file.wrapped_key = None
        edition.destroyed_at = clock.now()
        edition.stopped_at = edition.stopped_at or edition.destroyed_at
        trail.record(None, Event.EDITION_DESTROYED, edition.id, number=edition.number)
    db.session.flush()
    return len(gone)


def sweep() -> int:
    """Destroy what a crash left: files of an edition that never came to be, and keys of those that were destroyed.

    For the worker, once in a while; how many things there were.
    """
    owned = frozenset(filter(None, db.session.scalars(select(EditionFile.blob_id))))
    names = vault().keys.names
    gone = db.session.scalars(select(Edition.id).where(Edition.destroyed_at.is_not(None)))
    left = [one for one in gone if one.hex in names]
    key_destruction.destroy_at_commit(db.session(), *left)
    return len(left) + blobs.remove_ownerless(vault(), making.BLOBS, owned=owned, older_than=LEFT_ALONE)


def _locked(actor: Actor, cycle_id: uuid.UUID, number: int) -> Edition:
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    edition = reading.get_edition(actor, cycle_id, number)
    states.lock(edition.cycle)
    db.session.refresh(edition)
    db.session.expire(edition, ["files"])  # the worker may just have made another
    if edition.is_destroyed:
        raise WrongState(GONE)
    return edition


def _is_leader(person: Person | None) -> bool:
    return person is not None and Role.UNIT_LEADER in person.roles
