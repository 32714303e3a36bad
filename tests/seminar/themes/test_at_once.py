"""Two who change the codebook in the same moment, each on a connection of their own: nothing collides or is double."""

import threading
import uuid
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from flask import Flask

from seminar.coding import marking
from seminar.live import undo
from seminar.themes import codebook
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Actor, Role
from toolkit.db import db


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def leads(seminar: Seminar) -> list[Actor]:
    people = [make.actor(make.a_person(seminar.unit, Role.FACILITATOR)) for _ in range(4)]
    db.session.commit()
    return people


def at_once(app: Flask, acts: Sequence[Callable[[], object]]) -> None:
    """Each of them commits on a thread and a connection of its own; what one raises fails the test."""
    failed: list[BaseException] = []
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        with app.app_context():
            together.wait()
            try:
                act()
                db.session.commit()
            except BaseException as error:  # noqa: BLE001 - raised below, where pytest hears it
                db.session.rollback()
                failed.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    db.session.expire_all()


def test_themes_that_are_added_at_once_get_numbers_of_their_own(
    app: Flask, seminar: Seminar, leads: list[Actor]
) -> None:
    cycle = seminar.cycle.id
    db.session.commit()
    for turn in range(5):
        at_once(app, [
            partial(codebook.create, who, cycle, name=f"Tema {turn} {number}", area="contact")
            for number, who in enumerate(leads)
        ])  # fmt: skip
    themes = codebook.list_themes(seminar.leads, cycle)
    assert sorted(theme.slot for theme in themes) == list(range(20))


def test_the_same_name_at_once_is_one_theme(app: Flask, seminar: Seminar, leads: list[Actor]) -> None:
    cycle = seminar.cycle.id
    db.session.commit()
    for turn in range(5):
        names = (f"Väntan {turn}", f"väntan  {turn}", f"VÄNTAN {turn}", f"Väntan {turn}")
        at_once(app, [
            partial(codebook.create, who, cycle, name=name, area="contact")
            for who, name in zip(leads, names, strict=True)
        ])  # fmt: skip
    assert len(codebook.list_themes(seminar.leads, cycle)) == 5


def test_the_codebook_taken_over_twice_at_once_is_taken_over_once(
    app: Flask, seminar: Seminar, leads: list[Actor]
) -> None:
    cycle = seminar.cycle.id
    db.session.commit()
    at_once(app, [
        partial(codebook.start_from, who, cycle, codebook_ids=["meet_more_often", "trust"]) for who in leads
    ])  # fmt: skip
    themes = codebook.list_themes(seminar.leads, cycle)
    assert len({theme.codebook_id for theme in themes}) == len(themes)


def test_new_themes_and_marks_at_once_wait_for_nobody_crosswise(
    app: Flask, seminar: Seminar, leads: list[Actor]
) -> None:
    cycle, text = seminar.cycle.id, seminar.transcripts[0].id
    db.session.commit()

    def on_the_fly(who: Actor, name: str) -> None:
        theme = codebook.create(who, cycle, name=name, area="contact")
        marking.mark_segment(who, cycle, text, theme_id=theme.id, position=1)

    for turn in range(3):
        at_once(app, [partial(on_the_fly, who, f"Nytt {turn} {n}") for n, who in enumerate(leads)])
        at_once(app, [partial(undo_last, who, cycle) for who in leads])
    assert len(codebook.list_themes(seminar.leads, cycle)) == 12


def undo_last(who: Actor, cycle_id: uuid.UUID) -> None:
    last = undo.get_own(who, cycle_id).last
    assert last is not None
    undo.take_back(who, cycle_id, seq=last.seq)
