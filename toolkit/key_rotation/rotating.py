"""A new key for everything that is sealed, and the end of an old one.

Everything lies under data keys, and those alone under the keyring: a change wraps them anew, in one step, and touches
no text and no file.
"""

from collections import Counter
from dataclasses import dataclass

from toolkit import config
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.errors import N_, NotFound, WrongState
from toolkit.jobs.context import writes
from toolkit.starting import key_file
from toolkit.vault import key_checks, key_lock, keys
from toolkit.vault.columns import vault


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was done: the key that everything lies under now, the data keys moved, whether an earlier run was ended."""

    key_id: str
    keys: int
    went_on: bool


def count_by_key() -> Counter[str]:
    """How many data keys lie under each key of the ring."""
    return vault().keys.count_by_ring_key()


def rotate() -> Rotated:
    """A new key for every data key, or the end of a change that was broken off.

    Raises WrongState while the program runs, Tampered or Misconfigured for what cannot be opened; every key is kept.
    """
    settings = config.current()
    with key_lock.alone(settings.keys):
        ring = keys.load(key_file(settings), sealed_data_exist=True)
        went_on = count_by_key().keys() != {ring.active}
        if not went_on:
            ring = keys.rotate(key_file(settings))
        moved = vault().keys.rewrap(ring)
        with writes() as session:
            key_checks.note(vault().keys, session.connection())
            trail.record(None, Event.KEYS_ROTATED, within=session, key_id=ring.active, keys=moved)
    return Rotated(ring.active, moved, went_on)


def retire(key_id: str) -> None:
    """Destroy a key that nothing lies under any more.

    Raises NotFound, WrongState while something does, or while the program runs.
    """
    settings = config.current()
    with key_lock.alone(settings.keys):
        ring = keys.load(key_file(settings), sealed_data_exist=True)
        if key_id not in ring.key_ids:
            raise NotFound(N_("There is no key called %(key_id)s."), key_id=key_id)
        if count := count_by_key()[key_id]:
            raise WrongState(
                N_("%(count)s data keys still lie under this key. Change the keys first: keys rotate"),
                count=count,
            )
        if key_id == ring.active:
            raise WrongState(N_("Only a key that has been replaced can be retired."))
        with writes() as session:
            key_checks.forget(key_id, session.connection())
            trail.record(None, Event.KEY_RETIRED, within=session, key_id=key_id)
        vault().keys.ring = keys.retire(key_file(settings), key_id)
