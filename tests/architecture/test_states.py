"""A state is compared with its enum's member or asked by a property: a word in quotes would outlive its meaning."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.architecture.source import Module, expect_none, modules
from toolkit.config import ROOT
from toolkit.db import Base

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
QUESTIONS = {"in_", "not_in", "is_distinct_from", "is_not_distinct_from", "is_", "is_not"}
# Templates that compare words still, by column. An entry that no template needs any more fails.
IN_TEMPLATES = {
    "speaker": "a segment, its row and its de-identified copy share the words and no class",
    "source": "where a text came from decides a heading, in the editor's and the exchange's templates",
    "state": "a part of an interview has its transcript's state, or none; the editor's templates ask for it by name",
}
DRAWN = {
    "templates/cycles/wheel.html": "a phase of the wheel is past, now or to come: no row's state",
    "templates/interviews/show.html": "how a step of the interview is drawn: no row's state",
}
TRANSCRIPTS = ("deidentification", "editor", "exchange", "handover", "retranscription", "transcription")
"""The templates that the entries above excuse; `speaker` is excused everywhere."""
IN_LISTS = {"toolkit/cycles/csv_intake.py": "the columns of a spreadsheet, which are named like what stands in them"}


def words() -> dict[str, frozenset[str]]:
    """The words of every column that holds an enum's, by the column's name."""
    found: dict[str, frozenset[str]] = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.Enum):
                found[column.name] = found.get(column.name, frozenset()) | frozenset(column.type.enums)
    return found


def literals(node: ast.AST) -> Iterator[str]:
    return (each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str))


def compared(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """(line, column, word) wherever something's column is compared with a word in quotes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in QUESTIONS:
            sides = [node.func.value, *node.args]  # type: ignore[attr-defined]  # it has an attr, so it has a value
        else:
            continue
        columns = [side.attr for side in sides if isinstance(side, ast.Attribute)]
        others = [side for side in sides if isinstance(side, ast.Constant | ast.Tuple | ast.Set | ast.List)]
        yield from ((node.lineno, column, word) for column in columns for one in others for word in literals(one))


def compared_in_template(text: str) -> Iterator[tuple[int, str, str]]:
    """The same in a template: `recording.state == "whole"`, and the filters that compare."""
    for pattern in (
        r"\.(\w+)\s*(?:==|!=|in|not in)\s*(\(?\s*[\"'][^)%}]*)",
        r"attr\(\s*[\"'](?:\w+\.)*(\w+)[\"']\s*,\s*[\"']\w+[\"']\s*,\s*([\"']\w+[\"'])",
    ):
        for found in re.finditer(pattern, text):
            line = text.count("\n", 0, found.start()) + 1
            yield from ((line, found[1], word) for word in re.findall(r"[\"']([^\"']*)[\"']", found[2]))


def is_state(column: str, word: str) -> bool:
    return word in words().get(column, ())


def test_code_compares_members() -> None:
    expect_none(
        f"{module}:{line} compares {column} with “{word}”"
        for module in modules()
        for line, column, word in compared(module.tree)
        if is_state(column, word)
    )


def test_templates_ask_properties() -> None:
    expect_none(f"{place} compares {column}" for place, column, excused in found_in_templates() if not excused)


@pytest.mark.parametrize("column", IN_TEMPLATES)
def test_what_is_excused_is_still_needed(column: str) -> None:
    assert any(excused and found == column for _place, found, excused in found_in_templates())


@cache
def found_in_templates() -> tuple[tuple[str, str, bool], ...]:
    """(place, column, whether it is excused) of every word that a template compares."""
    return tuple(
        (f"{path.relative_to(ROOT).as_posix()}:{line}", column, is_excused(path, column))
        for path in TEMPLATES
        if path.relative_to(ROOT).as_posix() not in DRAWN
        for line, column, word in compared_in_template(path.read_text("utf-8"))
        if is_state(column, word)
    )


def is_excused(path: Path, column: str) -> bool:
    return column in IN_TEMPLATES and (column == "speaker" or path.parent.name in TRANSCRIPTS)


def test_a_state_has_no_list_of_its_own_beside_its_enum() -> None:
    """Two or more of a column's words in one tuple or set are a list that nobody keeps in step."""
    kept = set(words().values())
    expect_none(
        f"{module}:{line} lists {', '.join(sorted(here))}"
        for module in modules()
        if str(module) not in IN_LISTS
        for line, here in listed(module)
        if any(here == each for each in kept)
    )


def listed(module: Module) -> Iterator[tuple[int, frozenset[str]]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Tuple | ast.Set | ast.List):
            here = [each.value for each in node.elts if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if len(here) > 1 and len(here) == len(node.elts):
                yield node.lineno, frozenset(here)


@pytest.mark.parametrize(
    "line",
    [
        'found.state == "whole"', '"whole" != found.state', 'found.state in {"whole", "destroyed"}',
        'select(x).where(R.state.in_(("whole",)))', 'R.state.is_distinct_from("whole")',
    ],
)  # fmt: skip
def test_the_law_sees_a_word_in_code(line: str) -> None:
    assert any(is_state(column, word) for _line, column, word in compared(ast.parse(line)))


@pytest.mark.parametrize(
    "text",
    [
        '{% if one.state == "whole" %}', "{{ 'x' if one.state != 'whole' }}", '{% if one.state in ("a", "whole") %}',
        '{{ all | selectattr("one.state", "equalto", "whole") }}',
    ],
)  # fmt: skip
def test_the_law_sees_a_word_in_a_template(text: str) -> None:
    assert any(is_state(column, word) for _line, column, word in compared_in_template(text))
