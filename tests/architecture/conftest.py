"""The town that the sweeping tests walk through."""

from collections.abc import Iterator

import pytest

from app import create_app
from tests.made_once import COMPILED
from tests.sweep import Town
from toolkit.config import Settings
from toolkit.db import db

WALK_S = 1500  # a thousand requests, on a machine that may be busy with much else


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give whoever walks through the town time for it."""
    for item in items:
        if "town" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(WALK_S), append=False)


@pytest.fixture
def town(settings: Settings) -> Iterator[Town]:
    """The program as it is, with two units in it."""
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False  # tests/architecture/test_security.py tries the doors with it
    app.jinja_env.bytecode_cache = COMPILED
    yield Town.build(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
