"""The town and its releases, as the coordinator's tests have them."""

from tests.seminar.coordination.conftest import release, town

__all__ = ["release", "town"]
