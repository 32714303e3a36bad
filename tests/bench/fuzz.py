"""`python -m tests.bench.fuzz`: twenty thousand odd requests, half on each database, and what they were answered.

Prints what failed, short enough to be sent again. `python -m tests.bench.fuzz 2000 7` sends 2000 from seed 7.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app import create_app
from tests.bench.table import Row
from tests.fuzzing.running import Fuzzer, Tally
from tests.packages import NoMeansError
from tests.servers import find_programs, postgres_database
from tests.sweep import Town
from toolkit import starting
from toolkit.config import Settings
from toolkit.db import db

COUNT, SEED = 20_000, 1


def rows(count: int = COUNT, seed: int = SEED) -> Iterator[Row]:
    """How many requests on each database, their statuses, the slowest, and how many failed."""
    backends = ["SQLite", *(["PostgreSQL"] if find_programs() else [])]
    for number, backend in enumerate(backends):
        with _town(backend) as town:
            tally = Fuzzer(town, seed=seed + number).run(count // len(backends))
        for failure in tally.failures.values():
            sys.stdout.write(f"{failure}\n")
        yield f"{tally.sent} odd requests on {backend}: 500s", str(tally.failed), "0"
        yield f"their statuses on {backend}", _statuses(tally), ""
        took, call = tally.slowest[0]
        yield f"the slowest on {backend}", f"{took:.1f} s, {call.method} {_kind_of(town, call.path)}", "under 5 s"


def _statuses(tally: Tally) -> str:
    return ", ".join(f"{status} × {times}" for status, times in sorted(tally.statuses.items()))


def _kind_of(town: Town, path: str) -> str:
    """The address without its ids."""
    for name, key in town.world.here.ids.items():
        path = path.replace(str(key), f"<{name}>")
    return path[:80].replace("|", " ")


@contextmanager
def _town(backend: str) -> Iterator[Town]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=_in_memory())))
        url = f"sqlite:///{folder}/app.sqlite3"
        if backend == "PostgreSQL":
            url = stack.enter_context(postgres_database())
        starting.make_keys(folder / "keys", sealed_data_exist=False)
        settings = Settings(
            instance=folder, database_url=url, secret_key="k" * 48, testing=True, municipality="Norrviks kommun"
        )
        app = create_app(settings)
        yield Town.build(app)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _in_memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - what is tried is the program, not the disk


if __name__ == "__main__":
    try:
        for row in rows(*map(int, sys.argv[1:])):
            sys.stdout.write(" | ".join(row) + "\n")
    except NoMeansError as problem:
        sys.exit(str(problem))
