"""The lab as a fixture."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.toolkit.backup.lab import Lab, head, stamp, unstamp, with_places
from toolkit.config import Settings


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """With places for copies."""
    return with_places(settings, tmp_path)


@pytest.fixture
def lab(app: Flask, settings: Settings) -> Iterator[Lab]:
    """An installation whose copies have places."""
    folder, keys = settings.backup.folder, settings.backup.keys
    assert folder
    assert keys
    stamp(head())
    yield Lab(settings, folder, keys)
    unstamp()
