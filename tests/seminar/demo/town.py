"""A smaller practice unit for the tests: sixteen colleagues, a few children, and nothing recorded of last year."""

from pathlib import Path

from seminar.demo import loading
from seminar.demo.story import Story

SMALL_TOWN = Story(Path(__file__).parent / "small_town")


def tell() -> None:
    """The smaller story, in an empty database."""
    loading.load(SMALL_TOWN)
