"""spaCy is loaded once, so that searches in these tests are made in place."""

import pytest

from transcription.deidentification import recognising


@pytest.fixture(scope="session", autouse=True)
def loaded() -> None:
    """The recognisers of this process."""
    recognising.load()
