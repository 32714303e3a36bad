"""The scene of the year's tests, with the clock in the middle of November."""

import pytest
from flask import Flask

from tests.toolkit.cycles.scene import NOVEMBER, Scene
from tests.wall_clock import SetClock


@pytest.fixture
def scene(app: Flask, set_clock: SetClock) -> Scene:
    """A unit with a cycle."""
    set_clock(NOVEMBER)
    return Scene()
