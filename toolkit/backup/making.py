"""Makes one copy of everything but the keys, while the program goes on working.

Sealed files never change, so each is copied once; the database is copied as of one moment. A file that a row of that
moment names and that is gone by now, because chunks became a recording meanwhile, makes us look at the database again.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url

from toolkit import clock, locks
from toolkit.backup import backup_key, manifest, place
from toolkit.backup.manifest import Manifest
from toolkit.config import Settings
from toolkit.database_copy import copying
from toolkit.errors import N_, HouseError, NotFound, WrongState
from toolkit.vault.keyring import Keyring
from toolkit.vault.sealing import SealedFile, SealingWriter
from toolkit.vault.store import Store

LOCK, WORKING = "backup.lock", "backup-working.sqlite3"
PIECE = 1024 * 1024
LOOKS = 5
SECRET = ("PASSWORD", "SECRET", "TOKEN", "KEY", "URL", "USER")
"""Parts of a setting's name that keep its value out of a copy: an address may hold a password."""

Progress = Callable[[int, int], None]


def _check_nothing() -> None:
    """Nobody wants to stop."""


@dataclass(frozen=True, slots=True)
class Making:
    """From where to where, and whom to tell. `check` may raise, between two files, to break it off."""

    settings: Settings
    store: Store
    place: Store
    ring: Keyring
    environment: Mapping[str, str] = field(default_factory=dict)
    progress: Progress = lambda _done, _whole: None
    check: Callable[[], None] = _check_nothing


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that is whole: what it is called, how many bytes were new in it, and how many files are missing."""

    name: str
    new_bytes: int
    missing: int


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Make one copy at a time. Raises WrongState while another is made."""
    lock = instance / LOCK
    lock.touch(mode=0o600)
    try:
        with locks.alone(lock):
            yield
    except BlockingIOError as error:
        raise WrongState(N_("A copy is being made already. Wait until it is done.")) from error


def make(work: Making) -> Made:
    """Make a copy, whole or not there. Raises StorageFull, WrongState while another is made."""
    with alone(work.settings.instance):
        place.remove_unfinished(work.place)
        name = place.new_name()
        try:
            return _make(work, name)
        except BaseException:
            place.remove_unfinished(work.place)
            raise


def _make(work: Making, name: str) -> Made:
    before = _known_blobs(work)
    blobs, new_bytes = _copy_blobs(work, before)
    for look in range(1, LOOKS + 1):
        working = work.settings.instance / WORKING
        with copying.snapshot(make_url(work.settings.database_url), working=working) as snapshot:
            later, more = _copy_blobs(work, blobs)
            blobs, new_bytes = {**blobs, **later}, new_bytes + more
            missing = sorted(snapshot.facts.blobs - blobs.keys())
            if missing and look < LOOKS:
                continue
            with _part(work, name, place.DATABASE) as writer:
                snapshot.write(writer)
        break
    content = _content(work, name)
    made = Manifest(
        name=name,
        made_at=clock.now(),
        database=snapshot.kind,
        revision=snapshot.facts.revision,
        trail=snapshot.facts.trail,
        settings=open_settings(work.environment),
        parts={place.DATABASE: writer.sealed, place.CONTENT: content},
        blobs={blob: blobs[blob] for blob in sorted(snapshot.facts.blobs & blobs.keys())},
        missing=tuple(missing),
    )
    sealed = manifest.seal(made, work.ring)
    with work.place.create(place.part_of(name, place.MANIFEST)) as draft:
        draft.write(sealed)
    return Made(name, new_bytes + writer.sealed.blob_length + content.blob_length + len(sealed), len(missing))


def open_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings of today, for whoever sets up the machine anew: what may hold a secret is named and empty."""
    return {
        name: "" if _may_be_secret(name) else value
        for name, value in sorted(environment.items())
        if name.startswith("BR_") and value
    }


def _may_be_secret(name: str) -> bool:
    """Where a secret lies is none: a folder, or a file that holds it."""
    return name != "BR_BACKUP_KEYS" and not name.endswith("_FILE") and any(part in name for part in SECRET)


def _known_blobs(work: Making) -> dict[str, tuple[int, str]]:
    """What the newest copy that opens knows of the files, so that none is read twice."""
    for name in reversed(place.list_copies(work.place)):
        try:
            known = dict(place.read_manifest(work.place, name, work.ring).blobs)
        except HouseError:
            continue
        there = set(work.place.list_names())
        return {blob: facts for blob, facts in known.items() if blob in there}
    return {}


def _copy_blobs(work: Making, known: Mapping[str, tuple[int, str]]) -> tuple[dict[str, tuple[int, str]], int]:
    """Copy every file of the store that is not known yet; the facts of all that are there now, and the new bytes."""
    names = work.store.list_names()
    found = {name: known[name] for name in names if name in known}
    new, new_bytes = [name for name in names if name not in known], 0
    there = set(work.place.list_names())
    for number, name in enumerate(new):
        work.check()
        work.progress(number, len(new))
        try:
            if name in there:  # a copy that was broken off has left it, whole
                work.place.destroy(name)
            found[name] = _copy(work, name)
        except NotFound:
            continue  # it was destroyed meanwhile; if a row still names it, the next look at the database tells
        new_bytes += found[name][0]
    if new:
        work.progress(len(new), len(new))
    return found, new_bytes


def _copy(work: Making, name: str) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with work.store.open(name) as source, work.place.create(name) as draft:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += draft.write(piece)
    return size, digest.hexdigest()


@contextmanager
def _part(work: Making, name: str, part: str) -> Iterator[SealingWriter]:
    file_id = place.part_of(name, part)
    with work.place.create(file_id) as draft:
        writer = SealingWriter(draft, keyring=work.ring, file_id=file_id)
        yield writer
        writer.close()


def _content(work: Making, name: str) -> SealedFile:
    """The unit's own content, as a tar in memory: guides and letters, a few hundred kilobytes."""
    held = io.BytesIO()
    folder = work.settings.local_content
    with tarfile.open(fileobj=held, mode="w") as archive:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.is_symlink():
                archive.add(path, arcname=os.fspath(path.relative_to(folder)), recursive=False)
    with _part(work, name, place.CONTENT) as writer:
        writer.write(held.getvalue())
    return writer.sealed


def making_of(settings: Settings, store: Store, **more: object) -> Making:
    """What is made with these settings. Raises Misconfigured where no place is named, or it is not there."""
    return Making(settings, store, place.open_place(settings), backup_key.load_or_make(settings), **more)  # type: ignore[arg-type]
