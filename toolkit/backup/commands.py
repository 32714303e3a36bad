"""`backup`: make a copy, list them, try one, write down the recovery code. `restore`, which needs no installation,
stands in `restore_command`."""

import click
from flask.cli import with_appcontext

from toolkit import config
from toolkit.backup import acting, backup_key, drilling, place, runs
from toolkit.backup.acting import PlaceEmptied
from toolkit.backup.models import Act
from toolkit.db import reading
from toolkit.errors import N_, HouseError
from toolkit.jobs.context import writes
from toolkit.terminal import ProgressLine, Told, ask_secret, in_error, in_megabytes, in_words, say

KEEP_IT = N_(
    "Write it down now, on paper, and read it back. Keep the paper in a safe, apart from this machine, from the copies"
    " and from the copy of the keys. Whoever has all three can read everything; whoever lacks one can read nothing."
)
RECOVERY_CODE, SEALED_FILES, FILES = N_("Recovery code"), N_("Sealed files"), N_("files")
WHOLE = N_("%(name)s: whole, %(size)s MB were new.")
MISSING = N_("Sealed files that the database names, and that are neither in the store nor in the copy: %(count)s.")
KEYS_COPIED = N_("The copy of the keys is of now: %(place)s")
READABLE = N_("can be read")
REMOVED = N_("Copies older than %(days)s days that were removed: %(count)s.")
NO_KEYS = N_("The keys were not copied: set BR_BACKUP_KEYS. Without them no copy opens.")
OPENS = N_("%(name)s opens.")
KINDS = {"recording": N_("a recording"), "text": N_("a text"), "report": N_("a report")}
NONE_YET, OPENED = N_("  %(kind)s: there is none yet"), N_("  %(kind)s: %(size)s bytes, opened")
LOG_WHOLE = N_("  the log: %(entries)s lines, whole")
ALL_THERE = N_("  sealed files: %(files)s, all there; %(proved)s read to the end")
DRILL_GONE = N_("Everything of the drill has been removed.")
NEW_CODE = N_(
    "Run python app.py backup make now: it seals the copy of the keys anew. Keep the older paper, marked as such, for"
    " %(days)s days: until then there are copies that it opens."
)


@click.group("backup", cls=Told)
def backup() -> None:
    """Make copies of the data, try them, and look after the recovery code. The program may go on working meanwhile."""


@backup.command()
@click.option("--new-place", is_flag=True, help="BR_BACKUP_FOLDER names a new folder, which is empty on purpose.")
@with_appcontext
def make(*, new_place: bool) -> None:
    """Make a copy now, and a copy of the keys after it."""
    line = ProgressLine(in_words(SEALED_FILES), unit=in_words(FILES))
    with reading(), _noting(Act.COPY) as noted:
        copied = acting.copy(progress=line, is_new_place=new_place)
        noted.update(name=copied.made.name, new_bytes=copied.made.new_bytes, missing=copied.made.missing)
    say(WHOLE, name=copied.made.name, size=in_megabytes(copied.made.new_bytes))
    with reading():
        is_news = copied.keys and runs.is_news_of_keys(written=copied.keys_written)
    if is_news:
        with writes() as session:
            runs.note(session, Act.KEYS)
    if copied.made.missing:
        say(MISSING, count=copied.made.missing)
    if copied.removed:
        say(REMOVED, count=copied.removed, days=config.current().backup.days)
    if copied.keys:
        say(KEYS_COPIED, place=config.current().backup.keys)
    else:
        say(NO_KEYS)


@backup.command("list")
@with_appcontext
def list_() -> None:
    """Show the copies, the oldest first, and whether each can be read."""
    settings = config.current()
    target, ring = place.open_place(settings), backup_key.load_or_make(settings)
    for name in place.list_copies(target):
        try:
            held = place.read_manifest(target, name, ring)
        except HouseError as error:
            click.echo(f"{name}  {in_error(error)}")
            continue
        size = sum(size for size, _ in held.blobs.values()) + sum(part.blob_length for part in held.parts.values())
        about = f"{held.made_at:%Y-%m-%d %H:%M} UTC  {held.database}  {in_megabytes(size)} MB"
        click.echo(f"{name}  {about}  {in_words(READABLE)}")


@backup.command()
@click.argument("name", required=False)
@click.option("--with-code", is_flag=True, help="Ask for the recovery code, as on a machine that has only the paper.")
@click.option("--every-file", is_flag=True, help="Read every sealed file from its first byte to its last.")
@with_appcontext
def drill(name: str | None, *, with_code: bool, every_file: bool) -> None:
    """Put the newest copy back in a place of its own, open things from it, check the log, and remove it again."""
    code = ask_secret(RECOVERY_CODE) if with_code else None
    line = ProgressLine(in_words(SEALED_FILES), unit=in_words(FILES))
    with reading(), _noting(Act.DRILL) as noted:
        one_in = drilling.EVERY_FILE if every_file else drilling.USUALLY
        found = acting.drill(name=name, code=code, one_in=one_in, progress=line)
        noted.update(name=found.name, opened=sum(size is not None for size in found.opened.values()))
    say(OPENS, name=found.name)
    for kind, size in found.opened.items():
        said = in_words(KINDS.get(kind, kind))
        if size is None:
            say(NONE_YET, kind=said)
        else:
            say(OPENED, kind=said, size=size)
    say(LOG_WHOLE, entries=found.entries)
    say(ALL_THERE, files=found.files, proved=found.proved)
    say(DRILL_GONE)


@backup.command()
@with_appcontext
def code() -> None:
    """Show the recovery code, to be written down on paper."""
    _show(backup_key.show_code(config.current()))


@backup.command("new-code")
@with_appcontext
def new_code() -> None:
    """Seal copies from now on with a new key, and show its code. Older copies go on needing the older code."""
    _show(backup_key.change(config.current()))
    say(NEW_CODE, days=config.current().backup.days)


def _show(recovery_code: str) -> None:
    with writes() as session:
        runs.note(session, Act.CODE)
    click.echo(f"\n  {recovery_code}\n\n{in_words(KEEP_IT)}")


class _noting:  # noqa: N801 - reads as a word in `with`
    """Keeps how the block ended, for the page; the error goes on."""

    def __init__(self, act: Act) -> None:
        self._act, self._numbers = act, {}  # type: ignore[var-annotated]

    def __enter__(self) -> dict[str, object]:
        return self._numbers

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        failure = None
        if error is not None:
            if not isinstance(error, Exception):
                return
            if config.current().backup.place is None:
                return  # nothing was tried: the command has said what to set
            failure = "emptied" if isinstance(error, PlaceEmptied) else runs.failure_code(error)
        with writes() as session:
            runs.note(session, self._act, failure=failure, **self._numbers)
