"""Migrations: bring a database to the shape that the tables of this version have, on SQLite and on PostgreSQL."""

from pathlib import Path

import click
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from flask.cli import with_appcontext
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, Engine

from toolkit.db import Base

FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Run what is missing, all of it or none of it."""
    with engine.begin() as connection:
        command.upgrade(_config(connection), "head")


@click.command()
@click.argument("message")
@with_appcontext
def revision(message: str) -> None:
    """Write the next migration: what the tables in code have, and a database at head has not."""
    engine = create_engine("sqlite://")
    upgrade(engine)
    with engine.begin() as connection:
        number = f"{len(list((FOLDER / 'versions').glob('*.py'))) + 1:04}"
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=number)


def drift(connection: Connection) -> list[object]:
    """What differs between the migrated database and the tables in code: empty when somebody did their work."""
    context = MigrationContext.configure(
        connection,
        opts={"compare_type": True, "render_as_batch": True, "target_metadata": Base.metadata},
    )
    return list(compare_metadata(context, Base.metadata))


def _config(connection: Connection) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    settings.attributes["connection"] = connection
    return settings
