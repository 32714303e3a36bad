"""`keys`: a new key for everything that is sealed, what lies under each key, and the end of an old one.

The program must be stopped: a server that began with the old keys could not open what lies under the new one.
"""

import click
from flask.cli import with_appcontext

from toolkit.errors import HouseError
from toolkit.key_rotation import rotating
from toolkit.terminal import ProgressLine
from toolkit.vault.columns import vault


class _Told(click.Group):
    """A group whose commands say a refusal in words instead of a trace."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except HouseError as error:
            raise click.ClickException(error.message % error.values) from error


@click.group("keys", cls=_Told)
def keys() -> None:
    """Change the keys that everything is sealed with. Stop the program first."""


@keys.command("list")
@with_appcontext
def list_() -> None:
    """Show the keys, and how many texts and files lie under each."""
    counts = rotating.count_by_key()
    for key_id in vault().keyring.key_ids:
        state = "active" if key_id == vault().keyring.active else "replaced"
        click.echo(f"{key_id}  {state}  {counts[key_id]} texts and files")


@keys.command()
@with_appcontext
def rotate() -> None:
    """Make a new key and move everything under it. A run that was broken off is ended instead."""
    done = rotating.rotate(progress=ProgressLine("keys", unit="rows"))
    again = "The change that was broken off is ended. " if done.went_on else ""
    click.echo(f"{again}Everything lies under {done.key_id} ({done.rows} rows moved).")
    click.echo("Back up the key file now, apart from the data: older backups of the data need the older keys.")


@keys.command()
@click.argument("key_id")
@with_appcontext
def retire(key_id: str) -> None:
    """Destroy a replaced key. Backups that were sealed with it can then only be read with a backup of the key file."""
    rotating.retire(key_id)
    click.echo(f"{key_id} is gone.")
