"""Puts a copy back into an empty place, and refuses any other.

What is done is marked in the folder, so that a restore that was broken off goes on where it was, and so that the
program does not start with half of one. The mark is taken away last.
"""

import hashlib
import io
import json
import os
import secrets
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.engine import URL

from toolkit import restore_mark
from toolkit.backup import keys_copy, place
from toolkit.backup.manifest import NEWER, Manifest
from toolkit.database_copy import copying
from toolkit.errors import N_, Misconfigured, NotFound, Tampered, WrongState
from toolkit.migrating import is_known
from toolkit.vault.key_files import replace_file
from toolkit.vault.keyring import Keyring
from toolkit.vault.sealing import SealedReader
from toolkit.vault.store import Draft, FileStore, Store

NOT_EMPTY = N_(
    "%(folder)s is not empty. A copy is only put into an empty folder, so that nothing is ever written over. Name"
    " another one with BR_INSTANCE, or move what is there away."
)
ANOTHER = N_(
    "In %(folder)s a restore of the copy %(name)s was broken off. Go on with that copy and the same database, or empty"
    " the folder."
)
MISSING = N_("A sealed file of the copy is not there any more: %(name)s. Nothing is lost here. Take another copy.")
CHANGED = N_("A sealed file of the copy is not as it was when the copy was made: %(name)s. Take another copy.")
PIECE = 1024 * 1024

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A copy that has been chosen and proved: its manifest, where it lies, and the key that opens it."""

    manifest: Manifest
    place: Store
    ring: Keyring


def begin(instance: Path, url: URL, source: Source) -> None:
    """Mark an empty folder as being filled from this copy, or find that mark. Raises WrongState for any other place.

    Raises Misconfigured for a copy of a newer version of the program.
    """
    if not is_known(source.manifest.revision):
        raise Misconfigured(NEWER)
    mark = instance / restore_mark.NAME
    ours = {"name": source.manifest.name, "database": hashlib.sha256(str(url).encode()).hexdigest()}
    if mark.exists():
        theirs = json.loads(mark.read_text(encoding="utf-8"))
        if theirs != ours:
            raise WrongState(ANOTHER, folder=instance, name=theirs["name"])
        return
    if instance.exists() and any(instance.iterdir()):
        raise WrongState(NOT_EMPTY, folder=instance)
    copying.require_empty(url, kind=source.manifest.database)
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    instance.chmod(0o700)
    replace_file(mark, json.dumps(ours))


def put_keys(instance: Path, files: Mapping[str, str], ring_file: Mapping[str, str]) -> None:
    """The files of keys, with a new session key: everybody signs in anew."""
    folder = instance / "keys"
    keys_copy.put({**files, **ring_file}, folder)
    if not (folder / "session.key").exists():
        replace_file(folder / "session.key", secrets.token_urlsafe(48))


def fill(instance: Path, url: URL, source: Source, *, progress: Progress) -> None:
    """Everything but the keys. What is there already, from a try before, is not read again. Raises Tampered."""
    _put_content(instance, source)
    _put_blobs(FileStore(instance / "vault"), source, progress)
    if not copying.is_there(url):  # it came in one step, so that what a broken-off try left is whole
        put_database(url, source)


def end(instance: Path) -> None:
    """The folder is whole: the program may start."""
    (instance / restore_mark.NAME).unlink(missing_ok=True)


def open_part(source: Source, part: str) -> SealedReader:
    """A part of a copy, to read. Raises Tampered, also where it is missing."""
    sealed = source.manifest.parts[part]
    try:
        file = source.place.open(sealed.file_id)
    except NotFound as error:
        raise Tampered(MISSING, name=sealed.file_id) from error
    try:
        return SealedReader(file, sealed, keyring=source.ring)
    except Tampered as error:
        file.close()
        raise Tampered(CHANGED, name=sealed.file_id) from error


def put_database(url: URL, source: Source) -> None:
    """The database, all of it or nothing. Raises Tampered, WrongState where there is one."""
    with open_part(source, place.DATABASE) as held:
        copying.load(url, held, kind=source.manifest.database, revision=source.manifest.revision)


def _put_content(instance: Path, source: Source) -> None:
    folder = instance / "content"
    with open_part(source, place.CONTENT) as held, tarfile.open(fileobj=io.BytesIO(held.read())) as archive:
        for member in archive:
            target = (folder / member.name).resolve()
            if not target.is_relative_to(folder.resolve()):
                raise Tampered(CHANGED, name=member.name)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if (file := archive.extractfile(member)) is not None:
                target.unlink(missing_ok=True)
                with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:  # noqa: PTH123
                    written.write(file.read())


def _put_blobs(store: FileStore, source: Source, progress: Progress) -> None:
    whole, done = sum(size for size, _ in source.manifest.blobs.values()), 0
    store.remove_leftovers(untouched_for=timedelta(0))
    for name, (size, digest) in source.manifest.blobs.items():
        if not (store.exists(name) and store.size(name) == size):
            copy_checked(source.place, store, name, (size, digest))
        done += size
        progress(done, whole)


def copy_checked(place_: Store, store: Store | None, name: str, facts: tuple[int, str]) -> None:
    """Copy a sealed file, or only read it, and prove that it is the one that was copied. Raises Tampered."""
    try:
        with place_.open(name) as source:
            if store is None:
                _prove(source, None, name, facts)
            else:
                with store.create(name) as draft:
                    _prove(source, draft, name, facts)
    except NotFound as error:
        raise Tampered(MISSING, name=name) from error


def _prove(source: BinaryIO, draft: Draft | None, name: str, facts: tuple[int, str]) -> None:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(PIECE):
        digest.update(piece)
        size += len(piece)
        if draft:
            draft.write(piece)
    if (size, digest.hexdigest()) != facts:
        raise Tampered(CHANGED, name=name)
