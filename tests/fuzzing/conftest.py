"""The town that the odd requests are sent to."""

from tests.architecture.conftest import town

__all__ = ["town"]
