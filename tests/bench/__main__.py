"""`python -m tests.bench`: start, memory, pages and both engines on this machine, as a table in docs/performance.md."""

import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from app import create_app
from tests.bench import (
    coding,
    disclosure,
    fuzz,
    live,
    load,
    overview,
    recognition,
    report,
    review,
    table,
    uploads,
    workers,
    years,
)
from tests.bench.table import Row
from tests.busy_pages import BUSY_PAGES
from tests.journeys.installation import Installation
from toolkit.db import db
from toolkit.people import directory, sessions, signin
from toolkit.starting import PRACTICE_PASSWORD

ROUNDS = 15


def main() -> None:
    """Measure everything once, print it, and put it in the document."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Installation(Path(folder), hire=_practice_year)
        try:
            for measure in (_starts, _memory, _pages):
                rows += measure(place)
        finally:
            place.kill()
        rows += review.rows()
        rows += load.rows()
        rows += disclosure.rows()
        rows += overview.rows()
        rows += workers.rows()
        table.write("bench", rows)
        table.write("uploads", uploads.rows())
        table.write("years", years.rows())
        table.write("odd", fuzz.rows())
        table.write("seminar", [*coding.rows(), *live.rows()])
        table.write("report", report.rows())
        recognition.measure()


def _practice_year() -> None:
    from seminar.demo import loading

    loading.load()


def _starts(place: Installation) -> Iterator[Row]:
    place.start()
    place.kill()
    begun = time.perf_counter()
    place.start()
    yield "second start until the first page can be served", f"{time.perf_counter() - begun:.1f} s", "under 5 s"


def _memory(place: Installation) -> Iterator[Row]:
    time.sleep(20)  # the practice recording has been heard by then, and the child process is gone
    total = sum(_family_kb(process.pid) for process in place.processes.values())
    yield "memory of web and worker when idle (PSS)", f"{total / 1024:.0f} MB", "under 300 MB"


def _family_kb(pid: int) -> int:
    """The proportional set size of a process and its children, in kB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    own = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
    assert own
    return int(own[1]) + sum(_family_kb(int(child)) for child in children)


def _pages(place: Installation) -> Iterator[Row]:
    """The time in the server, without the network: each page as the person it is for."""
    app = create_app(place.settings)
    medians: dict[str, float] = {}
    for name, addresses in BUSY_PAGES.items():
        with app.app_context():
            person, token = signin.sign_in(name, PRACTICE_PASSWORD, place="bench")
            assert directory.as_actor(person)
            db.session.commit()
        client = app.test_client()
        client.set_cookie(sessions.cookie_name(secure=False), token)
        for address in addresses:
            medians[address] = _median_ms(partial(client.get, address, follow_redirects=True))
    slowest = max(medians, key=lambda address: medians[address])
    yield "median page, practice year", f"{statistics.median(medians.values()):.0f} ms", "under 30 ms"
    yield f"slowest page (`{slowest}`)", f"{medians[slowest]:.0f} ms", ""


def _median_ms(act: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
