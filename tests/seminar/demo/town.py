"""A smaller practice unit for the tests: seventeen colleagues, a few children, and nothing recorded of last year."""

from pathlib import Path
from unittest.mock import patch

from seminar.demo import loading
from seminar.demo.story import Story
from seminar.report import outputs

SMALL_TOWN = Story(Path(__file__).parent / "small_town")


def tell() -> None:
    """The smaller story, in an empty database. Last year's edition holds the report alone: the rest takes seconds."""
    with patch.object(outputs, "OUTPUTS", outputs.OUTPUTS[:1]):
        loading.load(SMALL_TOWN)
