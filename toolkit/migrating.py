"""Migrations: bring a database to the shape that the tables of this version have, on SQLite and on PostgreSQL."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection, Engine

from toolkit.db import Base

FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Run what is missing, all of it or none of it."""
    with engine.begin() as connection:
        command.upgrade(_config(connection), "head")


def write_revision(engine: Engine, *, message: str) -> None:
    """Write a new migration from the difference between the tables in code and in a database at head."""
    with engine.begin() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


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
