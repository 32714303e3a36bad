"""Nothing leaves the machine: a test that reaches for another one fails, even if the error was caught."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import wall_clock
from tests.offline import sitecustomize as offline

GUARD_FOLDER = Path(offline.__file__).parent

offline.guard()


@pytest.fixture(autouse=True)
def stay_on_this_machine() -> Iterator[None]:
    """Fail a test in which something tried to reach another machine, also when the attempt was caught."""
    before = len(offline.attempts)
    yield
    tried = offline.attempts[before:]
    if tried:
        pytest.fail("This test tried to leave the machine: " + "; ".join(tried), pytrace=False)


def forget_attempts() -> list[str]:
    """Return the attempts so far and forget them; for tests about the guard itself."""
    tried = list(offline.attempts)
    offline.attempts.clear()
    return tried


def offline_environment(**more: str) -> dict[str, str]:
    """Return an environment for another program whose Python is guarded as well; `more` is added to it."""
    assert not wall_clock.is_set(), (
        "Another program goes by the real clock: start it in a test that does not set its own."
    )
    path = os.pathsep.join(filter(None, (str(GUARD_FOLDER), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "BR_TEST_OFFLINE": "1", **more}
