"""`python -m tests.bench.coding`: what a mark costs, a long text with many excerpts, a theme's excerpts, and growth.

The time in the server, without the network, of the pages that a seminar has open all day. The database lies where
temporary files do: in memory where there is a folder for that, so that the disk is not what is measured.
"""

import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient

from app import create_app
from seminar.coding import marking
from seminar.themes.models import Theme
from tests.bench.table import Row
from tests.journeys.installation import Installation
from tests.seminar import making
from toolkit.db import Base, db
from toolkit.people import sessions

LINES = tuple(
    ("interviewer" if number % 4 == 0 else "child", f"{number} " + "Jag hade velat att hon sa det själv innan. " * 4)
    for number in range(350)
)
CHILD = [number for number in range(len(LINES)) if number % 4]
EXCERPTS = 300
THEMES = 12
ROUNDS = 40
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory


@dataclass(frozen=True, slots=True)
class Opened:
    """A seminar with one long text, and a browser of its facilitator."""

    client: FlaskClient
    token: str
    address: str
    board: str
    text: uuid.UUID
    themes: tuple[uuid.UUID, ...]


def rows() -> Iterator[Row]:
    """The figures, in one run."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        opened = _open(Path(folder), texts=1)
        yield "mark a passage in 60 kB with 300 excerpts", _figure(_marks(opened)), "median under 10 ms"
        page = f"{opened.address}/transcripts/{opened.text}"
        yield "open that text", _figure(_asks(opened, page)), "median under 30 ms"
        theme = f"{opened.board}/themes/{opened.themes[0]}"
        yield "all 25 excerpts of a theme", _figure(_asks(opened, theme)), ""
    few, many = _grow(10), _grow(100)
    yield "the board, 10 texts", f"{few:.0f} ms", ""
    yield "the board, 100 texts", f"{many:.0f} ms", f"linear: under {few * 10:.0f} ms"


def _grow(texts: int) -> float:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        opened = _open(Path(folder), texts=texts)
        return statistics.median(_asks(opened, f"{opened.board}/contact", rounds=10))


def _open(folder: Path, *, texts: int) -> Opened:
    place = Installation(folder)
    app = create_app(place.settings)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        seminar = making.a_seminar(*[(13, "girl")] * (texts - 1 or 1))
        long = making.a_handed_over(seminar.cycle, seminar.unit, lines=LINES)
        themes = tuple(making.a_theme(seminar, f"Tema {number}").id for number in range(THEMES))
        for number in range(EXCERPTS):
            _put(seminar, long.id, themes[number % THEMES], number)
        for at in range(len(seminar.transcripts)):
            for position in (1, 3):
                theme = db.session.get_one(Theme, themes[position])
                making.an_excerpt(seminar, theme, transcript=at, position=position)
        token = sessions.begin(seminar.facilitator)
        base = f"/cycles/{seminar.cycle.id}"
        opened = Opened(app.test_client(), "", f"{base}/seminar", f"{base}/board", long.id, themes)
        db.session.commit()
        db.session.remove()
    opened.client.set_cookie(sessions.cookie_name(secure=False), token)
    page = opened.client.get(opened.address, follow_redirects=True).text
    return Opened(opened.client, page.partition('name="csrf-token" content="')[2].partition('"')[0], *_rest(opened))


def _rest(opened: Opened) -> tuple[str, str, uuid.UUID, tuple[uuid.UUID, ...]]:
    return opened.address, opened.board, opened.text, opened.themes


def _put(seminar: making.Seminar, text: uuid.UUID, theme: uuid.UUID, number: int) -> None:
    line, begins = CHILD[number % len(CHILD)], 4 + 8 * (number // len(CHILD))
    marking.mark(
        seminar.leads, seminar.cycle.id, text, theme_id=theme, start=(line, begins), end=(line, 60), exact=True
    )


def _marks(opened: Opened) -> list[float]:
    def mark(number: int) -> None:
        line = CHILD[number]
        fields = {
            "csrf_token": opened.token, "start_segment": line, "start_offset": 30, "end_segment": line,
            "end_offset": 90, "theme_id": opened.themes[number % THEMES],
        }  # fmt: skip
        page = f"{opened.address}/transcripts/{opened.text}"
        answer = opened.client.post(page, data=fields, headers={"X-Fragment": "true"})
        assert answer.status_code == 204, answer.status

    return _times(mark)


def _asks(opened: Opened, address: str, *, rounds: int = ROUNDS) -> list[float]:
    def ask(_number: int) -> None:
        answer = opened.client.get(address, follow_redirects=True)
        assert answer.status_code == 200, answer.status

    return _times(ask, rounds=rounds)


def _times(act: Callable[[int], None], *, rounds: int = ROUNDS) -> list[float]:
    times = []
    for number in range(rounds):
        begun = time.perf_counter()
        act(number)
        times.append((time.perf_counter() - begun) * 1000)
    return times[2:]


def _figure(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f} ms, 95 % under {ordered[int(len(ordered) * 0.95)]:.0f} ms"


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(" | ".join(row) + "\n")
        sys.stdout.flush()
