"""What every test stands on: an app on a throwaway database, clients who have signed in, pages that are inspected."""

from tests import coverage  # first: it counts in what is imported after it

# isort: split
import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import hypothesis
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.made_once import COMPILED, SLOW_CODE_HASHER, SLOW_HASHER
from toolkit import starting
from toolkit.config import Settings
from toolkit.db import Base, configure, db
from toolkit.people import passwords, sessions
from toolkit.people.models import Person
from toolkit.second_factor import recovery

LONGEST_NAME = 60  # of a parameter, in characters

pytest_plugins = [
    "tests.wall_clock",
    "tests.cookies",
    "tests.browser",
    "tests.engines",
    "tests.network",
    "tests.processor_time",
    "tests.servers",
    "tests.statements",
    "tests.write_lock",
]


# How long an example takes says something about the machine, and nothing about the program.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let whoever doubts that tests stand on their own try them in another order."""
    parser.addoption("--shuffle", metavar="SEED", help="run the tests in the random order that this seed makes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Draw an order, the same one in each process of a run."""
    if seed := config.getoption("--shuffle"):
        Random(seed).shuffle(items)


def pytest_configure(config: pytest.Config) -> None:
    """Count what the tests go through."""
    coverage.take_part(config)


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Nothing that is loaded now is garbage."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Spare what stays until the end: seven thousand tests and the program, looked through every few hundred objects,
    took half of the time of a run. What tests leave behind is still found, and in good time for memory."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    gc.enable()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Give a test the same short name in every process: files that are made anew never are the same bytes twice."""
    if isinstance(val, bytes):
        return argname
    if isinstance(val, str) and len(val) > LONGEST_NAME:
        return f"{argname} {len(val)}"
    return None


@pytest.fixture(scope="session")
def make_tables() -> Callable[[str], None]:
    """What makes our tables in the database that `database_url` hands out, once per worker."""

    def make(url: str) -> None:
        engine = sa.create_engine(url)
        configure(engine)
        Base.metadata.create_all(engine)
        engine.dispose()

    return make


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of keys, made once; the name of a key tells the day, which no test has to know."""
    folder = tmp_path_factory.mktemp("made-once") / "keys"
    starting.make_keys(folder, sealed_data_exist=False)
    return folder


@pytest.fixture
def settings(tmp_path: Path, database_url: str, key_folder: Path) -> Settings:
    """Settings of an installation of its own, with keys; on each database that was chosen (`tests.servers`)."""
    instance = tmp_path / "instance"
    shutil.copytree(key_folder, instance / "keys")
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
    app.jinja_env.bytecode_cache = COMPILED
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def slow_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords and recovery codes as the program does; in other tests they are hashed at once."""
    monkeypatch.setattr(passwords, "_hasher", SLOW_HASHER)
    monkeypatch.setattr(recovery, "_hasher", SLOW_CODE_HASHER)


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
