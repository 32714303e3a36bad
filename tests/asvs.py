"""`docs/asvs.md` from `docs/asvs.yaml`: what OWASP ASVS 5.0 asks, a line each. `python -m tests.asvs`."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DATA, PAGE, TESTS = ROOT / "docs" / "asvs.yaml", ROOT / "docs" / "asvs.md", ROOT / "tests"

# The level of each requirement of a section, in its order, from the list that OWASP publishes (5.0.0).
_LIST = """
1.1 22 1.2 1111122223 1.3 112222222223 1.4 222 1.5 123 2.1 122 2.2 112 2.3 12223 2.4 23 3.1 3 3.2 113 3.3 12223
3.4 11222233 3.5 11122333 3.6 3 3.7 22333 4.1 12233 4.2 23333 4.3 22 4.4 1222 5.1 2 5.2 112333 5.3 113 5.4 222
6.1 122 6.2 111111112222 6.3 11223333 6.4 112233 6.5 22222333 6.6 2223 6.7 33 6.8 2222 7.1 222 7.2 1111 7.3 22
7.4 11222 7.5 223 7.6 22 8.1 1233 8.2 1123 8.3 133 8.4 23 9.1 111 9.2 1222 10.1 22 10.2 223 10.3 22223
10.4 1111122222233333 10.5 22222 10.6 22 10.7 222 11.1 2233 11.2 22233 11.3 11233 11.4 1222 11.5 23 11.6 23 11.7 33
12.1 12233 12.2 11 12.3 22223 13.1 2333 13.2 222223 13.3 2233 13.4 1222233 14.1 22 14.2 12223333 14.3 122 15.1 12233
15.2 12233 15.3 1222222 15.4 3333 16.1 2 16.2 22222 16.3 2222 16.4 222 16.5 2223 17.1 23 17.2 22223333 17.3 22
"""
_LEVELS = _LIST.split()
LEVELS: Mapping[str, int] = {
    f"V{section}.{number}": int(level)
    for section, levels in zip(_LEVELS[::2], _LEVELS[1::2], strict=True)
    for number, level in enumerate(levels, 1)
    if level != "3"
}

HEAD = """# OWASP ASVS 5.0, levels 1 and 2

Written by `python -m tests.asvs` from `asvs.yaml`; a test holds that every requirement of levels 1 and 2 stands there
once, that every test that is named exists and that nothing is set aside without a reason. The numbers are those of the
[OWASP Application Security Verification Standard 5.0.0](https://github.com/OWASP/ASVS), © the OWASP Foundation,
[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/); this table is under the same licence. What is asked is
said in our words and shortly: read it there. This is our own reading, and nobody else has examined it.

**holds**: a test fails when it no longer does, or it is written where it says. **apart**: the program has nothing that
it could be about. **short**: something is missing, and what; the tests beside it hold what there is.
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line. Either it is `apart`, or there are tests or documents; `short` says what is missing."""

    number: str
    about: str
    tests: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    apart: str = ""
    short: str = ""

    @property
    def verdict(self) -> str:
        """In a word."""
        return "apart" if self.apart else "short" if self.short else "holds"


class _Once(yaml.SafeLoader):
    """A key that stands twice is an error; YAML alone would take the last."""


def _mapping(loader: _Once, node: yaml.MappingNode) -> dict[object, object]:
    pairs = [(loader.construct_object(key), loader.construct_object(value, deep=True)) for key, value in node.value]
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(f"stands twice: {twice}")
    return dict(pairs)


_Once.add_constructor("tag:yaml.org,2002:map", _mapping)


@cache
def requirements() -> tuple[Requirement, ...]:
    """Every line, in the order of the file. Raises ValueError for a number that stands twice."""
    return tuple(_requirement(number, line) for number, line in read(DATA.read_text(encoding="utf-8")).items())


def read(text: str) -> dict[str, dict[str, Any]]:
    """The lines by their numbers. Raises ValueError for a number that stands twice."""
    return dict(yaml.load(text, _Once))  # noqa: S506 - a safe loader


def _requirement(number: str, line: dict[str, Any]) -> Requirement:
    proofs = {name: tuple(line.get(name, ())) for name in ("tests", "docs")}
    return Requirement(number, line["about"], **proofs, apart=line.get("apart", ""), short=line.get("short", ""))


def tests_in(file: str) -> frozenset[str]:
    """The names of the tests of a file under tests/, found without running it."""
    path = TESTS / file
    return _functions(path) if path.is_file() else frozenset()


@cache
def _functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def page() -> str:
    """The whole page."""
    counted = Counter(each.verdict for each in requirements())
    sums = ", ".join(f"{counted[word]} {word}" for word in ("holds", "short", "apart"))
    return "\n".join([HEAD, f"Of {sum(counted.values())} requirements: {sums}.", "", *_lines(), ""])


def _lines() -> Iterator[str]:
    chapter = ""
    for each in requirements():
        if each.number.split(".")[0] != chapter:
            chapter = each.number.split(".")[0]
            yield from ("", f"## {chapter}", "", "| | level | about | | shown by |", "|---|---|---|---|---|")
        told = f"**{each.verdict}**" + (f": {each.short}" if each.short else "")
        yield f"| {each.number} | {LEVELS[each.number]} | {each.about} | {told} | {_shown_by(each)} |"


def _shown_by(each: Requirement) -> str:
    if each.apart:
        return each.apart
    named = [f"`{name}`" for name in each.tests]
    links = [f"[{Path(name).name}]({_from_docs(name)})" for name in each.docs]
    return "<br>".join([*named, *links])


def _from_docs(name: str) -> str:
    return re.sub(r"^docs/", "", name) if name.startswith("docs/") else f"../{name}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.exit(0)
