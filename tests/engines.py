"""Real engines for the tests, each started once and only by whoever needs it: an S3 server, and a broker.

They are kept by a process of their own (`tests.engine_keeper`) that ends them when the tests end, however they do.
Tests that use them carry `ENGINES`, so that one of the parallel workers starts them and no other.
"""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from toolkit.store_settings import StoreSettings, read_store
from toolkit.vault.object_client import make_client
from toolkit.vault.object_store import ObjectStore

ENGINES = pytest.mark.xdist_group("engines")
AT_WORK_S = 20
"""How long a killer waits for work to be under way; then it kills all the same."""
KEPT = "roster-kept"
"""A bucket that keeps what was in it before."""


class KeptEngine:
    """An engine that runs: where it answers, and how it is killed and started again."""

    def __init__(self, name: str) -> None:
        try:
            self._begin(name)
        except AssertionError:  # another may have taken its port meanwhile
            self._begin(name)

    def _begin(self, name: str) -> None:
        self._keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.engine_keeper", name],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            start_new_session=True,  # Ctrl-C is for the tests; the keeper ends when they do
        )
        try:
            self.url = self._read()
        except AssertionError:
            self.close()
            raise

    def kill(self) -> None:
        """End it with kill -9."""
        self._say("kill")

    def start(self) -> None:
        """Start it again on its data, and return when it answers."""
        self._say("start")

    def close(self) -> None:
        """Let the keeper end it."""
        for end in (self._keeper.stdin, self._keeper.stdout):
            if end:
                end.close()
        self._keeper.wait(timeout=30)

    def _say(self, word: str) -> None:
        assert self._keeper.stdin
        self._keeper.stdin.write(word + "\n")
        assert self._read() == "ready"

    def _read(self) -> str:
        assert self._keeper.stdout
        said = self._keeper.stdout.readline().strip()
        assert said, "the engine did not start; its own words stand above"
        return said


@pytest.fixture(scope="session")
def s3_server() -> Iterator[KeptEngine]:
    """An S3 server with two empty buckets."""
    engine = KeptEngine("s3")
    client = make_client(settings_of(engine))
    for bucket in (settings_of(engine).bucket, KEPT):
        client.create_bucket(Bucket=bucket)
    client.put_bucket_versioning(Bucket=KEPT, VersioningConfiguration={"Status": "Enabled"})
    yield engine
    client.close()
    engine.close()


class Mortal(Protocol):
    """What may die at any moment, and come back."""

    def kill(self) -> None:
        """End it with kill -9."""

    def start(self) -> None:
        """Start it again, and return when it answers."""


@contextmanager
def being_killed(
    engine: Mortal, times: int, *, at_work: Callable[[], bool] = lambda: True
) -> Iterator[threading.Event]:
    """The engine dies so many times, each time at work and at a moment that chance chooses, and always comes back.

    Yields what is set once it has died for the last time.
    """
    chance, over = random.Random(4711), threading.Event()

    def kill() -> None:
        try:
            for _ in range(times):
                until = time.monotonic() + AT_WORK_S
                while not at_work() and time.monotonic() < until:
                    time.sleep(0.01)
                time.sleep(chance.uniform(0.0, 0.15))
                engine.kill()
                time.sleep(chance.uniform(0.0, 0.15))
                engine.start()
        finally:
            over.set()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield over
    finally:
        killer.join()


@pytest.fixture
def s3_settings(s3_server: KeptEngine) -> Iterator[StoreSettings]:
    """A store in the bucket, which is empty again afterwards."""
    yield settings_of(s3_server)
    store = ObjectStore(settings_of(s3_server))
    store.destroy_all(store.list_names())
    store.close()


BROKERS = ("redis", "rabbitmq")
ONE_BROKER = pytest.mark.parametrize("broker_server", ["redis"], indirect=True)
"""For what is the same whichever broker it is."""


@pytest.fixture(scope="session", params=BROKERS)
def broker_server(request: pytest.FixtureRequest) -> Iterator[KeptEngine]:
    """A broker that nothing lies in, each in turn. RabbitMQ takes 20 s to start, so it does that once."""
    engine = KeptEngine(request.param)
    yield engine
    engine.close()


def kills(in_ci: int) -> int:
    """How often an engine is killed in a test: so often in CI, and as often as BR_TEST_KILLS says where it is set."""
    return int(os.environ.get("BR_TEST_KILLS") or in_ci)


@pytest.fixture
def own_postgres() -> Iterator[KeptEngine]:
    """A PostgreSQL of the test's own, which it may kill."""
    engine = KeptEngine("postgres")
    yield engine
    engine.close()


def settings_of(engine: KeptEngine) -> StoreSettings:
    """What BR_STORE_URL says of it."""
    settings = read_store({"BR_STORE_URL": engine.url})
    assert settings
    return settings
