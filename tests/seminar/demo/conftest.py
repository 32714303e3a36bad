"""The practice year, told whole once; and a program in which nothing has been told."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from seminar.demo import loading
from toolkit.config import Settings
from toolkit.db import Base, db
from transcription.speech_models import practice


@contextmanager
def started(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def empty(settings: Settings) -> Iterator[Flask]:
    with started(settings) as app:
        yield app


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory, key_folder: Path) -> Iterator[Flask]:
    """The program with the practice year in it: told once, on SQLite, for all who only read it.

    Whoever asks for it is marked `xdist_group("practice year")`.
    """
    instance = tmp_path_factory.mktemp("told")
    shutil.copytree(key_folder, instance / "keys")
    practice.install(instance / "models")
    url = f"sqlite:///{instance / 'told.sqlite3'}"
    with started(Settings(instance=instance, database_url=url, secret_key="k" * 48, testing=True, demo=True)) as app:
        with app.app_context():
            loading.load()
            db.session.remove()
        yield app
