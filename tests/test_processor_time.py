"""What a run costs is said in processor time, the dearest first."""

from tests.processor_time import spent, told

TESTS = {"tests/a/b/test_x.py::test_1": 2.0, "tests/a/b/test_y.py::test_2": 3.0, "tests/c/test_z.py::test_3": 4.0}


def test_the_whole_is_said_and_nothing_more() -> None:
    assert list(told(TESTS, 20, 0)) == ["20 s of processor time in all, 9 of them in tests"]


def test_the_dearest_come_first() -> None:
    rooms, first, second, _ = told(TESTS, 20, 2, rooms=1)
    assert rooms.split() == ["5.0", "s", "of", "processor", "tests/a/b"]
    assert first.endswith("4.0 s of processor  tests/c/test_z.py::test_3")
    assert second.endswith("test_2")


def test_work_is_counted_and_waiting_is_not() -> None:
    begun = spent()
    sum(range(3_000_000))
    assert spent() - begun > 0
