"""The figure that may not fall: how it is counted, and when it stops a test run."""

import pytest

from tests import coverage_floor

TOTALS: dict[str, float] = {"covered_lines": 90, "missing_lines": 10, "covered_branches": 30, "missing_branches": 10}


def test_lines_and_branches_are_two_figures() -> None:
    assert coverage_floor.shares(TOTALS) == {"lines": 90, "branches": 75}


@pytest.mark.parametrize(("lines", "branches", "said"), [(100, 100, 0), (0, 100, 1), (100, 0, 1), (79.9, 69.9, 2)])
def test_each_figure_has_a_floor_of_its_own(
    monkeypatch: pytest.MonkeyPatch, lines: float, branches: float, said: int
) -> None:
    monkeypatch.setattr(coverage_floor, "FLOORS", {"lines": 80, "branches": 70})
    assert len(coverage_floor.below({"lines": lines, "branches": branches})) == said


def test_the_floor_itself_is_not_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage_floor, "FLOORS", {"lines": 80, "branches": 70})
    assert coverage_floor.below({"lines": 80, "branches": 70}) == []
