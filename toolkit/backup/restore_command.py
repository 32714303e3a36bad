"""`restore`: a machine that has nothing becomes the installation that a copy was made of."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from sqlalchemy import make_url

from toolkit import config, migrating, starting, supervising
from toolkit.backup import backup_key, finishing, keys_copy, place, restoring
from toolkit.backup.commands import RECOVERY_CODE, SEALED_FILES
from toolkit.backup.drilling import Program
from toolkit.backup.restoring import Source
from toolkit.backup_settings import COPIES
from toolkit.config import Settings
from toolkit.database_settings import read_database
from toolkit.db import db
from toolkit.errors import N_, Misconfigured
from toolkit.store_settings import parse_store
from toolkit.terminal import ProgressLine, ask_secret, in_megabytes, in_words, say, told
from toolkit.vault.opening import open_store
from toolkit.vault.store import FileStore, Store

STEP_1 = N_("1/4 %(name)s, made %(made_at)s")
STEP_2 = N_("2/4 Sealed files, content and database")
STEP_3 = N_("3/4 The log is checked, and what was destroyed since the copy is destroyed again")
STEP_4 = N_("4/4 Done: %(files)s sealed files, %(size)s MB, in %(place)s")
LOG_WHOLE = N_("    The log is whole: %(entries)s lines.")
REDONE = N_("    Destroyed again: %(redone)s. Interviews without a key: %(lost)s.")
START = N_("Start it with: python app.py up. Everybody signs in anew.")
OTHER_SETTINGS = N_(
    "    Settings at the time of the copy that differ here (passwords and addresses of databases are not kept):"
)
NOT_KEPT = N_("%(name)s (was set; what it said is not kept in a copy)")
NO_FOLDER = N_("There is no folder %(path)s. Name the folder that the copies lie in.")
NO_KEYS = N_("There is no folder %(path)s. Name the folder that the copy of the keys lies in.")

NO_CODE = N_("There is no recovery code in %(path)s: it must be a text file. Leave --code-file out to type the code.")


def make_command(program: Callable[[Settings], Program]) -> click.Command:
    """The command, for a program that is put together like this."""

    @click.command("restore")
    @click.option("--from", "copies", required=True, help="The folder, or s3+https://KEY@HOST/BUCKET, of the copies.")
    @click.option("--keys", "key_copy", required=True, type=Path, help="The folder with the copy of the keys.")
    @click.option("--copy", "name", help="Which copy; the newest whole one when nothing is said.")
    @click.option("--code-file", type=Path, help="A file that holds the recovery code; it is asked for otherwise.")
    @click.option(
        "--accept-lost-keys", is_flag=True, help="Go on although interviews have no key and cannot be opened."
    )
    def restore(
        copies: str, key_copy: Path, name: str | None, code_file: Path | None, *, accept_lost_keys: bool
    ) -> None:
        """Put a copy back into an empty folder (BR_INSTANCE) and an empty database. Nothing is ever written over."""
        told(lambda: _require_folders(copies, key_copy))  # the code is typed from a paper: not for nothing
        code = told(lambda: _read_code(code_file)) if code_file else ask_secret(RECOVERY_CODE)
        told(lambda: _restore(program, copies, key_copy, name, code, accept_lost=accept_lost_keys))

    return restore


def _read_code(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(NO_CODE, path=file) from error


def _require_folders(copies: str, key_copy: Path) -> None:
    store, said = _open(copies)
    if not key_copy.is_dir():
        raise Misconfigured(NO_KEYS, path=key_copy)
    place.choose(store, None, said=said)


def _restore(
    program: Callable[[Settings], Program],
    copies: str,
    key_copy: Path,
    name: str | None,
    code: str,
    *,
    accept_lost: bool,
) -> None:
    source = choose_source(copies, name, code)
    files = keys_copy.read(key_copy, code)
    environment = _settings_of_here(copies)
    instance = config.instance_folder(environment)
    url = make_url(read_database(environment, instance=instance))
    say(STEP_1, name=source.manifest.name, made_at=f"{source.manifest.made_at:%Y-%m-%d %H:%M} UTC")
    restoring.begin(instance, url, source)
    with supervising.only_one(instance):
        restoring.put_keys(instance, files, backup_key.file_of(source.ring, code))
        say(STEP_2)
        settings = config.read(environment)
        restoring.fill(instance, url, open_store(settings), source, progress=ProgressLine(in_words(SEALED_FILES)))
        migrating.bring_up(url)
        starting.prove_keys(settings, note=True)
        say(STEP_3)
        app = program(settings)
        with app.app_context():
            try:
                finished = finishing.finish(source.manifest, accept_lost=accept_lost)
            finally:
                db.session.remove()
                db.engine.dispose()
        restoring.end(instance)
    say(LOG_WHOLE, entries=finished.entries)
    say(REDONE, redone=finished.redone, lost=finished.lost)
    size = sum(size for size, _ in source.manifest.blobs.values())
    say(STEP_4, files=len(source.manifest.blobs), size=in_megabytes(size), place=instance)
    _say_settings(source.manifest.settings, os.environ)
    say(START)


def _settings_of_here(copies: str) -> dict[str, str]:
    """The settings without what belongs to the bucket of `--from` alone: a new machine need not name it as its own."""
    environment = dict(os.environ)
    if copies.startswith("s3+") and not environment.get(COPIES.url):
        for name in (COPIES.secret, COPIES.authorities):
            environment.pop(name, None)
    return environment


def choose_source(copies: str, name: str | None, code: str) -> Source:
    """The copy of a name, or the newest, opened by the recovery code. Raises what stands in the way."""
    store, said = _open(copies)
    chosen = place.choose(store, name, said=said)
    ring = place.ring_of_code(store, chosen, code)
    return Source(place.read_manifest(store, chosen, ring), store, ring)


def _open(copies: str) -> tuple[Store, str]:
    """The folder or bucket that copies lie in, and what it is called without its keys."""
    if copies.startswith("s3+"):
        named = parse_store(copies, os.environ, names=COPIES)
        return place.open_bucket(named), named.place
    if not Path(copies).is_dir():
        raise Misconfigured(NO_FOLDER, path=copies)
    return FileStore(Path(copies)), copies


def _say_settings(then: Mapping[str, str], now: Mapping[str, str]) -> None:
    """What was set where the copy was made, and is not set here."""
    other = {name: value for name, value in then.items() if now.get(name) != value and name != "BR_INSTANCE"}
    other = {name: value for name, value in other.items() if value or not now.get(name)}
    if other:
        say(OTHER_SETTINGS)
        for name, value in other.items():
            click.echo(f"      {name}={value}" if value else "      " + in_words(NOT_KEPT, name=name))
