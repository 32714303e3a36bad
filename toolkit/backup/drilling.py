"""A drill: the newest copy is put back somewhere else, something of each kind is opened, and everything is removed.

The sealed files are read where the copies lie. So a drill needs room for the database alone.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url

from toolkit import clock
from toolkit.backup import finishing, restoring
from toolkit.backup.restoring import Source
from toolkit.backup_settings import BackupSettings
from toolkit.config import Settings
from toolkit.database_copy import copying, postgresql
from toolkit.db import db, reading
from toolkit.errors import N_, Tampered
from toolkit.hooks import Hook
from toolkit.installation import Held
from toolkit.vault.columns import VAULT
from toolkit.vault.vault import Vault


class Program(Protocol):
    """The program on the restored data: what is opened is opened in a context of its own."""

    def app_context(self) -> AbstractContextManager[object]:
        """Where database, settings and keys are found."""


PROGRAM: Held[Callable[[Settings], Program]] = Held("how the program is put together")

OPENERS: Hook[Callable[[], int | None]] = Hook("a drill opens something", "recording", "text", "report")
"""Each opens the newest thing of its kind wholly and says how many bytes it had; None where there is none yet."""

PREFIX = "drill-"
EVERY_FILE = 1
USUALLY = 30
"""A drill reads every thirtieth file from its first byte to its last, other ones each day; all of them are counted."""

UNREADABLE = N_("The copy was put back, and %(kind)s in it cannot be opened. Take another copy, and look at the disk.")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Drilled:
    """What a drill found: the copy, rows of its log, bytes of what it opened by kind, files that it read wholly."""

    name: str
    entries: int
    opened: Mapping[str, int | None]
    files: int
    proved: int
    missing: int


def drill(
    source: Source,
    settings: Settings,
    key_files: Mapping[str, str],
    program: Callable[[Settings], Program],
    *,
    one_in: int = USUALLY,
    progress: Progress = lambda _done, _whole: None,
) -> Drilled:
    """Put a copy back in a place that goes away, open things, verify the log. Raises what a real restore raises."""
    remove_leftovers(settings)
    proved = _prove_files(source, one_in, progress)
    with _scratch(settings) as scratch:
        restoring.put_keys(scratch.instance, key_files, {})
        restoring.put_database(make_url(scratch.database_url), source)
        app = program(scratch)
        with app.app_context(), reading():
            held = VAULT.get()
            VAULT.put(Vault(source.place, held.keys))
            try:
                entries = finishing.prove_trail(source.manifest)
                opened = {kind: _open(kind, act) for kind, act in OPENERS.by_name().items()}
            finally:
                db.session.remove()
                db.engine.dispose()
    return Drilled(
        source.manifest.name, entries, opened, len(source.manifest.blobs), proved, len(source.manifest.missing)
    )


def remove_leftovers(settings: Settings) -> None:
    """Remove what a killed drill has left."""
    for folder in settings.instance.glob(f"{PREFIX}*"):
        shutil.rmtree(folder, ignore_errors=True)
    url = make_url(settings.database_url)
    if url.get_backend_name() == copying.POSTGRESQL:
        postgresql.drop_schemas(url, PREFIX)


def _prove_files(source: Source, one_in: int, progress: Progress) -> int:
    """Every file is there, and some are read wholly; how many those were."""
    there = set(source.place.list_names())
    chosen = []
    today = clock.today().toordinal()
    for number, name in enumerate(source.manifest.blobs):
        if name not in there:
            raise Tampered(restoring.MISSING, name=name)
        if (number + today) % one_in == 0:
            chosen.append(name)
    for number, name in enumerate(chosen):
        progress(number, len(chosen))
        restoring.copy_checked(source.place, None, name, source.manifest.blobs[name])
    return len(chosen)


@contextmanager
def _scratch(settings: Settings) -> Iterator[Settings]:
    """A place for the drill: a folder in the data folder, and on PostgreSQL a schema of its own."""
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=settings.instance))
    url = make_url(settings.database_url)
    try:
        if url.get_backend_name() == copying.SQLITE:
            inside = f"sqlite:///{folder / 'roster.sqlite3'}"
        else:
            inside = postgresql.make_schema(url, folder.name).render_as_string(hide_password=False)
        yield replace(settings, instance=folder, database_url=inside, mail=None, backup=BackupSettings())
    finally:
        if url.get_backend_name() == copying.POSTGRESQL:
            postgresql.drop_schemas(url, folder.name)
        shutil.rmtree(folder, ignore_errors=True)


def _open(kind: str, act: Callable[[], int | None]) -> int | None:
    try:
        return act()
    except Tampered as error:
        raise Tampered(UNREADABLE, kind=kind) from error
