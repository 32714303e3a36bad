"""Every view that writes, tried by somebody who may: nothing that takes time is done under the write lock."""

import pytest

from tests.architecture.access_rules import is_welcome
from tests.architecture.source import expect_none
from tests.sweep import NOBODY, Town, list_addresses
from tests.write_lock import LOCK

pytestmark = pytest.mark.timeout(900)


def test_no_view_does_what_takes_time_while_it_writes(town: Town) -> None:
    LOCK.writings = 0
    for address in list_addresses(town.app, "POST", "PUT", "PATCH", "DELETE"):
        welcome = [who for who in (*town.world.people, NOBODY) if is_welcome(address, who)]
        town.visit(address, welcome[0] if welcome else NOBODY)
        town.restore()
    assert LOCK.writings > 50, "hardly anything was written"
    expect_none(set(LOCK.broken))
    LOCK.broken.clear()
