"""`keys`: what lies under each key, whether all are there, a new key, and the end of an old one.

To change keys the program must be stopped: a server that began with the old ones could not open what lies under new.
"""

import click
from flask.cli import with_appcontext

from toolkit import config
from toolkit.errors import N_
from toolkit.key_rotation import checking, rotating
from toolkit.terminal import Told, in_words, say
from toolkit.vault.columns import vault


@click.group("keys", cls=Told)
def keys() -> None:
    """Look after the keys that everything is sealed with. Stop the program before you change them."""


@keys.command("list")
@with_appcontext
def list_() -> None:
    """Show the keys, and how many data keys lie under each: one for each interview, and the installation's."""
    counts, ring = rotating.count_by_key(), vault().keys.ring
    for key_id in ring.key_ids:
        state = in_words(N_("active") if key_id == ring.active else N_("replaced"))
        say(N_("%(key)s  %(state)s  data keys: %(number)s"), key=key_id, state=state, number=counts[key_id])


@keys.command()
@with_appcontext
def check() -> None:
    """Look whether every interview has its key, and whether one is left that should be gone."""
    found = checking.check()
    for assignment_id in found.lost:
        say(
            N_("interview %(id)s: its key is missing. Put the folder of keys back from a newer backup."),
            id=assignment_id,
        )
    for assignment_id in found.undead:
        say(
            N_("interview %(id)s: taken back, but its key is here. The worker destroys it when it starts."),
            id=assignment_id,
        )
    say(
        N_("Interviews that have their keys: %(good)s. Taken back, and without a key: %(destroyed)s."),
        good=found.good,
        destroyed=found.destroyed,
    )
    if found.lost:
        raise click.exceptions.Exit(1)


@keys.command()
@with_appcontext
def rotate() -> None:
    """Make a new key and move everything under it. A run that was broken off is ended instead."""
    done = rotating.rotate()
    if done.went_on:
        say(N_("The change that was broken off is ended."))
    say(N_("Everything lies under %(key)s. Data keys that were moved: %(number)s."), key=done.key_id, number=done.keys)
    if config.current().backup.keys:
        say(N_("Start the program: its worker copies the keys anew. python app.py backup make does it now."))
    else:
        say(N_("Back up the folder of keys now, apart from the data: older backups of it need the older keys."))


@keys.command()
@click.argument("key_id")
@with_appcontext
def retire(key_id: str) -> None:
    """Destroy a replaced key. Older copies of the folder of keys are then of use only with a copy of its vault.json."""
    rotating.retire(key_id)
    say(N_("%(key)s is gone."), key=key_id)
