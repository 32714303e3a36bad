"""What several journeys begin with: a running installation, and the browser of the worker who has the interview."""

from collections.abc import Iterator

import pytest

from tests.journeys.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running installation with one interview."""
    made = Site(tmp_path_factory.mktemp("site"))
    try:
        made.start()
        yield made
    finally:
        made.kill()
