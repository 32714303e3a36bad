"""`backup`: make a copy, list them, try one, write down the recovery code. `restore`, which needs no installation,
stands in `restore_command`."""

from collections.abc import Callable
from typing import TypeVar

import click
from flask.cli import with_appcontext

from toolkit import config
from toolkit.backup import acting, backup_key, drilling, place, runs
from toolkit.backup.acting import PlaceEmptied
from toolkit.backup.models import Act
from toolkit.db import reading
from toolkit.errors import HouseError, cannot_write
from toolkit.jobs.context import writes
from toolkit.terminal import MEGABYTE, ProgressLine

T = TypeVar("T")
KEEP_IT = (
    "Write it down now, on paper, and read it back. Keep the paper in a safe, apart from this machine, from the copies"
    " and from the copy of the keys. Whoever has all three can read everything; whoever lacks one can read nothing."
)


class Told(click.Group):
    """A group whose commands say a refusal in words instead of a trace."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        return told(lambda: super(Told, self).invoke(ctx))


def told(act: Callable[[], T]) -> T:
    """What an act gives; its refusal becomes a sentence and an exit status. Nothing else does."""
    try:
        return act()
    except HouseError as error:
        raise click.ClickException(error.message % error.values) from error
    except OSError as error:
        raise click.ClickException(cannot_write(error) % {"path": error.filename or "?"}) from error


@click.group("backup", cls=Told)
def backup() -> None:
    """Make copies of the data, try them, and look after the recovery code. The program may go on working meanwhile."""


@backup.command()
@click.option("--new-place", is_flag=True, help="BR_BACKUP_FOLDER names a new folder, which is empty on purpose.")
@with_appcontext
def make(*, new_place: bool) -> None:
    """Make a copy now, and a copy of the keys after it."""
    line = ProgressLine("Sealed files", unit="files")
    with reading(), _noting(Act.COPY) as noted:
        copied = acting.copy(progress=line, is_new_place=new_place)
        noted.update(name=copied.made.name, new_bytes=copied.made.new_bytes, missing=copied.made.missing)
    click.echo(f"{copied.made.name}: whole, {copied.made.new_bytes / MEGABYTE:.1f} MB were new.")
    with reading():
        is_news = copied.keys and runs.is_news_of_keys(written=copied.keys_written)
    if is_news:
        with writes() as session:
            runs.note(session, Act.KEYS)
    if copied.made.missing:
        click.echo(
            f"{copied.made.missing} sealed files that the database names are not in the store, and not in the copy."
        )
    if copied.removed:
        click.echo(f"{copied.removed} copies older than {config.current().backup.days} days were removed.")
    if not copied.keys:
        click.echo("The keys were not copied: set BR_BACKUP_KEYS. Without them no copy opens.")


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
            click.echo(f"{name}  {error.message % error.values}")
            continue
        size = sum(size for size, _ in held.blobs.values()) + sum(part.blob_length for part in held.parts.values())
        click.echo(f"{name}  {held.made_at:%Y-%m-%d %H:%M} UTC  {held.database}  {size / MEGABYTE:.1f} MB")


@backup.command()
@click.argument("name", required=False)
@click.option("--with-code", is_flag=True, help="Ask for the recovery code, as on a machine that has only the paper.")
@click.option("--every-file", is_flag=True, help="Read every sealed file from its first byte to its last.")
@with_appcontext
def drill(name: str | None, *, with_code: bool, every_file: bool) -> None:
    """Put the newest copy back in a place of its own, open things from it, check the log, and remove it again."""
    code = click.prompt("Recovery code", hide_input=True) if with_code else None
    line = ProgressLine("Sealed files", unit="files")
    with reading(), _noting(Act.DRILL) as noted:
        one_in = drilling.EVERY_FILE if every_file else drilling.USUALLY
        found = acting.drill(name=name, code=code, one_in=one_in, progress=line)
        noted.update(name=found.name, opened=sum(size is not None for size in found.opened.values()))
    click.echo(f"{found.name} opens.")
    for kind, size in found.opened.items():
        click.echo(f"  a {kind}: " + ("there is none yet" if size is None else f"{size} bytes, opened"))
    click.echo(f"  the log: {found.entries} lines, whole")
    click.echo(f"  sealed files: {found.files}, all there; {found.proved} read to the end")
    click.echo("Everything of the drill has been removed.")


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
    click.echo("Run python app.py backup make now: it seals the copy of the keys anew. Keep the older paper, marked as")
    click.echo(f"such, for {config.current().backup.days} days: until then there are copies that it opens.")


def _show(recovery_code: str) -> None:
    with writes() as session:
        runs.note(session, Act.CODE)
    click.echo(f"\n  {recovery_code}\n\n{KEEP_IT}")


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
            failure = "emptied" if isinstance(error, PlaceEmptied) else runs.failure_code(error)
        with writes() as session:
            runs.note(session, self._act, failure=failure, **self._numbers)
