"""A running installation with a seminar in it, and windows that follow it as a browser does."""

import http.client
import json
import socket
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from copy import copy
from typing import Any, TypeVar
from urllib.parse import urlencode

from app import create_app
from seminar.coding.models import Coding
from seminar.seminars import planning
from seminar.seminars.models import Seminar
from tests import factories as make
from tests.journeys.installation import in_app_of
from tests.journeys.site import Site
from tests.seminar import making
from tests.seminar.seminars import days
from toolkit.access import Actor, Role
from toolkit.db import Base, db
from toolkit.people import directory, sessions
from toolkit.people.models import Person

Found = TypeVar("Found")
PATIENCE_S = 20


class Room(Site):
    """Two facilitators of a unit, a colleague, two texts and two themes; and a unit of strangers.

    `seen` is the proof of a look, for whoever asks for parts of a page.
    """

    seen = ""

    def _fill(self) -> None:
        self._forms, self._csrf = dict[str, str](), dict[str, str]()
        app = create_app(self.settings)
        with app.app_context():
            Base.metadata.create_all(db.engine)
            seminar = making.a_seminar((13, "girl"), (9, "boy"))
            stranger = making.a_seminar()
            second = make.a_person(seminar.unit, Role.FACILITATOR, name="Lena Lax")
            people = {
                "first": seminar.facilitator, "second": second, "worker": seminar.worker,
                "stranger": stranger.facilitator,
            }  # fmt: skip
            self.tokens = {who: sessions.begin(person) for who, person in people.items()}
            self.people = {who: person.id for who, person in people.items()}
            self.cycle_id, self.other_cycle_id = seminar.cycle.id, stranger.cycle.id
            self.texts: tuple[uuid.UUID, ...] = tuple(each.id for each in seminar.transcripts)
            self.themes: tuple[uuid.UUID, ...] = tuple(making.a_theme(seminar, name).id for name in ("Tillit", "Tid"))
            self.strange_theme, self.strange_text = making.a_theme(stranger).id, stranger.transcripts[0].id
            self.address = f"/cycles/{self.cycle_id}/seminar"
            db.session.commit()
            db.session.remove()
            db.engine.dispose()

    def neighbour(self) -> "Room":
        """Another web process on the same installation."""
        other = copy(self)
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            other.port = probe.getsockname()[1]
        other.root = f"http://127.0.0.1:{other.port}"
        other.environment = {**self.environment, "BR_PORT": str(other.port)}
        return other

    def in_app(self, look: Callable[[], Found]) -> Found:
        """Look into the installation, or change something there, as another process."""
        return in_app_of(self.settings, look)

    def headers(self, who: str) -> dict[str, str]:
        """What a signed-in browser sends."""
        held = [f"{sessions.cookie_name(secure=False)}={self.tokens[who]}", *filter(None, [self._forms.get(who)])]
        return {"Cookie": "; ".join(held), "X-Fragment": "true"}

    def get(self, path: str, who: str = "first", **more: str) -> tuple[int, bytes]:
        """One answer: status and body."""
        return self._ask("GET", path, who, headers=more)

    def post(self, path: str, who: str = "first", **fields: Any) -> int:
        """Send a form as a page that redraws does; the status."""
        if who not in self._csrf:
            page = self.get(self.address, who)[1].decode()
            self._csrf[who] = page.partition('name="csrf-token" content="')[2].partition('"')[0]
        body = urlencode({"csrf_token": self._csrf[who], **fields})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, who, body=body, headers=kind)[0]

    def mark(self, number: int = 1, *, theme: int = 0, text: int = 0, who: str = "first") -> int:
        """Put words of the child's under a theme, from the letter of that number on: others for every number."""
        begins = [at for at, letter in enumerate(making.LINES[1][1]) if letter.isalpha()][number]
        fields: dict[str, Any] = {"start_segment": 1, "start_offset": begins, "end_segment": 1, "end_offset": 28}
        fields |= {"theme_id": self.themes[theme], "exact": "1"}
        return self.post(f"{self.address}/transcripts/{self.texts[text]}", who, **fields)

    def open_for(self, *who: str, **values: Any) -> uuid.UUID:
        """A seminar of the cycle that is open, and these take part in it; its id."""

        def act() -> uuid.UUID:
            leads, people = self.leads(), [db.session.get_one(Person, self.people[one]) for one in who]
            day = planning.create(leads, self.cycle_id, days.a_plan(*people, **values))
            return planning.open_seminar(leads, self.cycle_id, day.id).id

        return self.in_app(act)

    def invite(self, day: uuid.UUID, *who: str, **values: Any) -> None:
        """From now on these take part in it, and nobody else."""

        def act() -> None:
            people = [db.session.get_one(Person, self.people[one]) for one in who]
            plan, version = days.a_plan(*people, **values), db.session.get_one(Seminar, day).version
            planning.change(self.leads(), self.cycle_id, day, plan=plan, version=version)

        self.in_app(act)

    def close(self, day: uuid.UUID) -> None:
        """It ends."""
        self.in_app(lambda: planning.end(self.leads(), self.cycle_id, day).id)

    def leads(self) -> Actor:
        """The facilitator, for what is done inside `in_app`."""
        return directory.as_actor(db.session.get_one(Person, self.people["first"]))

    def codings(self) -> dict[str, bool]:
        """Every coding of the seminar, and whether it stands."""
        return self.in_app(lambda: {str(row.id): row.removed_at is None for row in db.session.query(Coding)})

    def _ask(self, method: str, path: str, who: str, **more: Any) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request(method, path, **{**more, "headers": {**self.headers(who), **more.get("headers", {})}})
            answer = connection.getresponse()
            cookie = answer.headers.get("Set-Cookie")
            if cookie:
                self._forms[who] = cookie.partition(";")[0]
            return answer.status, answer.read()
        finally:
            connection.close()


class Window:
    """An open stream, read by a thread: its events so far, how it was answered, and whether it has ended."""

    def __init__(
        self, room: Room, who: str = "first", *, after: int = 0, last_event_id: int | None = None, shows: str = ""
    ) -> None:
        more = {} if last_event_id is None else {"Last-Event-ID": str(last_event_id)}
        self._connection = http.client.HTTPConnection("127.0.0.1", room.port, timeout=60)
        headers = {**room.headers(who), **more, "Accept": "text/event-stream"}
        self._connection.request("GET", f"{room.address}/events?after={after}{shows}", headers=headers)
        self._socket = self._connection.sock
        self._answer = self._connection.getresponse()
        self.status, self.headers = self._answer.status, self._answer.headers
        self.changes: list[dict[str, Any]] = []
        self.last, self.beats, self.missed, self.ended_at = 0, 0, False, 0.0
        self.came: list[float] = []
        self.parts: list[dict[str, Any]] = []
        self.pushed: list[bool] = []
        if self.status == 200:
            threading.Thread(target=self._read, daemon=True).start()
        else:
            self._answer.read()
            self._connection.close()

    def wait(self, holds: Callable[["Window"], bool], *, seconds: float = PATIENCE_S) -> float:
        """Wait until something holds; how long that took. Raises AssertionError with what there is."""
        begun = time.monotonic()
        while not holds(self):
            assert time.monotonic() < begun + seconds, (self.changes, self.ended_at)
            time.sleep(0.01)
        return time.monotonic() - begun

    def kinds(self) -> list[str]:
        """What was told, in order."""
        return [change["kind"] for change in self.changes]

    def close(self) -> None:
        """The window is shut."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def _read(self) -> None:
        data = ""
        with suppress(OSError, http.client.HTTPException, ValueError, AttributeError):
            for raw in self._answer:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: beat"):
                    self.beats += 1
                elif line.startswith("data: "):
                    data = line[6:]
                elif not line and data:
                    self._hear(json.loads(data))
                    data = ""
        self._answer.close()
        self._connection.close()
        self.ended_at = time.monotonic()

    def _hear(self, news: dict[str, Any]) -> None:
        if "html" in news:
            self.parts.append(news)
        elif news:
            self.pushed.append(news.get("pushed", False))
            self.last, self.missed = news["last"], self.missed or news["missed"]
            self.changes += news["changes"]
            self.came += [time.monotonic()] * len(news["changes"])
