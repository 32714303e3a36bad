"""What is slow to make is made in one process: pytest-xdist keeps tests with one `xdist_group` together."""

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="one process has nothing to keep together")
@pytest.mark.xdist_group("together")
def test_a_group_stays_in_one_process(request: pytest.FixtureRequest) -> None:
    """The distributor reads the group at the end of the test's id (pytest 9.2 lost it there)."""
    assert request.node.nodeid.endswith("@together")
