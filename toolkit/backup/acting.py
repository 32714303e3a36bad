"""Copy, copy of the keys and drill as the worker and the commands do them: nothing of it under a write lock."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from toolkit import config
from toolkit.backup import backup_key, drilling, keys_copy, making, place, runs
from toolkit.backup.drilling import Drilled
from toolkit.backup.making import Made, Making
from toolkit.backup.models import Act
from toolkit.backup.restoring import Source
from toolkit.db import db
from toolkit.errors import N_, Misconfigured, WrongState
from toolkit.vault.columns import vault

EMPTIED = N_(
    "%(path)s holds no copy, although copies were made there before. Is the right disk connected? If you chose a new"
    " folder: python app.py backup make --new-place"
)

Progress = Callable[[int, int], None]


class PlaceEmptied(WrongState):
    """The place is there and holds nothing of what was put into it."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was made, whether the keys were copied after it, and how many old copies went."""

    made: Made
    keys: bool
    removed: int
    keys_written: bool = False  # whether the copy of the keys had to be written, and was


def _silent(_done: int, _whole: int) -> None:
    """Nobody watches."""


def copy(
    *, progress: Progress = _silent, check: Callable[[], None] = lambda: None, is_new_place: bool = False
) -> Copied:
    """Make a copy, then copy the keys, then remove old copies. Raises what each of them raises.

    The keys come after the data, so that they are never the older of the two.
    """
    settings = config.current()
    ring = backup_key.load_or_make(settings)
    target = place.open_place(settings)
    if not is_new_place and not place.list_copies(target) and runs.find_last(Act.COPY, well=True):
        raise PlaceEmptied(EMPTIED, path=settings.backup.place)
    db.session.rollback()  # whatever takes long is done outside of any transaction
    made = making.make(Making(settings, vault().store, target, ring, os.environ, progress, check))
    has_keys = settings.backup.keys is not None
    keys_written = has_keys and keys_copy.write(settings, ring)
    with making.alone(settings.instance):
        removed = place.remove_old(target, ring, days=settings.backup.days)
    return Copied(made, has_keys, removed, keys_written)


def copy_keys() -> bool:
    """Bring the copy of the keys up to date; whether it had to be written. Raises Misconfigured, OSError."""
    settings = config.current()
    return keys_copy.write(settings, backup_key.load_or_make(settings))


def drill(
    *, name: str | None = None, code: str | None = None, one_in: int = drilling.USUALLY, progress: Progress = _silent
) -> Drilled:
    """Try the newest copy with the copy of the keys; with a recovery code, as somebody who has only the paper."""
    settings = config.current()
    if settings.backup.keys is None:
        raise Misconfigured(keys_copy.NOT_NAMED)
    db.session.rollback()
    target = place.open_place(settings)
    name = place.choose(target, name, said=settings.backup.place)
    ring = place.ring_of_code(target, name, code) if code else backup_key.load_or_make(settings)
    source = Source(place.read_manifest(target, name, ring), target, ring)
    files = keys_copy.read(settings.backup.keys, code, ring=None if code else ring)
    return drilling.drill(source, settings, files, drilling.PROGRAM.get(), one_in=one_in, progress=progress)
