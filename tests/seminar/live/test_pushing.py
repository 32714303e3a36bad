"""Parts that are pushed: what is drawn, how often, and for whom; and that they are what the page itself asks for."""

import asyncio
import re
import threading
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, g

from seminar.changes.models import ChangeKind
from seminar.changes.reading import find_position
from seminar.coding import text_parts
from seminar.live import pushing
from seminar.live.pushing import Parts, Showing
from seminar.live.streaming import SeminarStreams
from seminar.texts import looks
from tests.seminar import making
from tests.seminar.live.streams import CODING, OTHER_TEXT, TEXT, Client, Program, run
from tests.seminar.making import Seminar
from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people import directory

SHOWS, ELSEWHERE = f"text={TEXT}", f"text={OTHER_TEXT}"


async def pushed_to(*queries: str, program: Program, streams: SeminarStreams) -> list[Client]:
    """Windows that have been told of one change."""
    readers = [Client(streams, query) for query in queries]
    for reader in readers:
        await reader.saw(b"id: 0")
    program.write()
    for reader in readers:
        await reader.saw(b"id: 1")
    return readers


def test_parts_are_drawn_once_for_all_windows_that_show_the_same_and_sent_to_them() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        queries = (SHOWS, SHOWS, f"{SHOWS}&leads", ELSEWHERE, "")
        readers = await pushed_to(*queries, program=program, streams=streams)
        for reader in readers[:4]:
            await reader.saw(b'event: parts\ndata: {"objects":["')
            assert b'"windows":5,"pushed":true,"own":false' in reader.sent
        assert b'"pushed":false' in readers[4].sent
        assert b"event: parts" not in readers[4].sent
        reached = {(each.transcript_id, each.leads): objects for each, objects in program.drawn}
        assert len(program.drawn) == 3
        assert reached == {
            (TEXT, False): {"", str(CODING)}, (TEXT, True): {"", str(CODING)}, (OTHER_TEXT, False): {""},
        }  # fmt: skip
        assert b'"at":1,"html":"<p>1"' in readers[0].sent

    run(act, Program())


def test_whoever_did_it_asks_for_what_is_their_own_and_nothing_is_drawn_for_nobody() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        (reader,) = await pushed_to(f"{SHOWS}&author", program=program, streams=streams)
        assert b'"pushed":false,"own":true' in reader.sent
        other = Client(streams, SHOWS)
        await other.saw(b"id: 1")
        program.write()
        await other.saw(b"event: parts")
        assert len(program.drawn) == 1

    run(act, Program())


def test_after_a_change_that_each_window_shows_in_its_own_way_each_asks_for_itself() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        for kind in (ChangeKind.NOTE_WRITTEN, ChangeKind.GONE, ChangeKind.CORRECTED, ChangeKind.THEME_CHANGED):
            program.kind = kind
            (reader,) = await pushed_to(SHOWS, program=program, streams=streams)
            assert b'"pushed":false' in reader.sent
            program.last = 0
            reader.gone.set()
            await reader.task
        assert not program.drawn

    run(act, Program())


def test_a_vote_draws_nothing_and_is_told() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        program.kind = ChangeKind.VOTED
        (reader,) = await pushed_to(SHOWS, program=program, streams=streams)
        assert b'"pushed":true' in reader.sent
        assert not program.drawn

    run(act, Program())


def test_parts_that_cannot_be_drawn_are_asked_for_by_each_window() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        program.draws = False
        (reader,) = await pushed_to(SHOWS, program=program, streams=streams)
        await reader.saw(f'data: {{"objects":["","{CODING}"],"at":0,"html":null}}'.encode())

    run(act, Program())


def test_changes_that_come_while_parts_are_drawn_are_drawn_together_afterwards() -> None:
    async def act(streams: SeminarStreams, program: Program) -> None:
        draw, is_at_it, may_end = program.draw, threading.Event(), threading.Event()

        def slowly(*values: Any) -> Parts | None:
            parts = draw(*values)
            is_at_it.set()
            may_end.wait(5)
            return parts

        program.draw = slowly  # type: ignore[method-assign, assignment]
        (reader,) = await pushed_to(SHOWS, program=program, streams=streams)
        await asyncio.to_thread(is_at_it.wait, 5)
        for number in range(2, 6):
            program.write()
            await reader.saw(f"id: {number}\n".encode())
        may_end.set()
        await reader.saw(b'"at":5,"html":"<p>5"')
        assert len(program.drawn) == 2

    run(act, Program())


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (9, "boy"))


def showing_of(seminar: Seminar, actor: Actor) -> Showing | None:
    text = seminar.transcripts[0].id
    proof = looks.proof(actor, text)
    return pushing.find_showing(actor, seminar.cycle.id, transcript_id=text, seen=proof)


def test_what_is_pushed_is_what_the_page_asks_for(app: Flask, seminar: Seminar) -> None:
    leads, text = seminar.leads, seminar.transcripts[0]
    coding = making.an_excerpt(seminar, making.a_theme(seminar))
    db.session.commit()
    with app.test_request_context(f"/cycles/{seminar.cycle.id}/seminar/transcripts/{text.id}/now"):
        g.actor = leads
        showing = showing_of(seminar, leads)
        assert showing == Showing(text.id, is_open=True, leads=True, locale="sv")
        objects = frozenset({"", str(coding.id)})
        parts = pushing.render(leads, seminar.cycle.id, showing=showing, objects=objects)
        asked = text_parts.get_changed(
            leads, seminar.cycle, transcript_id=text.id, at=find_position(seminar.cycle.id), objects=objects
        )
    assert text_parts.TOKEN in parts.html
    assert text_parts.TOKEN not in asked
    assert bare(parts.html) == bare(asked)
    assert parts.at == find_position(seminar.cycle.id)


def bare(html: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", html)


def test_nothing_is_pushed_to_whose_look_is_not_on_the_trail_or_who_may_not_read(app: Flask, seminar: Seminar) -> None:
    text, strange = seminar.transcripts[0].id, making.a_seminar()
    with app.test_request_context():
        assert pushing.find_showing(seminar.leads, seminar.cycle.id, transcript_id=text, seen="") is None
        for_another = looks.proof(strange.leads, text)
        assert pushing.find_showing(seminar.leads, seminar.cycle.id, transcript_id=text, seen=for_another) is None
        for actor in (strange.leads, directory.as_actor(seminar.worker)):
            with pytest.raises(NotFound):
                showing_of(seminar, actor)


def test_a_window_that_shows_another_thing_by_now_gets_no_parts(app: Flask, seminar: Seminar) -> None:
    with app.test_request_context():
        showing = showing_of(seminar, seminar.leads)
        assert showing
        stale = replace(showing, is_open=False)
        with pytest.raises(NotFound):
            pushing.render(seminar.leads, seminar.cycle.id, showing=stale, objects=frozenset({""}))
