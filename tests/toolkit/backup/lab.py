"""An installation with everything in it, the places that its copies go to, and a machine that has nothing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from click.testing import CliRunner, Result
from flask import Flask

from app import create_app, main
from tests.servers import postgres_database
from toolkit import config, migrating
from toolkit.backup import acting, backup_key
from toolkit.backup.acting import Copied
from toolkit.backup_settings import BackupSettings
from toolkit.config import Settings
from toolkit.db import Base, begin_request, db
from toolkit.vault.columns import vault


@dataclass(frozen=True)
class Lab:
    """The settings of the installation, and where its copies go."""

    settings: Settings
    copies: Path
    keys: Path

    @property
    def code(self) -> str:
        """What is written on the paper."""
        return backup_key.show_code(self.settings)

    def copy(self) -> Copied:
        """Make a copy as the worker does. What the test has flushed is committed."""
        db.session.commit()
        return acting.copy()


def with_places(settings: Settings, tmp_path: Path) -> Settings:
    """The settings, with two folders that are there."""
    copies, keys = tmp_path / "copies", tmp_path / "key-copies"
    copies.mkdir()
    keys.mkdir()
    return replace(settings, backup=BackupSettings(folder=copies, keys=keys))


def head() -> str:
    """The version of the tables that this program has."""
    return str(ScriptDirectory(str(migrating.FOLDER)).get_current_head())


def stamp(revision: str) -> None:
    """Let the database, whose tables a test run makes by itself, say which version they have."""
    db.session.execute(sa.text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)"))
    db.session.execute(sa.text("DELETE FROM alembic_version"))
    db.session.execute(sa.text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    db.session.commit()


def unstamp() -> None:
    """Take that away again, whatever state a test has left."""
    begin_request(read_only=False)
    db.session.rollback()
    db.session.execute(sa.text("DROP TABLE alembic_version"))
    db.session.commit()


@contextmanager
def empty_machine(lab: Lab, tmp_path: Path, name: str = "new") -> Iterator[dict[str, str]]:
    """The environment of a machine with an empty folder and an empty database of the same kind."""
    instance = tmp_path / name
    environment = {"BR_INSTANCE": str(instance)}
    if lab.settings.database_url.startswith("sqlite"):
        yield environment
        return
    with postgres_database() as url:
        yield {**environment, "BR_DATABASE_URL": url}


def restore(
    lab: Lab, environment: dict[str, str], *more: str, code: str | None = None, copies: str | None = None
) -> Result:
    """What `python app.py restore` does there."""
    words = ["restore", "--from", copies or str(lab.copies), "--keys", str(lab.keys), *more]
    return CliRunner().invoke(main, words, env={**NOTHING_SET, **environment}, input=f"{code or lab.code}\n")


NOTHING_SET = {name: None for name in os.environ if name.startswith("BR_")} | {"LC_ALL": "en_GB.UTF-8"}


@contextmanager
def opened(environment: dict[str, str]) -> Iterator[Flask]:
    """The program on that machine."""
    app = create_app(replace(config.read(environment), testing=True))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def rows() -> dict[str, list[tuple[str, ...]]]:
    """Every row of every table of ours as it lies there, sealed, but for those that a restore itself writes."""
    own = {"sign_in_session", "audit_entry", "backup_run", "key_check"}
    ours = {*Base.metadata.tables, "alembic_version"} - own  # another test's tables stay in the server's database
    held: dict[str, list[tuple[str, ...]]] = {}
    metadata = sa.MetaData()
    connection = db.session.connection()
    metadata.reflect(connection)
    for table in metadata.sorted_tables:
        if table.name in ours:
            held[table.name] = sorted(tuple(map(repr, row)) for row in connection.execute(sa.select(*_by_name(table))))
    db.session.rollback()
    return held


def _by_name(table: sa.Table) -> list[sa.Column[Any]]:
    """Its columns in one order: a migration, a model and a database may each have their own."""
    return sorted(table.columns, key=lambda column: column.name)


def blobs() -> dict[str, bytes]:
    """Every sealed file."""
    held = {}
    for name in vault().store.list_names():
        with vault().store.open(name) as file:
            held[name] = file.read()
    return held
