"""A whole seminar at once: who leads, a colleague who leads, two who take part, the board and the projector.

Two code the same words in the same moment, one is without contact and comes back, the server dies and is started again,
a child takes the interview back. In the end every window shows what the database holds.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from seminar.coding.models import Coding
from seminar.exchange import exporting
from seminar.exchange.exporting import Kind, Order
from tests import factories as make
from tests.browser import modules_are_ready
from tests.seminar import making
from tests.seminar.leading.open_room import window
from tests.seminar.live.room import Room
from tests.seminar.live.test_offline_marks import mark_words
from toolkit.access import Role
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.people import sessions
from toolkit.people.models import Person
from transcription.transcripts.models import DeidentifiedTranscript

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.xdist_group("a seminar")]
FIRST, SECOND = making.LINES[1][1], making.LINES[3][1]
OTHER = {1: "Jag ville veta vem som skulle komma hem till oss.", 3: "Ingen frågade mig en enda gång om skolan."}
WAITS = "Väntar på kontakt"
SHOWN = """() => [...document.querySelectorAll('.sheet mark.coded')].map((mark) => [
  Number([...mark.classList].find((name) => name.startsWith('theme-')).slice(6)), mark.textContent])"""


class SeminarRoom(Room):
    """An open seminar in which two colleagues take part."""

    def _fill(self) -> None:
        super()._fill()

        def hire() -> tuple[object, str]:
            unit = db.session.get_one(Person, self.people["worker"]).unit
            for line, words in OTHER.items():
                db.session.get_one(DeidentifiedTranscript, self.texts[1]).segments[line].text = words
            colleague = make.a_person(unit, Role.SOCIAL_WORKER, name="Amir Ek")
            return colleague.id, sessions.begin(colleague)

        self.people["colleague"], self.tokens["colleague"] = self.in_app(hire)  # type: ignore[assignment]
        self.open_for("worker", "colleague", "second")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeminarRoom]:
    made = SeminarRoom(tmp_path_factory.mktemp("seminar"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def standing(room: Room, text: int) -> set[tuple[int, str]]:
    """What stands in a text in the database: (crayon, words)."""

    def look() -> set[tuple[int, str]]:
        rows = [row for row in db.session.query(Coding) if row.excerpt.transcript_id == room.texts[text]]
        return {(row.theme.crayon, row.excerpt.quote) for row in rows if not row.removed_at}

    return room.in_app(look)


def all_show(pages: list[Page], marks: set[tuple[int, str]]) -> None:
    """Every window comes to show exactly these marks by itself: none is loaded anew."""
    for page in pages:
        expect(page.locator(".sheet mark.coded")).to_have_count(len(marks))
        assert {(crayon, words) for crayon, words in page.evaluate(SHOWN)} == marks


def files(room: Room) -> dict[str, bytes]:
    """Everything that can be taken along, unpacked."""

    def export() -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for kind in (Kind.DOCX, Kind.XLSX, Kind.CSV, Kind.PROJECT):
            for order in Order:
                made = exporting.export(room.leads(), room.cycle_id, kind=kind, order=order, language="sv")
                found[f"{kind} {order}"] = made if kind is Kind.CSV else _unpacked(made)
        return found

    return room.in_app(export)


def _unpacked(made: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


@dataclass(frozen=True)
class Windows:
    """Who sits where: who leads, two who take part, the board of the other who leads, and the projector."""

    leader: Page
    worker: Page
    colleague: Page
    board: Page
    wall: Page

    @property
    def texts(self) -> list[Page]:
        """Those that show a text."""
        return [self.leader, self.worker, self.colleague, self.wall]

    @property
    def all(self) -> list[Page]:
        """Every one."""
        return [*self.texts, self.board]

    def row(self, number: int) -> Locator:
        """A theme's row on the board."""
        return self.board.locator(".board__row").nth(number - 1)


def test_a_seminar(browser: Browser, room: SeminarRoom) -> None:
    windows = arrive(browser, room)
    together(room, windows)
    marks = without_contact(room, windows)
    the_server_dies(room, windows, marks)
    taken_back(room, windows)
    and_on(room, windows)
    for page in windows.all:
        page.context.close()


def arrive(browser: Browser, room: Room) -> Windows:
    text = f"{room.address}/transcripts/{room.texts[0]}"
    leader = window(browser, room, text)
    leader.get_by_role("button", name="Visa för alla").click()
    worker, colleague = (window(browser, room, text, who=who) for who in ("worker", "colleague"))
    board = window(browser, room, room.address.replace("/seminar", "/board/contact"), who="second")
    windows = Windows(leader, worker, colleague, board, window(browser, room, f"{room.address}/projector"))
    for page in windows.all:
        page.evaluate("window.isStillThere = true")
    expect(windows.wall.locator(".sheet")).to_contain_text(FIRST)
    return windows


def together(room: Room, windows: Windows) -> None:
    """Two code the same words in the same moment: one stands, and all see it."""
    for page in (windows.worker, windows.colleague):
        page.locator("[data-segment='1']").select_text()
        page.locator("[data-segment='1']").dispatch_event("pointerup")
        expect(page.locator("[data-selection-bar]")).to_be_visible()
    for page in (windows.worker, windows.colleague):
        page.evaluate("setTimeout(() => document.querySelector('#picks [data-theme]').click(), 200)")
    all_show(windows.texts, {(1, FIRST)})
    expect(windows.row(1)).to_contain_text(FIRST)
    assert standing(room, 0) == {(1, FIRST)}
    assert len(room.codings()) == 1


def without_contact(room: Room, windows: Windows) -> set[tuple[int, str]]:
    """One is without contact and goes on, the others too. Back again, everybody has everything."""
    away = windows.colleague
    away.context.set_offline(True)
    for start, end in ((0, 3), (4, 9), (10, 14)):
        mark_words(away, 3, start, end, "Tid")
    expect(away.locator(".outbox__said")).to_contain_text("3 markeringar väntar på kontakt")
    expect(away.locator("#line-3 [data-segment]")).to_have_attribute("data-waiting-here", WAITS)
    mark_words(windows.leader, 3, 15, 29, "Tillit")
    there = {(1, FIRST), (1, SECOND[15:29])}
    all_show([windows.leader, windows.worker, windows.wall], there)
    assert standing(room, 0) == there
    away.context.set_offline(False)
    marks = there | {(2, SECOND[0:3]), (2, SECOND[4:9]), (2, SECOND[10:14])}
    all_show(windows.texts, marks)
    assert standing(room, 0) == marks
    assert len(room.codings()) == len(marks), "once each"
    expect(away.locator(".outbox__said")).to_be_empty()
    expect(windows.row(2)).to_contain_text(SECOND[4:9])
    return marks


def the_server_dies(room: Room, windows: Windows, marks: set[tuple[int, str]]) -> None:
    """What is marked meanwhile waits; when the server is there again every window catches up by itself."""
    room.kill()
    mark_words(windows.worker, 3, 31, 35, "Tid")
    for page in windows.all:
        expect(page.locator("#live-state")).to_have_text("Tappade kontakten – försöker igen.")
    expect(windows.worker.locator("#line-3 [data-segment]")).to_have_attribute("data-waiting-here", WAITS)
    room.start()
    marks = marks | {(2, SECOND[31:35])}
    all_show(windows.texts, marks)
    assert standing(room, 0) == marks
    for page in windows.all:
        expect(page.locator("#live-state")).to_be_empty()
    expect(windows.row(2)).to_contain_text(SECOND[31:35])
    assert room.mark(2, text=1, who="second") == 204, "and it goes on"
    assert all(page.evaluate("window.isStillThere") for page in windows.all), "nothing was loaded anew"


def taken_back(room: Room, windows: Windows) -> None:
    """A child takes the interview back, on another machine: gone from every screen, the log, the history, the files."""
    assert all(SECOND[15:29].encode() in made for made in files(room).values())
    before = set(room.codings())

    def withdraw() -> None:
        withdrawal.withdraw(room.leads(), db.session.get_one(DeidentifiedTranscript, room.texts[0]).assignment)

    room.in_app(withdraw)
    for page in windows.all:
        expect(page.locator("body")).not_to_contain_text(SECOND[15:29], timeout=2000)
    for page in windows.all:
        expect(page.locator("body")).not_to_contain_text("Flicka")
    gone = before - set(room.codings())
    assert (len(before), len(gone)) == (7, 6)
    text, (_, told) = str(room.texts[0]), room.get(f"{room.address}/changes?after=0")
    of_it = [one for one in json.loads(told)["changes"] if {*one.values()} & {*gone, text}]
    assert [one["kind"] for one in of_it] == ["gone"], "that it is gone, and nothing else of it"
    assert not [one for one in (*gone, text) if one.encode() in room.get(f"{room.address}/history")[1]]
    for name, made in files(room).items():
        assert not [words for words in (SECOND[15:29], FIRST[:20], "Flicka") if words.encode() in made], name


def and_on(room: Room, windows: Windows) -> None:
    """It goes on with the next text: who follows comes along, and every window shows what the database holds."""
    other = f"{room.address}/transcripts/{room.texts[1]}"
    windows.leader.goto(room.root + other)
    windows.leader.get_by_role("button", name="Visa för alla").click()
    for page in (windows.worker, windows.colleague):
        page.wait_for_url(f"**{other}*")
        modules_are_ready(page)
    mark_words(windows.colleague, 3, 0, 13, "Tid")
    expect(windows.row(2)).to_contain_text(OTHER[3][0:13])
    stands = standing(room, 1)
    assert len(stands) == 2
    all_show(windows.texts, stands)
    for crayon, words in stands:
        expect(windows.row(crayon)).to_contain_text(words)
    expect(windows.board.locator(".board__row .quote")).to_have_count(len(stands))
