"""One clock: the program and its tests ask `toolkit.clock`, and a test sets it by `tests.wall_clock` alone."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import wall_clock
from tests.architecture.source import expect_none
from toolkit import clock
from toolkit.config import ROOT

# Whoever measures a span asks time.monotonic or time.perf_counter, which tell no time of day.
ASKS = frozenset({
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns", "time.localtime",
    "time.gmtime", "time.ctime", "time.strftime", "func.now", "func.current_timestamp", "func.current_date",
    "func.localtimestamp", "clock.read_real",
})  # fmt: skip
SETS = frozenset({"clock.frozen"})
IN_SQL = ("CURRENT_TIMESTAMP", "CURRENT_DATE", "datetime('now'")
# The clock itself, and what watches who asks it; and the practice year, whose days come one after the other.
MAY_ASK = frozenset({"toolkit/clock.py", "tests/wall_clock.py"})
MAY_SET = frozenset({"tests/wall_clock.py", "seminar/demo/story.py", "seminar/demo/loading.py"})
ROOMS = ("interview_guides", "toolkit", "transcription", "seminar", "tests")


def broken(name: str, text: str) -> Iterator[str]:
    """What in a file's text goes past the one clock."""
    for node in ast.walk(ast.parse(text)):
        said = _last_two(node) if isinstance(node, ast.Attribute) else ""
        if said in ASKS and name not in MAY_ASK:
            yield f"{name}:{node.lineno} asks {said}: ask toolkit.clock"  # type: ignore[attr-defined]
        if said in SETS and name not in MAY_SET:
            yield f"{name}:{node.lineno} sets the clock by itself: see tests.wall_clock"  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and _last_two(node.func) == "monkeypatch.setattr" and _is_clock(node.args[0]):
            yield f"{name}:{node.lineno} replaces the clock: see tests.wall_clock"


def _last_two(node: ast.expr) -> str:
    if not isinstance(node, ast.Attribute):
        return ""
    owner = getattr(node.value, "attr", None) or getattr(node.value, "id", "")
    return f"{owner}.{node.attr}"


def _is_clock(node: ast.expr) -> bool:
    return getattr(node, "id", "") == "clock" or str(getattr(node, "value", "")).startswith("toolkit.clock")


def _files() -> Iterator[tuple[str, Path]]:
    for path in (
        ROOT / "app.py",
        ROOT / "speakers.py",
        *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))),
    ):
        yield path.relative_to(ROOT).as_posix(), path


def test_nobody_asks_or_sets_another_clock() -> None:
    files = [(name, path) for name, path in _files() if path != Path(__file__)]
    assert len(files) > 500
    expect_none(problem for name, path in files for problem in broken(name, path.read_text(encoding="utf-8")))


def test_the_database_makes_no_times() -> None:
    files = [(name, path.read_text(encoding="utf-8")) for name, path in _files() if path != Path(__file__)]
    expect_none(f"{name}: {words}" for name, text in files for words in IN_SQL if words in text)


@pytest.mark.parametrize(
    "line",
    [
        "at = datetime.now(UTC)",
        "at = datetime.datetime.now()",
        "day = date.today()",
        "column(default=datetime.utcnow)",
        "border = time.time() - 5",
        "sa.func.now()",
        "clock.frozen(moment)",
        "toolkit.clock.read_real()",
        'monkeypatch.setattr(clock, "now", lambda: at)',
        'monkeypatch.setattr("toolkit.clock.now", lambda: at)',
    ],
)
def test_the_law_sees(line: str) -> None:
    assert list(broken("toolkit/any.py", line))


@pytest.mark.parametrize("line", ["clock.now()", "time.monotonic()", "now = clock.today()", "ahead(span)"])
def test_the_law_lets_be(line: str) -> None:
    assert not list(broken("toolkit/any.py", line))


def test_a_test_that_has_asked_the_real_clock_cannot_set_it_to_a_day_of_the_calendar() -> None:
    with wall_clock.at(datetime(2026, 11, 23, tzinfo=UTC)):
        assert clock.today().isoformat() == "2026-11-23"
    clock.now()
    with pytest.raises(AssertionError, match="mark it `clock`"):
        wall_clock.at(datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.clock(datetime(2028, 2, 29, 23, 30, tzinfo=UTC))
def test_a_marked_test_has_one_time_from_its_first_fixture_on() -> None:
    assert clock.now() == datetime(2028, 2, 29, 23, 30, tzinfo=UTC)
    assert clock.today().isoformat() == "2028-03-01", "it is past midnight in Sweden"
