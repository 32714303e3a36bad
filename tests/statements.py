"""Which tests run on PostgreSQL too: the fewest that send everything to it that any test sends.

With `--statements note`, as in the pass on SQLite, each test that stands on a database leaves a line in `.statements/`:
what it sent, from which door, what the database refused, and how long it took. With `--statements choose`, as in the
pass on PostgreSQL, those run that together have sent all of it, cheapest first; whatever has left no line, as a test
that SQLite skips; and whatever is about what databases do differently (`is_about_databases`, or the mark
`every_database`). A test that is run by hand runs.
"""

import contextlib
import heapq
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import has_request_context, request
from sqlalchemy.engine import Engine, ExceptionContext

NOTES = Path(".statements")
# What databases do differently is the subject here: locks, transactions, types, order, migrations, writing at once.
ROOMS = (
    "tests/faults/", "tests/fuzzing/", "tests/architecture/test_reading.py", "tests/architecture/test_write_lock.py",
    "tests/test_servers.py", "tests/test_sweep.py", "tests/toolkit/audit/", "tests/toolkit/backup/",
    "tests/toolkit/database_copy/", "tests/toolkit/jobs/", "tests/toolkit/key_rotation/", "tests/toolkit/sent_forms/",
    "tests/toolkit/test_migrating.py", "tests/toolkit/test_references.py", "tests/toolkit/test_transactions.py",
    "tests/toolkit/test_word_columns.py", "tests/toolkit/vault/",
)  # fmt: skip
NAMES = re.compile(r"order|sorted|alphabet|at_once|twice|same_time|same_moment|lock|unique")
TEXTS = re.compile(r"\b(Thread|Barrier|postgresql)", re.IGNORECASE)
WORDS = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|SAVEPOINT)\b")
# How many rows or values a statement was sent with makes it no other statement.
MANY = re.compile(r"\(\?(?:, \?)*\)(?:, \(\?(?:, \?)*\))*|(?<=_)\d+\b")
SOME_S = 0.05  # so long takes what every test does

Sent = frozenset[int]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the passes of `make test` know of each other."""
    parser.addoption(
        "--statements", choices=["note", "choose"], help="which tests a second database needs: see tests/statements.py"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Begin with no notes."""
    config.addinivalue_line("markers", "every_database: about what databases do differently, so it runs on each")
    if config.getoption("--statements") == "note":
        if not hasattr(config, "workerinput"):
            shutil.rmtree(NOTES, ignore_errors=True)
            NOTES.mkdir()
        config.pluginmanager.register(Noting(), "statements are noted")


class Noting:
    """Listens to every engine of the process."""

    def __init__(self) -> None:
        self.path = NOTES / f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.jsonl"
        self.sent: set[int] = set()
        self.is_skipped = False
        self.known: dict[tuple[str, str], int] = {}
        sa.event.listen(Engine, "before_cursor_execute", self.hear)
        sa.event.listen(Engine, "handle_error", self.hear_refusal)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Write down what one test has sent."""
        self.sent.clear()
        self.is_skipped = False
        begun = time.perf_counter()
        answer = yield
        if item.get_closest_marker("database") and not self.is_skipped:
            line = {"test": name_of(item.nodeid), "took": time.perf_counter() - begun, "sent": sorted(self.sent)}
            with self.path.open("a", encoding="utf-8") as notes:
                notes.write(json.dumps(line) + "\n")
        return answer

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What SQLite cannot do, another database may."""
        self.is_skipped |= report.skipped

    def hear(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        """One statement, sent from the door where the program stands now."""
        self.note(statement, f"{request.method} {request.endpoint}" if has_request_context() else "")

    def hear_refusal(self, refused: ExceptionContext) -> None:
        """One statement that the database refused, which is another thing than the same when it succeeds."""
        self.note(refused.statement or "", type(refused.original_exception).__name__)

    def note(self, statement: str, place: str) -> None:
        key = (statement, place)
        if key not in self.known:
            same = MANY.sub("?", statement) if WORDS.match(statement) else ""
            self.known[key] = int.from_bytes(blake2b(f"{place} {same}".encode(), digest_size=6).digest(), "big")
        self.sent.add(self.known[key])


@pytest.hookimpl(trylast=True)  # after `-m` has chosen
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what would tell the second database nothing new."""
    if config.getoption("--statements") != "choose":
        return
    sent, took = read(NOTES)
    here = {name_of(item.nodeid): item for item in items}
    always = {name for name, item in here.items() if name not in sent or _must(item)}
    chosen = always | choose({name: sent[name] for name in sent if name in here}, took, always)
    left = [item for item in items if name_of(item.nodeid) not in chosen]
    items[:] = [item for item in items if name_of(item.nodeid) in chosen]
    config.hook.pytest_deselected(items=left)


def _must(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("every_database")) or is_about_databases(item.nodeid, _text(item.path))


def is_about_databases(name: str, text: str) -> bool:
    """Whether a test is about what databases do differently: by its room, its name, or what its file speaks of."""
    return bool(name.startswith(ROOMS) or NAMES.search(name) or TEXTS.search(text))


@cache
def _text(path: Path) -> str:
    return path.read_text("utf-8")


def name_of(nodeid: str) -> str:
    """A test's id without its database and its group, which differ from pass to pass."""
    stem, bracket, parameters = nodeid.partition("@")[0].partition("[")
    return stem + bracket + re.sub(r"\b(sqlite|postgresql)\b", "database", parameters, count=1)


def read(folder: Path) -> tuple[dict[str, Sent], dict[str, float]]:
    """What each test sent, and how long it took in seconds; nothing where nothing was noted."""
    sent: dict[str, Sent] = {}
    took: dict[str, float] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            with contextlib.suppress(ValueError):  # the last line of a run that was killed
                told = json.loads(line)
                sent[told["test"]], took[told["test"]] = frozenset(told["sent"]), told["took"]
    return sent, took


def choose(sent: Mapping[str, Sent], took: Mapping[str, float], always: set[str]) -> set[str]:
    """Names that together with `always` send everything: again and again the one that adds most for its time."""
    covered: set[int] = set().union(*(sent.get(name, ()) for name in always))
    chosen: set[str] = set()

    def worth(name: str) -> float:
        return -len(sent[name] - covered) / (SOME_S + took[name])

    waiting = [(worth(name), name) for name in sent if name not in always]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] < 0:
        before, name = heapq.heappop(waiting)
        now = worth(name)
        if now > before:  # others have sent some of it meanwhile
            heapq.heappush(waiting, (now, name))
        else:
            chosen.add(name)
            covered |= sent[name]
    return chosen
