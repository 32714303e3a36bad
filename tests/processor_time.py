"""What a run costs: processor time, own and of processes that a test started, which waiting and busy neighbours do not
move as they move the clock on the wall. The whole is said at the end of each run; `--dearest N` lists the dearest
tests and `--dearest-rooms N` the dearest folders. A browser counts where it is closed, not where it works.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest

SPENT = "processor_s"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let whoever makes tests cheaper see where to begin."""
    parser.addoption("--dearest", type=int, default=0, metavar="N", help="list the N dearest tests")
    parser.addoption("--dearest-rooms", type=int, default=0, metavar="N", help="the same of folders")


def pytest_configure(config: pytest.Config) -> None:
    """Count in every process, and add up in the first."""
    config.pluginmanager.register(Counting(config), "processor time is counted")


def spent() -> float:
    """Seconds that this process, and those that it started and has seen end, have had of a processor."""
    return sum(os.times()[:4])


class Counting:
    """What each test took, and each process as a whole."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.tests: dict[str, float] = defaultdict(float)
        self.processes = 0.0
        self.begun = 0.0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self) -> None:
        """A test begins."""
        self.begun = spent()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """Its last report carries what it took to the first process."""
        if call.when == "teardown":
            item.user_properties.append((SPENT, spent() - self.begun))
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One more is known."""
        if report.when == "teardown":
            self.tests[report.nodeid] += sum(
                float(str(value)) for name, value in report.user_properties if name == SPENT
            )

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A worker tells the first process what it took in all."""
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput[SPENT] = spent()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """A worker has told."""
        self.processes += getattr(node, "workeroutput", {}).get(SPENT, 0.0)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what it came to."""
        tests, rooms = (self.config.getoption(name) for name in ("--dearest", "--dearest-rooms"))
        # The first process has seen the workers end: their time is in its children's, and theirs alone.
        whole = self.processes + sum(os.times()[:2]) if self.processes else spent()
        for line in told(self.tests, whole, tests, rooms=rooms):
            terminalreporter.write_line(line)


def told(tests: Mapping[str, float], whole: float, dearest: int, *, rooms: int = 0) -> Iterator[str]:
    """The whole in seconds, and before it the dearest rooms and tests with their share."""
    by_room: dict[str, float] = defaultdict(float)
    for name, seconds in tests.items():
        by_room["/".join(name.partition("::")[0].split("/")[:3])] += seconds
    for count, of in ((rooms, by_room), (dearest, tests)):
        for name, seconds in sorted(of.items(), key=lambda each: -each[1])[:count]:
            yield f"{seconds:8.1f} s of processor  {name}"
    yield f"{whole:.0f} s of processor time in all, {sum(tests.values()):.0f} of them in tests"
