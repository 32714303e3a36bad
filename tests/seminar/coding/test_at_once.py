"""Two people code at the same moment, from two connections: the same words are one excerpt, and no coding is lost."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from seminar.changes.models import ChangeKind, SeminarChange
from seminar.coding import marking
from seminar.coding.models import Coding, Excerpt
from seminar.seminars import planning
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from toolkit.access import Actor, Role
from toolkit.db import db


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def two(seminar: Seminar) -> list[Actor]:
    """Two who take part in an open seminar, at which what they code counts at once."""
    people = [make.a_person(seminar.unit, Role.SOCIAL_WORKER, name=name) for name in ("Asta Al", "Bo Bok")]
    planning.open_seminar(seminar.leads, *days.ids(seminar, days.a_day(seminar, *people)))
    return [make.actor(person) for person in people]


@pytest.fixture
def code(app: Flask, seminar: Seminar, two: list[Actor]) -> Callable[..., list[str]]:
    """Both code the same passage, each under a theme; what went wrong."""
    cycle_id, text_id = seminar.cycle.id, seminar.transcripts[0].id

    def act(*themes: str) -> list[str]:
        theme_ids = {name: making.a_theme(seminar, name).id for name in dict.fromkeys(themes)}
        db.session.commit()
        start, troubles = threading.Barrier(2), list[str]()

        def mark(who: Actor, theme: str) -> None:
            with app.app_context():
                start.wait(10)
                try:
                    marking.mark_segment(who, cycle_id, text_id, theme_id=theme_ids[theme], position=1)
                    db.session.commit()
                except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
                    troubles.append(repr(error))

        threads = [threading.Thread(target=mark, args=pair) for pair in zip(two, themes, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return troubles

    return act


def told() -> list[SeminarChange]:
    of_codings = SeminarChange.kind == ChangeKind.CODED
    return db.session.query(SeminarChange).filter(of_codings).order_by(SeminarChange.seq).all()


def test_the_same_words_under_two_themes_are_one_excerpt_with_both(
    two: list[Actor], code: Callable[..., list[str]]
) -> None:
    assert code("Tillit", "Tid") == []
    rows = db.session.query(Coding).all()
    assert db.session.query(Excerpt).count() == 1
    assert sorted((row.theme.name, row.coded_by_id) for row in rows) == [("Tid", two[1].id), ("Tillit", two[0].id)]
    assert {change.person_id for change in told()} == {actor.id for actor in two}


def test_the_same_words_under_the_same_theme_are_one_coding(code: Callable[..., list[str]]) -> None:
    assert code("Tillit", "Tillit") == []
    assert (db.session.query(Excerpt).count(), db.session.query(Coding).count(), len(told())) == (1, 1, 1)


def test_whoever_comes_while_the_first_is_not_committed_waits_and_takes_the_same_excerpt(
    app: Flask, seminar: Seminar, two: list[Actor]
) -> None:
    """Two connections of a server that lets two write: the second meets the first one's row, which nobody sees yet."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    cycle_id, text_id = seminar.cycle.id, seminar.transcripts[0].id
    first, second = (making.a_theme(seminar, name).id for name in ("Tillit", "Tid"))
    db.session.commit()
    held = marking.mark_segment(two[0], cycle_id, text_id, theme_id=first, position=1).excerpt_id
    found: list[object] = []

    def mark() -> None:
        with app.app_context():
            found.append(marking.mark_segment(two[1], cycle_id, text_id, theme_id=second, position=1).excerpt_id)
            db.session.commit()

    other = threading.Thread(target=mark)
    other.start()
    other.join(0.5)
    assert found == []
    db.session.commit()
    other.join(10)
    assert found == [held]
