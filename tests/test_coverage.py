"""Counting what tests go through: which lines and branches, and never by a file that has changed since."""

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import slipcover

from tests import coverage

SOURCE = "def size(number):\n    if number > 3:\n        return 'large'\n    return 'small'\n"


@pytest.fixture
def counts() -> slipcover.Slipcover:
    return slipcover.Slipcover(branch=True)


@pytest.fixture
def counted(tmp_path: Path, counts: slipcover.Slipcover) -> Iterator[ModuleType]:
    path = tmp_path / "counted.py"
    path.write_text(SOURCE, "utf-8")
    spec = importlib.util.spec_from_loader("counted", coverage.Counting("counted", str(path), counts))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.modules.pop("counted", None)


def test_lines_and_branches_are_counted_where_somebody_went(counted: ModuleType, counts: slipcover.Slipcover) -> None:
    assert counted.size(2) == "small"
    (told,) = counts.get_coverage()["files"].values()
    assert (told["executed_lines"], told["missing_lines"]) == ([1, 2, 4], [3])
    assert (told["executed_branches"], told["missing_branches"]) == ([(2, 4)], [(2, 3)])


def test_what_was_compiled_is_read_again_and_never_from_another_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "kept.py"
    path.write_text(SOURCE, "utf-8")
    before = coverage.compiled(path)
    assert coverage.compiled(path) == before
    path.write_text(SOURCE.replace("large", "great"), "utf-8")
    assert coverage.compiled(path) != before
    (kept,) = path.with_name("__pycache__").iterdir()
    kept.write_bytes(b"half")
    assert coverage.compiled(path) != before


def test_only_our_rooms_are_counted(counts: slipcover.Slipcover) -> None:
    folders = [str(coverage.ROOT / room) for room in coverage.ROOMS]
    left_out = [str(coverage.ROOT / coverage.LEFT_OUT)]
    finder = coverage.Finder(counts, slipcover.FileMatcher(sources=folders, omit=left_out))
    found = finder.find_spec("toolkit", [str(coverage.ROOT)])
    assert found is not None
    assert isinstance(found.loader, coverage.Counting)
    assert finder.find_spec("tests", [str(coverage.ROOT)]) is None
    env = finder.find_spec("toolkit.migrations.env", [str(coverage.ROOT / "toolkit" / "migrations")])
    assert env is not None
    assert not isinstance(env.loader, coverage.Counting)


def test_what_one_process_went_through_is_added_to_what_others_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "FIGURES", tmp_path / "figures.json")

    class Node:
        def __init__(self, seen: list[int], missed: list[int]) -> None:
            file = {"executed_lines": seen, "missing_lines": missed, "executed_branches": [], "missing_branches": []}
            told = {"meta": {"software": "slipcover", "branch_coverage": True}, "files": {"a.py": file}}
            self.workeroutput = {coverage.COUNTED: json.dumps(told)}

    adding = coverage.Adding()
    for node in (Node([1, 2], [3, 4]), Node([1, 3], [2, 4]), object()):
        adding.pytest_testnodedown(node)
    adding.pytest_terminal_summary()
    told = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert (told["files"]["a.py"]["executed_lines"], told["summary"]["missing_lines"]) == ([1, 2, 3], 1)
