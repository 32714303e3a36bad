"""A copy and a new version of the program: the older copy goes up with it, and is the way back to the older program."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.toolkit.backup.lab import Lab, empty_machine, restore
from tests.toolkit.disposal.filling import a_filled_seminar
from tests.toolkit.killed_migrations import SECOND
from toolkit import migrating
from toolkit.db import db
from toolkit.errors import Misconfigured
from toolkit.starting import prepare_instance
from toolkit.vault import key_checks
from toolkit.vault.columns import vault


@pytest.fixture
def copied(lab: Lab) -> Lab:
    """With a copy that this version made; on SQLite, where the made-up migration of other tests runs."""
    if not lab.settings.database_url.startswith("sqlite"):
        pytest.skip("the made-up migration is SQLite's")
    a_filled_seminar()
    key_checks.note(vault().keys, db.session.connection())
    lab.copy()
    return lab


def revision(instance: Path) -> str:
    with closing(sqlite3.connect(instance / "roster.sqlite3")) as database:
        return str(database.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_an_older_copy_goes_up_and_is_the_way_back(
    copied: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version = tmp_path / "migrations"
    shutil.copytree(migrating.FOLDER, next_version, ignore=shutil.ignore_patterns("__pycache__"))
    (next_version / "versions" / "0002_a_second.py").write_text(SECOND)
    with empty_machine(copied, tmp_path) as environment, monkeypatch.context() as newer:
        newer.setattr(migrating, "FOLDER", next_version)
        done = restore(copied, environment)
        assert done.exit_code == 0, done.output
        assert revision(Path(environment["BR_INSTANCE"])) == "0002"
    with pytest.raises(Misconfigured, match="newer than this program"):
        prepare_instance(environment)
    with empty_machine(copied, tmp_path, "back") as environment:
        assert restore(copied, environment).exit_code == 0
        assert revision(Path(environment["BR_INSTANCE"])) == "0001"
        prepare_instance(environment)
