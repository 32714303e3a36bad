"""Whoever asked first is next; whoever gave up is not waited for; every end of a transaction hands the turn on."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from toolkit.db import configure
from toolkit.write_queue import WriteQueue


def test_the_turn_goes_round_in_the_order_of_asking() -> None:
    queue, order = WriteQueue(), []
    assert queue.acquire(timeout_s=0)

    def wait(number: int) -> None:
        assert queue.acquire(timeout_s=30)
        order.append(number)
        queue.release()

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
    for number, thread in enumerate(threads):
        thread.start()
        while len(queue._waiting) <= number:
            threading.Event().wait(0.001)
    queue.release()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]
    assert queue.acquire(timeout_s=0), "nobody has it"


def test_whoever_gives_up_leaves_the_queue() -> None:
    queue = WriteQueue()
    assert queue.acquire(timeout_s=0)
    assert not queue.acquire(timeout_s=0.01)
    queue.release()
    assert queue.acquire(timeout_s=0)


@pytest.mark.parametrize("end", ["commit", "rollback", "close", "error"])
def test_every_end_of_a_transaction_lets_the_next_one_write(tmp_path: Path, end: str) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    configure(engine)
    for _ in range(3):  # a turn that was kept would be waited for here until the time is up
        connection = engine.connect()
        connection.execute(sa.text("CREATE TABLE IF NOT EXISTS a (b)"))
        if end == "error":
            with pytest.raises(sa.exc.OperationalError):
                connection.execute(sa.text("nothing"))
        getattr(connection, "close" if end == "error" else end)()
        connection.close()
    engine.dispose()
