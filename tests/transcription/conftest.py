"""The practice model and a tiny random one, built once for this room; and the interview that most tests begin with."""

from pathlib import Path

import pytest
from flask import Flask

from tests.transcription.checkpoints import TINY, write_checkpoint
from tests.transcription.interviews import Interview, an_interview
from transcription.model_conversion import converting
from transcription.speech_models import practice
from transcription.speech_models.store import Model


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


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny model of random numbers, for both engines. Tests must leave it as it is."""
    folder = tmp_path_factory.mktemp("tiny")
    write_checkpoint(folder / "tiny.pt", TINY)
    converting.main(str(folder / "tiny.pt"), str(folder))
    return folder


@pytest.fixture
def interview(app: Flask) -> Interview:
    """An interview of a social worker, in an empty program."""
    return an_interview()
