"""One tiny random model, written once in each form."""

from pathlib import Path

import pytest

from tests.transcription.model_conversion.tiny import quiet, random_model
from transcription.asr.model_files import Quantization
from transcription.model_conversion import ctranslate2_folder, hugging_face
from transcription.model_conversion.whisper_weights import Whisper


@pytest.fixture(scope="session")
def tiny() -> Whisper:
    return random_model()


@pytest.fixture(scope="session")
def published(tiny: Whisper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of Hugging Face. Tests must leave it as it is."""
    folder = tmp_path_factory.mktemp("published")
    hugging_face.write(tiny, folder, progress=quiet)
    return folder


@pytest.fixture(scope="session")
def exact(tiny: Whisper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of CTranslate2 in full precision. Tests must leave it as it is."""
    folder = tmp_path_factory.mktemp("exact")
    ctranslate2_folder.write(tiny, folder, quantization=None, progress=quiet)
    return folder


@pytest.fixture(scope="session")
def rounded(tiny: Whisper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of CTranslate2 in 8 bits. Tests must leave it as it is."""
    folder = tmp_path_factory.mktemp("rounded")
    ctranslate2_folder.write(tiny, folder, quantization=Quantization.INT8, progress=quiet)
    return folder
