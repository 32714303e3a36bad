"""How much of the program the tests go through, counted with SlipCover's parts by the processes that run tests.

`BR_TEST_COVERAGE=1` asks for it, with `-n`; `.coverage.json` tells at the end. `python -m slipcover` counts in the
first process too, which runs no test, and in the tests themselves, which nobody asks for; and each compiles it all.
Here the first one compiles, the asserts of the tests with it, and the others read what it has made.
"""

import ast
import json
import marshal
import os
import sys
from collections.abc import Sequence
from hashlib import blake2b
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, ModuleType

import pytest
import slipcover
from _pytest.assertion.rewrite import (
    PYC_TAIL,
    _read_pyc,
    _rewrite_test,
    _write_pyc,
    assertstate_key,
    get_cache_dir,
    try_makedirs,
)
from slipcover import branch

from tests.coverage_floor import FIGURES

ROOT = Path(__file__).parent.parent
ROOMS = ("interview_guides", "seminar", "toolkit", "transcription")
LEFT_OUT = "toolkit/migrations/*"
COUNTED = "coverage"
STAMP = 16  # bytes


class Counting(SourceFileLoader):
    """Loads a module of ours with counters in its lines and branches."""

    def __init__(self, name: str, path: str, counts: slipcover.Slipcover) -> None:
        super().__init__(name, path)
        self.counts = counts

    def exec_module(self, module: ModuleType) -> None:
        """Run it, and remember it: counters that have counted are taken out again."""
        self.counts.register_module(module)
        exec(self.counts.instrument(compiled(Path(self.path))), module.__dict__)  # noqa: S102 - so is a module loaded


def compiled(path: Path) -> CodeType:
    """A file of ours with its branches marked, compiled now or by an earlier process from the same bytes."""
    source = path.read_bytes()
    stamp = blake2b(source + f"{slipcover.__version__} {sys.version}".encode(), digest_size=STAMP).digest()
    kept = Path(cache_from_source(path, optimization="branches"))
    try:
        found = kept.read_bytes()
    except FileNotFoundError:
        found = b""
    if found[:STAMP] == stamp:
        code: CodeType = marshal.loads(found[STAMP:])  # noqa: S302 - as Python's own cache, from the same folder
        return code
    code = compile(branch.preinstrument(ast.parse(source)), path, "exec", dont_inherit=True)
    if not sys.dont_write_bytecode:
        own = kept.with_suffix(f".{os.getpid()}")
        kept.parent.mkdir(exist_ok=True)
        own.write_bytes(stamp + marshal.dumps(code))
        own.replace(kept)
    return code


class Finder(MetaPathFinder):
    """Finds our modules before Python does."""

    def __init__(self, counts: slipcover.Slipcover, matcher: slipcover.FileMatcher) -> None:
        self.counts, self.matcher = counts, matcher

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Say nothing of what is not ours."""
        if fullname.partition(".")[0] not in ROOMS:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and type(spec.loader) is SourceFileLoader and self.matcher.matches(spec.origin):
            spec.loader = Counting(fullname, str(spec.origin), self.counts)
        return spec


def begin() -> slipcover.Slipcover:
    """Count in whatever is imported from now on."""
    folders, left_out = [str(ROOT / room) for room in ROOMS], [str(ROOT / LEFT_OUT)]
    counts = slipcover.Slipcover(branch=True, source=folders, omit=left_out)
    sys.meta_path.insert(0, Finder(counts, slipcover.FileMatcher(sources=folders, omit=left_out)))
    return counts


IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
COUNTS = begin() if IS_WORKER and os.environ.get("BR_TEST_COVERAGE") else None


def take_part(config: pytest.Config) -> None:
    """In a process that tests, tell at the end; in the first of several, compile at the start and add up at the end."""
    if COUNTS:
        config.pluginmanager.register(Telling(COUNTS), "coverage is counted")
    elif not IS_WORKER and config.getoption("numprocesses", None):
        compile_tests(config)
        if os.environ.get("BR_TEST_COVERAGE"):
            for room in ROOMS:
                for path in (ROOT / room).rglob("*.py"):  # a migration may be compiled in vain
                    compiled(path)
            config.pluginmanager.register(Adding(), "coverage is added up")


class Telling:
    """What one process has gone through."""

    def __init__(self, counts: slipcover.Slipcover) -> None:
        self.counts = counts

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tell the first process."""
        session.config.workeroutput[COUNTED] = json.dumps(self.counts.get_coverage())  # type: ignore[attr-defined]


class Adding:
    """What all of them have."""

    def __init__(self) -> None:
        self.told: list[dict[str, object]] = []

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """One more has told, unless it was killed."""
        said = getattr(node, "workeroutput", {}).get(COUNTED)
        if said:
            self.told.append(json.loads(said))

    def pytest_terminal_summary(self) -> None:
        """Write it down."""
        if self.told:
            whole, *others = self.told
            for other in others:
                slipcover.merge_coverage(whole, other)
            FIGURES.write_text(json.dumps(whole), "utf-8")


def compile_tests(config: pytest.Config) -> None:
    """Rewrite the asserts of all tests now, as pytest does when it imports them: each process would, and at once."""
    state = config.stash[assertstate_key]
    for path in (ROOT / "tests").rglob("*.py"):
        if path.name == "conftest.py" or path.match("test_*.py"):
            kept = get_cache_dir(path) / f"{path.stem}{PYC_TAIL}"
            if _read_pyc(path, kept) is None and try_makedirs(kept.parent):
                stat, code = _rewrite_test(path, config)
                _write_pyc(state, code, stat, kept)
