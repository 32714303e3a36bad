"""The source as the architecture tests read it: every module with its syntax tree and what it imports."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from toolkit.config import ROOT

ROOMS = ("interview_guides", "toolkit", "transcription", "seminar")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One imported module, by its full name, and whether the line stands inside a function."""

    name: str
    line: int
    inside: bool


@dataclass(frozen=True)
class Module:
    """One file of the program; it is parsed when a test asks, not while tests are collected."""

    path: Path
    name: str
    text: str

    def __str__(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(_imports(self.tree, inside=False))

    @property
    def is_view(self) -> bool:
        """`views.py`, or one of several in a room: `admin_views.py`."""
        return self.path.stem == "views" or self.path.stem.endswith("_views")

    @property
    def is_models(self) -> bool:
        return self.path.stem == "models"

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the last word of what is called: `db.session.commit()` is «commit»."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
                yield str(name), node


@cache
def modules() -> tuple[Module, ...]:
    """The whole program: `app.py`, `speakers.py` and every room, without the migrations, which are history."""
    paths = [
        ROOT / "app.py",
        ROOT / "speakers.py",
        *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))),
    ]
    return tuple(_read(path) for path in paths if "migrations" not in path.parts)


@cache
def module_names() -> frozenset[str]:
    return frozenset(module.name for module in modules())


def expect_none(problems: Iterable[str]) -> None:
    """Raise `AssertionError` with one problem per line, so that a broken law reads as a list of what to do."""
    found = list(problems)
    assert not found, "\n".join(["", *found])


def find(name: str) -> Module:
    """One module by its full name. Raises LookupError."""
    for module in modules():
        if module.name == name:
            return module
    raise LookupError(name)


def reachable(name: str) -> dict[str, str]:
    """Everything that importing a module brings in from outside and inside, each with the module that asked for it."""
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        asking = waiting.pop()
        for imported in (each.name for each in find(asking).imports if not each.inside):
            if imported not in found:
                found[imported] = asking
                if imported in module_names():
                    waiting.append(imported)
    return found


def _read(path: Path) -> Module:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    return Module(path, name, path.read_text("utf-8"))


def _imports(node: ast.AST, *, inside: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, inside) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from (Import(_full_name(child, alias), child.lineno, inside) for alias in child.names)
        yield from _imports(child, inside=inside or isinstance(child, Function))


def _full_name(line: ast.ImportFrom, alias: ast.alias) -> str:
    """`from toolkit.cycles import draw` is the module toolkit.cycles.draw; `from x import Name` is the module x."""
    parent = line.module or ""
    beside = ROOT.joinpath(*parent.split("."), alias.name)
    return f"{parent}.{alias.name}" if beside.with_suffix(".py").exists() or beside.is_dir() else parent
