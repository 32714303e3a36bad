"""Who speaks where stands in one list, `speakers.py`, and every occasion of the house is in it once."""

import ast
from collections.abc import Iterator

from speakers import SPEAKERS
from tests.architecture.source import expect_none, modules
from toolkit.hooks import Hook


def declared() -> Iterator[tuple[str, str]]:
    """Every hook that stands at the top of a module: (module, name)."""
    for module in modules():
        for node in module.tree.body:
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).startswith("Hook["):
                yield module.name, ast.unparse(node.target)


def test_every_occasion_stands_in_the_list() -> None:
    text = next(module.text for module in modules() if module.name == "speakers")
    expect_none(
        f"{module}.{name} is not in SPEAKERS"
        for module, name in declared()
        if f"{module.rsplit('.', 1)[1]}.{name}.register(" not in text
    )
    assert len(list(declared())) == len(SPEAKERS)


def test_an_occasion_is_declared_in_one_way() -> None:
    """So that the test above sees them all: at the top of its module, with its type written out."""
    found = sum(
        isinstance(node, ast.Call) and ast.unparse(node.func) == "Hook"
        for module in modules()
        for node in ast.walk(module.tree)
    )
    assert found == len(list(declared())) > 5


def test_every_occasion_is_told_apart_by_what_happens() -> None:
    occasions = [one.hook.occasion for one in SPEAKERS if isinstance(one.hook, Hook)]
    assert len(set(occasions)) == len(SPEAKERS)


def test_nothing_else_is_hung_on_the_app() -> None:
    """One mechanism: what a module needs from the app is held by its installation."""
    expect_none(
        f"{module}:{node.lineno} uses app.extensions"
        for module in modules()
        if module.name not in {"toolkit.app_context"}
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "extensions"
    )
