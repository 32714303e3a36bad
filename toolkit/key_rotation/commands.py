"""`keys`: what lies under each key, whether all are there, a new key, and the end of an old one.

To change keys the program must be stopped: a server that began with the old ones could not open what lies under new.
"""

import click
from flask.cli import with_appcontext

from toolkit.errors import HouseError
from toolkit.key_rotation import checking, rotating
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
    """Look after the keys that everything is sealed with. Stop the program before you change them."""


@keys.command("list")
@with_appcontext
def list_() -> None:
    """Show the keys, and how many data keys lie under each: one for each interview, and the installation's."""
    counts, ring = rotating.count_by_key(), vault().keys.ring
    for key_id in ring.key_ids:
        state = "active" if key_id == ring.active else "replaced"
        click.echo(f"{key_id}  {state}  {counts[key_id]} data keys")


@keys.command()
@with_appcontext
def check() -> None:
    """Look whether every interview has its key, and whether one is left that should be gone."""
    found = checking.check()
    for assignment_id in found.lost:
        click.echo(f"interview {assignment_id}: its key is missing. Put the folder of keys back from a newer backup.")
    for assignment_id in found.undead:
        click.echo(
            f"interview {assignment_id}: taken back, but its key is here. The worker destroys it when it starts."
        )
    click.echo(f"{found.good} interviews have their keys, {found.destroyed} were taken back and have none.")
    if found.lost:
        raise click.exceptions.Exit(1)


@keys.command()
@with_appcontext
def rotate() -> None:
    """Make a new key and move everything under it. A run that was broken off is ended instead."""
    done = rotating.rotate()
    again = "The change that was broken off is ended. " if done.went_on else ""
    click.echo(f"{again}Everything lies under {done.key_id} ({done.keys} data keys moved).")
    click.echo("Back up the folder of keys now, apart from the data: older backups of it need the older keys.")


@keys.command()
@click.argument("key_id")
@with_appcontext
def retire(key_id: str) -> None:
    """Destroy a replaced key. Older copies of the folder of keys are then of use only with a copy of its vault.json."""
    rotating.retire(key_id)
    click.echo(f"{key_id} is gone.")
