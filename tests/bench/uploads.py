"""`python -m tests.bench.uploads`: fifty recordings that arrive, a piece a second, beside thirty colleagues who write.

Against the real server, over sockets, on each database; `rows()` is for the bench's table. What a browser does when it
is not answered is not done here: whatever was not taken at once is counted as lost.
"""

import hashlib
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select

from app import create_app
from tests import factories as make
from tests.bench.table import Row
from tests.journeys.site import Site
from tests.servers import find_programs, postgres_database
from tests.slow_clients import Colleague
from toolkit.access import Role
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.people import sessions
from toolkit.people.models import Person
from transcription.speech_models import practice

UPLOADS, WRITERS = 50, 30
CHUNKS, CHUNK_BYTES = 30, 6000
"""Half a minute of a browser's recording: a chunk of about 6 kB each second."""
PACE_S, REST_S = 1.0, 5.0
"""A recorder sends each second; a page that saves by itself does so every five."""


@dataclass
class Measured:
    """What everybody together met."""

    chunk_ms: list[float] = field(default_factory=list)
    finish_ms: list[float] = field(default_factory=list)
    write_ms: list[float] = field(default_factory=list)
    lost_chunks: int = 0
    lost_recordings: int = 0
    lost_writes: int = 0


@dataclass(frozen=True)
class Somebody:
    """A worker with an interview of their own; `port` and `token` as a colleague's browser needs them."""

    port: int
    token: str
    assignment_id: str


def rows(*, uploads: int = UPLOADS, writers: int = WRITERS, chunks: int = CHUNKS) -> Iterator[Row]:
    """Latency of chunks, of finishing, and of writing, with what was lost, on each database."""
    for backend in ("SQLite", *(["PostgreSQL"] if find_programs() else [])):
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            url = stack.enter_context(postgres_database()) if backend == "PostgreSQL" else ""
            site = Site(Path(folder), database_url=url, threads=16)
            stack.callback(site.kill)
            people = hire(site, uploads + writers)
            site.start()
            found = measure(people[:uploads], people[uploads:], chunks=chunks)
        among = f"{uploads} uploads, {writers} writers, {backend}"
        yield f"a chunk: {among}", _figures(found.chunk_ms, found.lost_chunks), "none lost"
        yield f"finishing: {among}", _figures(found.finish_ms, found.lost_recordings), "none lost"
        yield f"a write: {among}", _figures(found.write_ms, found.lost_writes), "none lost, 95 % under 1000 ms"


def hire(site: Site, many: int) -> list[Somebody]:
    """So many workers more, each with an interview that may be recorded."""
    found = []
    with create_app(site.settings).app_context():
        cycle, leader = db.session.scalars(select(Cycle)).one(), db.session.get_one(Person, site.worker_id)
        for _ in range(many):
            worker = make.a_person(leader.unit, Role.SOCIAL_WORKER)
            assignment = make.an_assignment(make.a_child(cycle), worker)
            for who in ("guardian_1", "child"):
                make.a_yes(assignment, worker, who=who)
            found.append(Somebody(site.port, sessions.begin(worker), str(assignment.id)))
        db.session.commit()
        db.engine.dispose()
    return found


def measure(
    recording: list[Somebody], writing: list[Somebody], *, chunks: int, pace_s: float = PACE_S, rest_s: float = REST_S
) -> Measured:
    """Let everybody work at once, until the last recording has arrived."""
    found, is_over = Measured(), threading.Event()
    recorders = [threading.Thread(target=_record, args=(each, found, chunks, pace_s)) for each in recording]
    writers = [threading.Thread(target=_write, args=(each, found, is_over, rest_s)) for each in writing]
    for thread in (*recorders, *writers):
        thread.start()
        time.sleep(pace_s / max(len(recorders), 1))  # nobody begins in step with the others
    for thread in recorders:
        thread.join()
    is_over.set()
    for thread in writers:
        thread.join()
    return found


def _record(who: Somebody, found: Measured, chunks: int, pace_s: float) -> None:
    browser = Colleague(who)
    sound = practice.DEMO_INTERVIEW.read_bytes()[: chunks * CHUNK_BYTES]
    opened = urlencode({"csrf_token": browser.token, "client_key": who.token[:32], "source": "browser"})
    _status, body, _cookie = browser.ask("POST", f"/interviews/{who.assignment_id}/recordings", opened, as_script=True)
    url, begun = json.loads(body)["url"], time.perf_counter()
    for number in range(chunks):
        time.sleep(max(0.0, begun + number * pace_s - time.perf_counter()))
        piece = sound[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]
        headers = {"X-Chunk-SHA256": hashlib.sha256(piece).hexdigest(), "X-CSRFToken": browser.token}
        took, status = _timed(lambda n=number, p=piece, h=headers: browser.put(f"{url}/chunks/{n}", p, h))  # type: ignore[misc]
        found.chunk_ms.append(took)
        found.lost_chunks += status != 200
    form = urlencode({"csrf_token": browser.token, "chunks": chunks})
    took, status = _timed(lambda: browser.ask("POST", f"{url}/finish", form, as_script=True)[0])
    found.finish_ms.append(took)
    found.lost_recordings += status != 200


def _write(who: Somebody, found: Measured, is_over: threading.Event, rest_s: float) -> None:
    browser, version = Colleague(who), 0
    while not is_over.wait(rest_s):
        words = "Jag väntade in barnet. " * (version + 1)
        form = urlencode({"csrf_token": browser.token, "version": version, "text": words})
        took, status = _timed(lambda f=form: browser.ask("POST", f"/interviews/{who.assignment_id}/notes", f)[0])  # type: ignore[misc]
        found.write_ms.append(took)
        found.lost_writes += status != 303
        version += 1


def _timed(act: Callable[[], int]) -> tuple[float, int]:
    """How long it took in ms, and the status; 0 when nobody answered."""
    begun = time.perf_counter()
    try:
        status = act()
    except OSError:
        status = 0
    return (time.perf_counter() - begun) * 1000, status


def _figures(times: list[float], lost: int) -> str:
    middle, high = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
    return f"{middle:.0f} ms, 95 % under {high:.0f} ms, longest {max(times):.0f} ms, {lost} of {len(times)} lost"


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(" | ".join(row) + "\n")
        sys.stdout.flush()
