"""A new theme where codings wait: it waits with its first words, and is accepted or declined together with them."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.coding import marking, pending
from seminar.coding.models import Coding
from seminar.seminars import planning
from seminar.seminars.models import Seminar as Day
from seminar.themes import codebook
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.coding.test_pending import kinds, let_count, undo_last
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def day(seminar: Seminar) -> Day:
    """An open seminar at which the worker's codings wait."""
    planned = days.a_day(seminar, seminar.worker, codings_wait=True)
    return planning.open_seminar(seminar.leads, *days.ids(seminar, planned))


@pytest.fixture
def worker(seminar: Seminar) -> Actor:
    return make.actor(seminar.worker)


def a_new_theme(worker: Actor, seminar: Seminar, *, position: int = 1, name: str = "Nytt") -> Coding:
    """Words under a theme that somebody makes for them."""
    theme = codebook.create(worker, seminar.cycle.id, name=name, area="contact")
    text = seminar.transcripts[0].id
    return marking.mark_segment(worker, seminar.cycle.id, text, theme_id=theme.id, position=position)


def themes_of(seminar: Seminar) -> list[str]:
    return [f"{theme.label} {theme.name}" for theme in codebook.list_themes(seminar.leads, seminar.cycle.id)]


def test_a_new_theme_waits_with_its_first_words_and_counts_with_them(seminar: Seminar, day: Day, worker: Actor) -> None:
    cycle = seminar.cycle.id
    making.a_theme(seminar, "Tillit")
    first, second = a_new_theme(worker, seminar), a_new_theme(worker, seminar, position=3, name="NYTT")
    assert first.theme == second.theme, "the same name is the same theme, also while it waits"
    assert (first.theme.is_waiting, themes_of(seminar)) == (True, ["1 Tillit"])
    for put in (
        lambda: voices.write(worker, cycle, first.theme_id, text="Vi ser det."),
        lambda: an_own(seminar, first.theme_id),
        lambda: codebook.get_theme(seminar.leads, cycle, first.theme_id),
    ):
        with pytest.raises(NotFound):
            put()
    pending.accept(seminar.leads, cycle, first.id)
    assert themes_of(seminar) == ["1 Tillit", "2 Nytt"]
    assert (first.is_waiting, second.is_waiting) == (False, True)
    assert kinds() == ["suggested", "suggested", "suggestion_accepted"]
    assert making.a_theme(seminar, "Tid").label == "3"


def an_own(seminar: Seminar, theme_id: uuid.UUID) -> Coding:
    text = seminar.transcripts[0].id
    return marking.mark_segment(seminar.leads, seminar.cycle.id, text, theme_id=theme_id, position=3)


def test_it_is_declined_with_them_and_both_are_undone_together(seminar: Seminar, day: Day, worker: Actor) -> None:
    row = a_new_theme(worker, seminar)
    pending.decline(seminar.leads, seminar.cycle.id, row.id)
    assert (themes_of(seminar), row.theme.is_waiting) == ([], True)
    undo_last(seminar.leads, seminar)
    assert (row.removed_at, row.is_waiting, themes_of(seminar)) == (None, True, [])
    pending.accept(seminar.leads, seminar.cycle.id, row.id)
    assert themes_of(seminar) == ["1 Nytt"]
    undo_last(seminar.leads, seminar)
    assert (row.is_waiting, themes_of(seminar)) == (True, [])
    pending.accept(seminar.leads, seminar.cycle.id, row.id)
    voices.write(seminar.leads, seminar.cycle.id, row.theme_id, text="Vi ser det.")
    db.session.commit()
    pending.reopen(seminar.leads, seminar.cycle.id, row.id, with_theme=True)
    assert themes_of(seminar) == ["1 Nytt"], "somebody has written under it meanwhile"


def test_whoever_leads_makes_the_same_theme_and_a_taken_name_is_said(seminar: Seminar, day: Day, worker: Actor) -> None:
    row = a_new_theme(worker, seminar)
    assert making.a_theme(seminar, "Nytt") == row.theme
    assert (row.is_waiting, themes_of(seminar)) == (True, ["1 Nytt"])
    other = a_new_theme(worker, seminar, position=3, name="Annat")
    real = making.a_theme(seminar, "Tredje")
    codebook.change(
        seminar.leads, seminar.cycle.id, real.id, name="Annat", area="contact", definition="", version=real.version
    )
    with pytest.raises(WrongState, match="that name"):
        pending.accept(seminar.leads, seminar.cycle.id, other.id)


def test_the_page_says_that_a_theme_is_new(seminar: Seminar, day: Day, signed_in: SignIn) -> None:
    browser, root = signed_in(seminar.worker), f"/cycles/{seminar.cycle.id}/seminar"
    text = f"{root}/transcripts/{seminar.transcripts[0].id}"
    words = {"start_segment": 1, "new_theme": "Sms i tid", "new_area": "contact", "theme_id": ""}
    assert browser.post(text, data=words).status_code == 303
    for who in (browser, signed_in(seminar.facilitator)):
        page = who.get(text)
        inspect_page(page.text, page.headers)
        assert "+ Sms i tid · nytt tema" in page.text
    assert "Sms i tid" not in browser.get(f"/cycles/{seminar.cycle.id}/board/contact").text
    let_count(seminar, day)
    assert codebook.create(make.actor(seminar.worker), seminar.cycle.id, name="Nytt", area="contact").label == "1"
