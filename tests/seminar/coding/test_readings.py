"""What is read: an unread text moves no figure, a text without a mark can be read, and a child is all of its texts."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.coding import marking, readings
from seminar.themes.models import Theme
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.cycles import states
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """Three interviews, and nothing read."""
    return making.a_seminar((13, "girl"), (10, "boy"), (16, "boy"))


@pytest.fixture
def theme(seminar: Seminar) -> Theme:
    return making.a_theme(seminar)


def mark(seminar: Seminar, number: int, *, is_read: bool = True) -> None:
    readings.mark_read(seminar.leads, seminar.cycle.id, seminar.transcripts[number].id, is_read=is_read)


def figures(seminar: Seminar, theme: Theme) -> tuple[int, int]:
    row = voices.get_theme_voices(seminar.leads, seminar.cycle.id, theme.id)
    return row.children, row.of


def test_an_unread_text_moves_no_figure(seminar: Seminar, theme: Theme) -> None:
    assert figures(seminar, theme) == (0, 0)
    making.an_excerpt(seminar, theme)
    assert figures(seminar, theme) == (1, 1)
    mark(seminar, 1)  # read through, and nothing about this theme in it
    assert figures(seminar, theme) == (1, 2)
    assert readings.count_unread(seminar.leads) == {seminar.cycle.id: 1}


def test_what_was_read_by_mistake_is_unread_again(seminar: Seminar, theme: Theme) -> None:
    for _ in range(2):  # twice is once
        mark(seminar, 1)
    assert readings.list_read(seminar.leads, seminar.cycle.id) == {seminar.transcripts[1].id}
    for _ in range(2):
        mark(seminar, 1, is_read=False)
    assert readings.list_read(seminar.leads, seminar.cycle.id) == set()
    told = making.events_of(seminar.transcripts[1].id)
    assert told == ["seminar:transcript:marked-read"] * 2


def test_the_last_mark_taken_away_makes_a_text_unread(seminar: Seminar, theme: Theme) -> None:
    row = making.an_excerpt(seminar, theme)
    assert readings.list_read(seminar.leads, seminar.cycle.id) == {seminar.transcripts[0].id}
    marking.remove(seminar.leads, seminar.cycle.id, row.id)
    assert readings.list_read(seminar.leads, seminar.cycle.id) == set()


def test_a_child_is_read_when_every_text_of_theirs_is(seminar: Seminar, theme: Theme) -> None:
    first, second, _ = seminar.transcripts
    second.assignment = first.assignment
    db.session.flush()
    making.an_excerpt(seminar, theme)
    assert figures(seminar, theme) == (0, 0)
    mark(seminar, 1)
    assert figures(seminar, theme) == (1, 1)


def test_a_withdrawn_interview_is_neither_read_nor_unread(seminar: Seminar, theme: Theme) -> None:
    mark(seminar, 0)
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    assert figures(seminar, theme) == (0, 0)
    assert readings.count_unread(seminar.leads) == {seminar.cycle.id: 2}


def test_only_the_facilitator_says_it_and_only_of_the_own_unit(seminar: Seminar) -> None:
    for actor in (seminar.decides, making.a_seminar().leads):
        with pytest.raises(NotFound):
            readings.mark_read(actor, seminar.cycle.id, seminar.transcripts[0].id, is_read=True)
    assert not readings.children_read(making.a_seminar().leads, [seminar.cycle.id])[seminar.cycle.id]


def test_once_the_report_is_finished_nothing_becomes_read(seminar: Seminar) -> None:
    seminar.cycle.state = CycleState.RUNNING
    states.finish(seminar.leads, seminar.cycle.id)
    with pytest.raises(WrongState):
        mark(seminar, 0)


def test_the_pages_say_what_is_read(seminar: Seminar, signed_in: Callable[[Person], FlaskClient]) -> None:
    browser = signed_in(seminar.facilitator)
    room = f"/cycles/{seminar.cycle.id}/seminar"
    text = f"{room}/transcripts/{seminar.transcripts[0].id}"
    assert browser.get(room).text.count("Inte läst än") == 3
    assert "Vi har läst igenom den" in browser.get(text).text
    assert browser.post(f"{text}/read").location == room

    page = browser.get(room)
    inspect_page(page.text, page.headers)
    assert (page.text.count("Inte läst än"), page.text.count("Läst, inget märkt")) == (2, 1)
    page = browser.get(text)
    inspect_page(page.text, page.headers)
    assert "Ni har läst den här intervjun." in page.text
    assert browser.post(f"{text}/read", data={"take_back": "1"}).location == text
    assert browser.get(room).text.count("Inte läst än") == 3


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.SOCIAL_WORKER])
def test_nobody_else_is_let_in(seminar: Seminar, signed_in: Callable[[Person], FlaskClient], role: Role) -> None:
    person = seminar.leader if role is Role.UNIT_LEADER else seminar.worker
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}/read"
    assert signed_in(person).post(address).status_code == 404
