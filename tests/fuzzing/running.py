"""Sends many odd calls, notes what they got, and makes those that failed as short as they can be."""

import logging
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from tests.fuzzing.calls import Call, send
from tests.fuzzing.harvest import Harvest, gather
from tests.fuzzing.mutations import Chance
from tests.sweep import Town
from toolkit.config import ROOT
from toolkit.logs import log

RESTORE_EVERY = 60
"""So many calls are sent until everything is put back: what they took away is there again for the next ones."""
MOST_STEPS = 200


@dataclass(frozen=True)
class Failure:
    """A call that the program did not answer, as short as it could be made, and why."""

    call: Call
    why: str
    trace: str

    def __str__(self) -> str:
        return f"{self.why}\n  Fuzzer(town, seed=0).send({self.call!r})\n{self.trace}"


@dataclass
class Tally:
    """What a run came to."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: list[tuple[float, Call]] = field(default_factory=list)
    failures: dict[str, Failure] = field(default_factory=dict)
    failed: int = 0

    @property
    def sent(self) -> int:
        """How many calls there were."""
        return self.statuses.total()


class Fuzzer:
    """One town, its pages' calls, and a seed."""

    def __init__(self, town: Town, *, seed: int) -> None:
        town.app.config.update(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
        self.town = town
        self.harvest: Harvest = gather(town)
        self.chance = Chance.of(self.harvest.calls, seed)
        self.tally = Tally()

    def run(self, count: int) -> Tally:
        """Send so many calls. No process is begun for any of them: what that costs has its own tests."""
        with patch.object(subprocess, "run", side_effect=subprocess.TimeoutExpired("a search for names", 0)):
            for number in range(count):
                if number % RESTORE_EVERY == 0:
                    self.town.restore()
                self._try(self.chance.call())
        return self.tally

    def _try(self, call: Call) -> None:
        begun = time.perf_counter()
        status, why, trace = self.send(call)
        took = time.perf_counter() - begun
        self.tally.statuses[status] += 1
        self.tally.slowest = sorted([*self.tally.slowest, (took, call)], key=lambda pair: -pair[0])[:10]
        if why:
            self.tally.failed += 1
            if why not in self.tally.failures:
                self.tally.failures[why] = Failure(self.named(self._shortened(call, why)), why, trace)

    def named(self, call: Call) -> Call:
        """The call with `<assignment_id>` in place of that id, for whoever repeats it: ids are new in every town.

        An id that goes by several names is called by the first.
        """
        return self._with_ids(call, {str(key): f"<{name}>" for name, key in reversed(self.town.world.here.ids.items())})

    def send(self, call: Call) -> tuple[int, str, str]:
        """The status, and for a failure where it came from. Ids may be named, as failures print them."""
        call = self._with_ids(call, {f"<{name}>": str(key) for name, key in self.town.world.here.ids.items()})
        with _errors() as caught:
            try:
                status = send(self.town.app, call, self.harvest.cookies.get(call.who, ())).status
            except Exception as error:  # noqa: BLE001 - past every handler: the server would end the connection
                caught.append(error)
                status = 500
        is_health = status == 503 and call.path == "/health"  # it says so, and nobody works in the town
        if status < 500 or is_health:
            return status, "", ""
        failure = caught[-1] if caught else RuntimeError("no error was seen")
        return status, _where(failure), "".join(traceback.format_exception(failure)[-6:])[-3000:]

    @staticmethod
    def _with_ids(call: Call, instead: dict[str, str]) -> Call:
        for before, after in instead.items():
            for name in ("query", "fields"):
                pairs = [(key, value.replace(before, after)) for key, value in getattr(call, name)]
                call = call.with_changed(name, tuple(pairs))
            call = call.with_changed("path", call.path.replace(before, after))
        return call

    def _shortened(self, call: Call, why: str) -> Call:
        """Take away what the failure does not need. Each try begins in a town that is as it was."""
        steps, is_shorter = 0, True
        while is_shorter and steps < MOST_STEPS:
            is_shorter = False
            for shorter in call.shorter():
                steps += 1
                self.town.restore()
                if steps < MOST_STEPS and self.send(shorter)[1] == why:
                    call, is_shorter = shorter, True
                    break
        return call


class _Listening(logging.Handler):
    """Notes the error that is being handled when the program logs a failure: the line itself tells no words of it."""

    def __init__(self, caught: list[BaseException]) -> None:
        super().__init__()
        self.caught = caught

    def emit(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if record.getMessage() == "failed" and error is not None:
            self.caught.append(error)


@contextmanager
def _errors() -> Iterator[list[BaseException]]:
    caught: list[BaseException] = []
    listening = _Listening(caught)
    log.addHandler(listening)
    try:
        yield caught
    finally:
        log.removeHandler(listening)


def _where(error: BaseException) -> str:
    """The kind of the error, and the last line of ours that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(str(ROOT)) and "/.venv/" not in frame.filename]
    last = (ours or frames)[-1] if frames else None
    return f"{type(error).__name__} at {last.filename.removeprefix(str(ROOT))}:{last.lineno}" if last else repr(error)
