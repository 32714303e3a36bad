"""`restore-database`: the way back from a new version, by the copy of PostgreSQL that its start kept."""

import os
from pathlib import Path

import click
from sqlalchemy import make_url

from toolkit import config
from toolkit.database_copy import before_migrating
from toolkit.database_settings import read_database
from toolkit.errors import N_
from toolkit.terminal import say


@click.command("restore-database")
@click.argument("copy", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_database(copy: Path) -> None:
    """Fill an empty PostgreSQL with a COPY roster-before-migrating-….postgresql. Use the program of that version."""
    url = make_url(read_database(os.environ, instance=config.instance_folder()))
    revision = before_migrating.put_back(url, copy)
    say(N_("The database stands as before the new version (%(revision)s). Start the older program."), revision=revision)
