"""The scene of the year's tests, with the clock in the middle of November."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.toolkit.cycles.scene import NOVEMBER, Scene
from toolkit import clock


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    """A unit with a cycle."""
    with clock.frozen(NOVEMBER):
        yield Scene()
