"""The town that the sweeping tests walk through."""

from collections.abc import Iterator

import pytest

from app import create_app
from tests.made_once import COMPILED
from tests.sweep import Town
from toolkit.config import Settings
from toolkit.db import db


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
