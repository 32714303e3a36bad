"""How large a thing may be before it is two things. The exceptions are few and give their reason."""

import statistics
from pathlib import Path

from tests.architecture.source import Function, expect_none, modules
from toolkit.config import ROOT

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE, LONGEST_SCRIPT = 250, 40, 100, 150
MEDIAN_FUNCTION = 10
LONGEST_TEST = 300

# path: (its own limit, why)
EXCEPTIONS: dict[str, tuple[int, str]] = {
    "toolkit/audit/events.py": (300, "the vocabulary of the trail is one list, a line for each act"),
}

FILES = [
    *((path, LONGEST_FILE) for path in (module.path for module in modules())),
    *((path, LONGEST_TEMPLATE) for path in sorted((ROOT / "templates").rglob("*.html"))),
    *((path, LONGEST_SCRIPT) for path in sorted((ROOT / "templates" / "assets" / "js").rglob("*.js"))),
    *((path, LONGEST_TEST) for path in sorted((ROOT / "tests").rglob("*.py"))),
]


def test_a_file_can_be_read_in_one_sitting() -> None:
    expect_none(
        f"{_name(path)} has {_lines(path)} lines" for path, usual in FILES if _lines(path) > _limit(path, usual)
    )


def test_a_function_does_one_thing() -> None:
    expect_none(
        f"{module}:{node.lineno} {node.name} has {_length(node)} lines"
        for module in modules()
        for node in module.functions()
        if _length(node) > LONGEST_FUNCTION
    )


def test_most_functions_are_short() -> None:
    assert statistics.median(_length(node) for module in modules() for node in module.functions()) < MEDIAN_FUNCTION


def test_an_exception_is_needed_and_explained() -> None:
    for name, (limit, why) in EXCEPTIONS.items():
        lines = _lines(ROOT / name)
        usual = next(usual for path, usual in FILES if path == ROOT / name)
        assert usual < lines <= limit, f"{name} no longer needs its exception"
        assert len(why.split()) >= 4, f"say why {name} may be longer"


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def _limit(path: Path, usual: int) -> int:
    return EXCEPTIONS.get(_name(path), (usual, ""))[0]


def _length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
