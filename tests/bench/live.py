"""`python -m tests.bench.live [seconds] [watchers] [--quiet]`: a seminar with 30 windows and three changes a second.

One leads and the others take part, each in a window of their own; three of them mark. How soon a change is in every
window, how long the one who made it waits, and whether every window ends with what the database holds. The windows get
their redrawn parts as a browser does: pushed, or asked for in turn; with `--quiet` they only listen.
"""

import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from seminar.themes.models import Theme
from tests import factories as make
from tests.bench.table import Row
from tests.seminar import making
from tests.seminar.live.room import Room
from toolkit.access import Role
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.people import sessions
from toolkit.people.models import Person

POSTERS = 3
PAUSE_S, TURN_S = 0.5, 0.03  # as in live.js
LINES = tuple(
    ("child", f"{number} " + "Jag hade velat att hon sa det själv, innan vi flyttade. " * 3) for number in range(350)
)


class Seminar(Room):
    """The room, and the names of those who are invited beside the one who leads."""

    invited: tuple[str, ...] = ()


class Listener:
    """One window: when each change came, and what stands so far as it was told."""

    def __init__(self, room: Room, who: str, *, redraws: bool) -> None:
        self.room, self.who, self.redraws = room, who, redraws
        self._seen = _proof(room, who)
        self.came: dict[int, float] = {}
        self.standing: set[str] = set()
        self.themes: dict[str, str] = {}
        self.last, self.asked = 0, list[float]()
        self.shown: dict[int, float] = {}
        self._unseen: dict[str, int] = {}
        self._wanted: set[str] = set()
        self._windows = 1
        self.is_open = asyncio.Event()
        self._asking: asyncio.Task[None] | None = None

    async def listen(self) -> None:
        """Read the stream until it ends."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.room.port, limit=1 << 20)
        shown = f"&transcript={self.room.texts[2]}&seen={self._seen}" if self.redraws else ""
        writer.write(_head(self.room, self.who, f"{self.room.address}/events?after=0{shown}"))
        try:
            async for raw in reader:
                if raw.startswith(b"data: {") and (news := json.loads(raw[6:])):
                    (self._draw if "html" in news else self._hear)(news, time.perf_counter())
        finally:
            writer.close()

    def _hear(self, news: dict[str, Any], now: float) -> None:
        self.is_open.set()
        for change in news["changes"]:
            if change["seq"] > self.last and change["kind"] in {"coded", "uncoded"}:
                self.came[change["seq"]] = now
                (self.standing.add if change["kind"] == "coded" else self.standing.discard)(change["object"])
                self.themes[change["object"]] = change["theme"]
                self._unseen[change["object"]] = change["seq"]
                if not news.get("pushed"):
                    self._wanted.add(change["object"])
        self.last, self._windows = max(self.last, news["last"]), news.get("windows", 1)
        self._take_turn(at_once=news.get("own", False))

    def _draw(self, parts: dict[str, Any], now: float) -> None:
        if parts["html"] is None:
            self._wanted.update(parts["objects"])
            self._take_turn()
        else:
            self._see(parts["objects"], now)

    def _see(self, objects: Iterable[str], now: float) -> None:
        self.shown.update({self._unseen.pop(one): now for one in objects if one in self._unseen})

    def _take_turn(self, *, at_once: bool = False) -> None:
        if self.redraws and self._wanted and (self._asking is None or self._asking.done()):
            self._asking = asyncio.get_running_loop().create_task(self._ask(at_once=at_once))

    async def _ask(self, *, at_once: bool) -> None:
        await asyncio.sleep(0 if at_once else random.random() * TURN_S * self._windows)
        while self._wanted:
            wanted, self._wanted = self._wanted, set()
            objects = "".join(f"&object={one}" for one in wanted)
            begun = time.perf_counter()
            path = f"{self.room.address}/transcripts/{self.room.texts[2]}/now?seen={self._seen}{objects}"
            reader, writer = await asyncio.open_connection("127.0.0.1", self.room.port)
            writer.write(_head(self.room, self.who, path, close=True))
            answer = await reader.read(-1)
            writer.close()
            assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
            self.asked.append(time.perf_counter() - begun)
            self._see(wanted, time.perf_counter())
            pause = max(PAUSE_S, 2 * TURN_S * self._windows)
            await asyncio.sleep(max(0, begun + pause - time.perf_counter()))


class Poster:
    """Marks a line a second under a theme of its own, and takes every third away again."""

    def __init__(self, room: Room, number: int, listener: Listener) -> None:
        self.room, self.number, self.listener = room, number, listener
        self.sent: list[tuple[float, float]] = []
        self._mine: list[str] = []

    async def post(self, seconds: float) -> None:
        """Go on for so long."""
        end, line, begun = time.monotonic() + seconds, 0, time.monotonic()
        await asyncio.sleep(self.number / POSTERS)
        while time.monotonic() < end:
            if len(self.sent) % 3 == 2 and (own := self._own()):
                await self._send(f"{self.room.address}/codings/{own[-1]}/remove")
            else:
                line += 1
                at = (line * POSTERS + self.number) % len(LINES)
                fields: dict[str, Any] = {"start_segment": at, "start_offset": 0, "end_segment": at, "end_offset": 30}
                fields["theme_id"] = self.room.themes[self.number]
                await self._send(f"{self.room.address}/transcripts/{self.room.texts[2]}", **fields)
            await asyncio.sleep(max(0, begun + len(self.sent) + self.number / POSTERS - time.monotonic()))

    def _own(self) -> list[str]:
        mine = str(self.room.themes[self.number])
        return sorted(one for one in self.listener.standing if self.listener.themes[one] == mine)

    async def _send(self, path: str, **fields: Any) -> None:
        before = time.perf_counter()
        status = await asyncio.to_thread(self.room.post, path, self.listener.who, **fields)
        assert status == 204, status
        self.sent.append((before, time.perf_counter()))


def rows(seconds: float = 300, watchers: int = 30, *, redraws: bool = True) -> list[Row]:
    """The figures of one seminar."""
    with _going_on(watchers) as room:
        listeners = [Listener(room, who, redraws=redraws) for who in ("first", *room.invited[: watchers - 1])]
        posters = [Poster(room, number, listeners[number]) for number in range(POSTERS)]
        before = _processor_s(room)
        asyncio.run(_hold(listeners, posters, seconds))
        used = _processor_s(room) - before
        stands = {coding for coding, is_there in room.codings().items() if is_there}
        sent = sorted(before for poster in posters for before, _ in poster.sent)
        took = [after - before for poster in posters for before, after in poster.sent]
        delivered = [came - sent[at] for one in listeners for at, came in enumerate(_in_order(one)) if at < len(sent)]
        seen = [at - sent[_in_number(one)[seq]] for one in listeners for seq, at in one.shown.items()] or [0.0]
        equal = sum(one.standing == stands and len(one.came) == len(sent) for one in listeners)
        asked = [each for one in listeners for each in one.asked] or [0.0]
    what = f"{watchers} windows, {len(sent)} changes in {seconds:.0f} s"
    return [
        (f"a change in every window ({what})", _figure(delivered), "95 % under 150 ms"),
        ("sending a change meanwhile", _figure(took), "95 % under 25 ms"),
        ("the change drawn in every window", _figure(seen), "for comparison"),
        (f"asking for parts that are not pushed ({len(asked)})", _figure(asked), "for comparison"),
        ("what the server's processes use of one core", f"{used / (seconds + 5) * 100:.0f} %", "for comparison"),
        ("windows that end with what the database holds", f"{equal} of {watchers}", "all"),
    ]


async def _hold(listeners: list[Listener], posters: list[Poster], seconds: float) -> None:
    tasks = [asyncio.create_task(one.listen()) for one in listeners]
    await asyncio.gather(*(one.is_open.wait() for one in listeners))
    await asyncio.gather(*(poster.post(seconds) for poster in posters))
    await asyncio.sleep(3)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _in_order(listener: Listener) -> list[float]:
    return [listener.came[seq] for seq in sorted(listener.came)]


def _in_number(listener: Listener) -> dict[int, int]:
    return {seq: at for at, seq in enumerate(sorted(listener.came))}


@contextmanager
def _going_on(watchers: int) -> Iterator["Seminar"]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:  # noqa: S108
        room = Seminar(Path(folder), threads=16)
        room.invited = tuple(f"participant {number}" for number in range(1, watchers))
        room.in_app(lambda: _enlarge(room))
        room.open_for(*room.invited)
        room.start()
        try:
            yield room
        finally:
            room.kill()


def _enlarge(room: "Seminar") -> None:
    """A long text, as many themes as there are posters, and whoever is invited."""
    cycle = db.session.get_one(Cycle, room.cycle_id)
    leads = db.session.get_one(Person, room.people["first"])
    text = making.a_handed_over(cycle, leads.unit, lines=LINES)
    third = Theme(cycle_id=cycle.id, area="contact", name="Tre", slot=2, position=2)
    db.session.add(third)
    for name in room.invited:
        person = make.a_person(leads.unit, Role.SOCIAL_WORKER)
        room.people[name], room.tokens[name] = person.id, sessions.begin(person)
    db.session.flush()
    room.texts, room.themes = (*room.texts, text.id), (*room.themes, third.id)


def _processor_s(room: Room) -> float:
    """Seconds of processor time that the server and its children have used so far (proc_pid_stat(5): utime, stime)."""
    assert room.process
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == os.getpgid(room.process.pid):
                used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def _proof(room: Room, who: str) -> str:
    page = room.get(f"{room.address}/transcripts/{room.texts[2]}", who)[1].decode()
    return page.partition("seen=")[2].partition('"')[0]


def _head(room: Room, who: str, path: str, *, close: bool = False) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in room.headers(who).items()),
    ]
    return ("\r\n".join([*lines, *(["Connection: close"] if close else []), "", ""])).encode()


def _figure(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    high = ordered[int(len(ordered) * 0.95)] * 1000
    return f"{statistics.median(ordered) * 1000:.0f} ms, 95 % under {high:.0f} ms"


if __name__ == "__main__":
    said = [int(each) for each in sys.argv[1:] if each.isdigit()]
    seconds, watchers = (*said, *(300, 30)[len(said) :])
    for row in rows(seconds, watchers, redraws="--quiet" not in sys.argv):
        sys.stdout.write(" | ".join(row) + "\n")
