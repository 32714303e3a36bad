"""`python -m tests.bench.report`: the whole report as a Word file, for 18, 106 and 1 000 interviews, and how it grows.

From the rows to the bytes, in one process, without the network: its time of the processor, which no neighbour moves.
The rows are put there directly: what is measured is the report, and not how they came.
"""

import gc
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app import create_app
from seminar.coding.models import Coding, Excerpt
from seminar.report import exporting
from tests.bench.table import Row
from tests.journeys.installation import Installation
from tests.seminar import making
from toolkit import clock
from toolkit.db import Base, db

SIZES = ((7, 100), (18, 300), (106, 1_500), (1_000, 15_000))
THEMES = 28
AREAS = ("knowledge", "contact", "participation", "works_well")
AGES = (6, 10, 13, 16)
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory
ROUNDS = 3
GOALS = {7: "under 250 ms", 106: "under 1.5 s and 200 MB"}


def rows() -> Iterator[Row]:
    """The figures, in one run."""
    took: dict[int, float] = {}
    for interviews, excerpts in SIZES:
        took[interviews], size, grown = _measure(interviews, excerpts)
        of_it = f"a file of {size // 1024} kB, memory grew by {grown:.0f} MB"
        measured = f"{took[interviews] * 1000:.0f} ms of processor, {of_it}"
        yield f"the report of {interviews} interviews with {excerpts} excerpts", measured, GOALS.get(interviews, "")
    growth = took[1_000] / took[106]
    yield "1 000 interviews against 106", f"{growth:.1f} times", "linear: under 10 times"


def _measure(interviews: int, excerpts: int) -> tuple[float, int, float]:
    """Seconds of the fastest round, bytes of the file, and megabytes by which the process grew at its highest."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        app = create_app(Installation(Path(folder)).settings)
        with app.test_request_context():
            Base.metadata.create_all(db.engine)
            seminar = _fill(interviews, excerpts)
            gc.freeze()  # as the server does at its start
            times, before = [], _peak()
            for _round in range(ROUNDS):
                db.session.expire_all()
                begun = time.process_time()
                made = exporting.export(
                    seminar.leads, seminar.cycle.id, name="annual-report", extension="docx", language="sv"
                )
                times.append(time.process_time() - begun)
                db.session.commit()
            db.session.remove()
            db.engine.dispose()
            return min(times), len(made.file), _peak() - before


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fill(interviews: int, excerpts: int) -> making.Seminar:
    children = [(AGES[number % len(AGES)], "girl" if number % 5 < 3 else "boy") for number in range(interviews)]
    seminar = making.a_seminar(*children)
    themes = [making.a_theme(seminar, f"Tema {number}", area=AREAS[number % 4]) for number in range(THEMES)]
    for number in range(excerpts):
        start = 100 * (number // interviews)
        excerpt = Excerpt(
            transcript_id=seminar.transcripts[number % interviews].id, revision=1, start=start, end=start + 60,
            quote=f"{number} Jag hade velat att hon sa det själv innan jag kom dit.", before="", after="",
            asides={}, created_by_id=seminar.facilitator.id,
        )  # fmt: skip
        db.session.add(excerpt)
        db.session.flush()
        who = {"coded_by_id": seminar.facilitator.id, "changed_by_id": seminar.facilitator.id}
        theme = themes[(number * 7 + number // interviews) % THEMES]
        db.session.add(Coding(excerpt_id=excerpt.id, theme_id=theme.id, changed_at=clock.now(), **who))
    db.session.commit()
    return seminar


if __name__ == "__main__":
    for what, measured, goal in rows():
        sys.stdout.write(f"{what}: {measured}  {goal}\n")
