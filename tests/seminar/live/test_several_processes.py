"""Several web processes on one PostgreSQL: what one of them writes is seen at once by who follows at another."""

import pytest

from tests.seminar.live.room import Room, Window
from tests.servers import postgres_database

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_a_window_at_one_process_sees_what_is_marked_at_another(tmp_path_factory: pytest.TempPathFactory) -> None:
    with postgres_database() as url:
        here = Room(tmp_path_factory.mktemp("several"), database_url=url)
        there = here.neighbour()
        try:
            here.start()
            there.start()
            window = Window(here)
            window.wait(lambda one: one.last > 0)
            told = len(window.changes)
            for line in (0, 1, 2):
                assert there.mark(line) == 204
            took = window.wait(lambda one: len(one.changes) == told + 3)
            assert took < 1
            assert [each["seq"] for each in window.changes] == list(range(1, told + 4))
            window.close()
        finally:
            here.kill()
            there.kill()
