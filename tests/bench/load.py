"""`python -m tests.bench.load`: what a colleague notices while 240 slow clients are at the server, as a small table."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.table import Row
from tests.journeys.site import Site
from tests.slow_clients import Colleague, SlowClients
from toolkit.people import sessions

ROUNDS = 60


def rows(name: str = "") -> list[Row]:
    """Median and 95th percentile of `/health` and of a write, without and with the slow clients."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:  # noqa: S108
        site = Site(Path(folder))
        site.start()
        try:
            colleague = Colleague(site, patience_s=5)
            found += _measured(colleague, f"{name}quiet")
            cookie = f"{sessions.cookie_name(secure=False)}={site.token}"
            with SlowClients(site.port, cookie):
                time.sleep(2)
                found += _measured(colleague, f"{name}240 slow clients")
        finally:
            site.kill()
    return found


def _measured(colleague: Colleague, when: str) -> list[Row]:
    goals = {"/health": "95 % under 100 ms", "a write": "95 % under 300 ms"}
    acts: dict[str, tuple[Callable[[], int], int]] = {
        "/health": (colleague.health, 200),
        "a write": (colleague.write, 303),
    }
    return [(f"{what}, {when}", _figures(act, good), goals[what]) for what, (act, good) in acts.items()]


def _figures(act: Callable[[], int], good: int) -> str:
    times, lost = [], 0
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        try:
            lost += act() != good
        except OSError:
            lost += 1
        times.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.05)
        if lost > 5:
            break  # nobody is there
    middle, high = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
    return f"{middle:.0f} ms, 95 % under {high:.0f} ms, {lost} of {len(times)} lost"


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(" | ".join(row) + "\n")
