"""The practice model, built once for all tests of this room."""

from pathlib import Path

import pytest

from transcription import practice
from transcription.models_store import Model


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder that holds the practice model. Tests must leave it as it is."""
    folder = tmp_path_factory.mktemp("models")
    practice.install(folder)
    return folder


@pytest.fixture(scope="session")
def practice_model(models: Path) -> Model:
    """The practice model itself."""
    return practice.install(models)
