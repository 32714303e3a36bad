"""What every test stands on: an app on a throwaway database, clients who have signed in, pages that are inspected."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from toolkit import starting
from toolkit.config import Settings
from toolkit.db import Base, configure, db
from toolkit.people import sessions
from toolkit.people.models import Person
from toolkit.vault import keys

pytest_plugins = ["tests.browser", "tests.network", "tests.servers"]


@pytest.fixture(scope="session")
def make_tables() -> Callable[[str], None]:
    """What makes our tables in the database that `database_url` hands out, once per worker."""

    def make(url: str) -> None:
        engine = sa.create_engine(url)
        configure(engine)
        Base.metadata.create_all(engine)
        engine.dispose()

    return make


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings of an installation of its own, with keys; on each database that was chosen (`tests.servers`)."""
    instance = tmp_path / "instance"
    keys.create(instance / "keys" / starting.KEY_FILE, sealed_data_exist=False)
    return Settings(
        instance=instance,
        database_url=database_url,
        secret_key="k" * 48,
        testing=True,
        municipality="Norrviks kommun",
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The whole program with empty tables."""
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a session."""
    return app.test_client()


@pytest.fixture
def signed_in(app: Flask) -> Callable[[Person], FlaskClient]:
    """`signed_in(person)` is that person's browser. What the test has flushed so far is committed."""

    def sign_in(person: Person) -> FlaskClient:
        token = sessions.begin(person)
        db.session.commit()
        client = app.test_client()
        client.set_cookie(sessions.cookie_name(secure=False), token)
        return client

    return sign_in
