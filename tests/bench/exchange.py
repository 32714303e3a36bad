"""`python -m tests.bench.exchange`: the seminar out as a file and in again, with 300 and with 3 000 excerpts.

The time of the activity in the server. 10 texts of 6 kB hold 300 excerpts, 100 texts hold 3 000: ten times as much may
take ten times as long. Of the way in, the look reads the file and holds no lock; only the yes writes.
"""

import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from app import create_app
from seminar.coding import marking_many
from seminar.coding.marking_many import Mark
from seminar.coding.models import Coding, Excerpt
from seminar.exchange import exporting, importing, previewing
from seminar.exchange.exporting import Kind, Order
from seminar.exchange.importing import Answers
from seminar.texts import anchors, passages
from seminar.texts.passages import Spoken
from tests.bench.coding import MEMORY
from tests.bench.table import Row
from tests.journeys.installation import Installation
from tests.seminar import making
from toolkit.access import Actor
from toolkit.db import Base, db
from transcription.transcripts.speaker_turns import Speaker

LINES = tuple(
    ("interviewer" if number % 4 == 0 else "child", f"{number} " + "Jag hade velat att hon sa det själv innan. " * 3)
    for number in range(40)
)
CHILD = [number for number in range(len(LINES)) if number % 4]
THEMES = 12
Led = tuple[Actor, uuid.UUID]


def rows() -> Iterator[Row]:
    """The figures, in one run."""
    few, many = _measure(10), _measure(100)
    for name, short in few.items():
        yield f"{name}, 300 excerpts in 10 texts", f"{short:.0f} ms", ""
        yield f"{name}, 3 000 excerpts in 100 texts", f"{many[name]:.0f} ms", f"linear: under {short * 11:.0f} ms"


def _measure(texts: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        app = create_app(Installation(Path(folder)).settings)
        with app.app_context():
            Base.metadata.create_all(db.engine)
            led = _fill(texts)
            with app.test_request_context():
                return {name: _best(act) for name, act in _acts(led).items()} | _in(led)


def _fill(texts: int) -> Led:
    seminar = making.a_seminar()
    themes = [making.a_theme(seminar, f"Tema {number}") for number in range(THEMES)]
    lines = [Spoken(Speaker(who), said) for who, said in LINES]
    starts, marks = anchors.starts_of([line.text for line in lines]), []
    for _ in range(texts):
        text = making.a_handed_over(seminar.cycle, seminar.unit, lines=LINES)
        for number, line in enumerate(CHILD):
            told = passages.tell(lines, starts[line] + 3, starts[line] + 60, starts=starts)
            marks.append(Mark(text, themes[number % THEMES], told))
    marking_many.put_all(seminar.leads, seminar.cycle.id, marks)
    db.session.commit()
    return seminar.leads, seminar.cycle.id


def _acts(led: Led) -> dict[str, Callable[[], object]]:
    out = partial(exporting.export, *led, order=Order.THEME, language="sv")
    names = {Kind.PROJECT: "project", Kind.CSV: "list", Kind.XLSX: "workbook", Kind.DOCX: "Word document"}
    return {f"out as {name} (.{kind})": partial(out, kind=kind) for kind, name in names.items()}


def _in(led: Led) -> dict[str, float]:
    """Everything taken in anew, after all of it was gone."""
    data = exporting.export(*led, kind=Kind.PROJECT, order=Order.THEME, language="sv")
    for table in (Coding, Excerpt):
        db.session.execute(sa.delete(table))
    db.session.commit()
    looks = []

    def look() -> None:
        looks.append(previewing.look(*led, data=data))

    def keep() -> None:
        importing.keep(*led, sealed=looks[-1].sealed, answers=Answers(0, {}))
        db.session.commit()

    return {"in: the look": _best(look), "in: the yes": _best(keep, rounds=1)}


def _best(act: Callable[[], object], *, rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        db.session.rollback()
        db.session.expunge_all()
        times.append((time.perf_counter() - begun) * 1000)
    return min(times)


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(" | ".join(row) + "\n")
        sys.stdout.flush()
