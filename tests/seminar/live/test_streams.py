"""Streams of a running server: told within a moment, resumed after a kill, ended for who may no longer follow."""

import json
import re
import signal
import time
from collections.abc import Iterator
from functools import partial

import pytest

from tests.seminar.live.room import Room, Window
from toolkit.access import Role
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.people import directory, sessions
from toolkit.people.models import Person, PersonRole
from transcription.transcripts.models import DeidentifiedTranscript

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
SOON_S = 2.0


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A seminar that goes on, on SQLite, for the tests that leave it as they found it."""
    made = Room(tmp_path_factory.mktemp("room"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def withdraw(room: Room, text: int) -> None:
    """A child takes the yes back, while another process writes."""

    def act() -> None:
        leads = directory.as_actor(db.session.get_one(Person, room.people["first"]))
        transcript = db.session.get_one(DeidentifiedTranscript, room.texts[text])
        withdrawal.withdraw(leads, transcript.assignment)

    room.in_app(act)


def last_of(room: Room) -> int:
    return int(json.loads(room.get(f"{room.address}/changes?after=999999")[1])["last"])


def test_a_change_is_told_to_every_window_the_authors_too_and_to_nobody_elses(room: Room) -> None:
    at = last_of(room)
    windows = [Window(room, who, after=at) for who in ("first", "first", "second")]
    assert [window.headers["Content-Type"] for window in windows] == ["text/event-stream; charset=utf-8"] * 3
    assert windows[0].headers["Content-Security-Policy"].startswith("default-src")
    strange = room.address.replace(str(room.cycle_id), str(room.other_cycle_id))
    fields = {"start_segment": 1, "theme_id": room.strange_theme}
    assert room.post(f"{strange}/transcripts/{room.strange_text}", "stranger", **fields) == 204
    assert room.mark(0) == 204
    for window in windows:
        window.wait(lambda one: bool(one.changes))
        assert [(each["seq"], each["kind"], each["theme"]) for each in window.changes] == [
            (at + 1, "coded", str(room.themes[0]))
        ]
        window.close()


def test_shared_parts_carry_each_readers_own_token(room: Room) -> None:
    room.mark(0)
    address = f"{room.address}/transcripts/{room.texts[0]}/now"
    pages = [room.get(address, who)[1].decode() for who in ("first", "second")]
    tokens = {page.partition('name="csrf_token" value="')[2].partition('"')[0] for page in pages}
    assert len(tokens) == 2
    for page in pages:
        assert len(set(re.findall('name="csrf_token" value="([^"]*)"', page))) == 1
        assert page.count("csrf_token") > 1


def test_nobody_else_gets_a_stream_and_the_answer_is_the_programs_own(room: Room) -> None:
    assert Window(room, "worker").status == 404
    assert Window(room, "stranger").status == 404
    room.tokens["nobody"] = "wrong"
    assert Window(room, "nobody").status == 401


def test_whoever_takes_part_gets_a_stream_until_the_seminar_ends_or_they_leave_the_list(room: Room) -> None:
    for leave in ("end", "list"):
        day = room.open_for("worker")
        window = Window(room, "worker", after=last_of(room))
        assert window.status == 200
        room.mark(0)
        window.wait(lambda one: one.last > 0)
        room.close(day) if leave == "end" else room.invite(day, "second")
        assert window.wait(lambda one: one.ended_at > 0) < 3 * SOON_S
        assert Window(room, "worker").status == 404
        room.close(day)


def test_what_was_missed_comes_first_by_the_address_and_by_the_last_id(room: Room) -> None:
    at = last_of(room)
    for line in (2, 3):
        room.mark(line)
    by_address, by_id = Window(room, after=at), Window(room, after=0, last_event_id=at + 1)
    for window, numbers in ((by_address, [at + 1, at + 2]), (by_id, [at + 2])):
        window.wait(lambda one: one.last == at + 2)
        assert [each["seq"] for each in window.changes] == numbers
        window.close()
    news = json.loads(room.get(f"{room.address}/changes?after={at}")[1])
    assert news["changes"] == by_address.changes, "asking now and then gives the same"
    ahead = Window(room, after=at + 1000)
    ahead.wait(lambda one: one.missed)
    ahead.close()


def test_another_process_is_heard_too(room: Room) -> None:
    window = Window(room, after=last_of(room))
    withdraw(room, 1)
    assert window.wait(lambda one: "gone" in one.kinds()) < SOON_S
    assert window.changes[-1]["object"] == str(room.texts[1])
    window.close()


def test_an_ended_session_and_a_lost_role_end_the_stream(room: Room) -> None:
    window = Window(room, "second", after=last_of(room))
    window.wait(lambda one: one.last > 0)

    def lose_role() -> None:
        db.session.query(PersonRole).filter_by(person_id=room.people["second"], role=Role.FACILITATOR).delete()

    def regain_role() -> None:
        db.session.add(PersonRole(person_id=room.people["second"], role=Role.FACILITATOR))

    room.in_app(lose_role)
    assert window.wait(lambda one: one.ended_at > 0) < 3 * SOON_S
    room.in_app(regain_role)
    again = Window(room, "second", after=last_of(room))
    assert again.status == 200
    room.in_app(partial(sessions.end, room.tokens["second"]))
    assert again.wait(lambda one: one.ended_at > 0) < 3 * SOON_S


def test_killed_and_started_again_a_window_goes_on_where_it_was(room: Room) -> None:
    at = last_of(room)
    window = Window(room, after=at)
    room.mark(0, theme=1)
    window.wait(lambda one: bool(one.changes))
    room.kill()
    window.wait(lambda one: one.ended_at > 0)
    room.start()
    room.mark(1, theme=1)
    again = Window(room, after=at, last_event_id=window.last)
    again.wait(lambda one: bool(one.changes))
    assert [each["seq"] for each in (*window.changes, *again.changes)] == [at + 1, at + 2]
    again.close()


def test_told_to_stop_the_server_ends_its_streams_at_once(room: Room) -> None:
    windows = [Window(room, after=last_of(room)) for _ in range(3)]
    for window in windows:
        window.wait(lambda one: one.last > 0)
    assert room.process is not None
    begun = time.monotonic()
    room.process.send_signal(signal.SIGTERM)
    assert room.process.wait(10) == 0
    for window in windows:
        window.wait(lambda one: one.ended_at > 0)
        assert window.ended_at - begun < SOON_S
    room.start()
