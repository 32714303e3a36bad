"""What the children say about a theme, written by the group: one text, and nobody's words are lost."""

import threading

import pytest
from flask import Flask

from seminar.board import summaries, voices
from seminar.board.models import ThemeSummary
from seminar.themes import codebook, removing
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Actor, Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def write(seminar: Seminar, text: str, *, version: int, actor: Actor | None = None) -> ThemeSummary | None:
    theme = making.a_theme(seminar)
    return summaries.write(actor or seminar.leads, seminar.cycle.id, theme.id, text=text, version=version)


def told(seminar: Seminar) -> str:
    db.session.expire_all()
    return voices.list_voices(seminar.leads, seminar.cycle.id)[0].summary


def test_it_is_written_changed_and_taken_away(seminar: Seminar) -> None:
    row = write(seminar, "Många vill veta i förväg.", version=0)
    assert row is not None
    assert told(seminar) == "Många vill veta i förväg."
    write(seminar, "De flesta vill veta i förväg.", version=row.version)
    assert told(seminar) == "De flesta vill veta i förväg."
    assert write(seminar, "", version=2) is None
    assert told(seminar) == ""
    assert db.session.query(ThemeSummary).count() == 0


def test_whoever_saw_something_else_is_told_and_the_words_stay(seminar: Seminar) -> None:
    write(seminar, "Först.", version=0)
    for seen in (0, 2):
        with pytest.raises(WrongState):
            write(seminar, "Sedan.", version=seen)
    write(seminar, "Först.", version=0)  # the same words twice are one
    assert told(seminar) == "Först."


def test_two_who_write_the_first_words_at_once_lose_none(app: Flask, seminar: Seminar) -> None:
    people = [make.actor(make.a_person(seminar.unit, Role.FACILITATOR)) for _ in range(3)]
    theme_id, cycle_id = making.a_theme(seminar).id, seminar.cycle.id
    db.session.commit()
    together, ended = threading.Barrier(len(people)), []

    def run(actor: Actor, text: str) -> None:
        with app.app_context():
            together.wait()
            try:
                summaries.write(actor, cycle_id, theme_id, text=text, version=0)
                db.session.commit()
                ended.append(text)
            except WrongState:
                db.session.rollback()

    threads = [threading.Thread(target=run, args=(who, f"Text {n}")) for n, who in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == [told(seminar)]


def test_a_theme_with_a_summary_stays(seminar: Seminar) -> None:
    write(seminar, "Många vill veta.", version=0)
    theme = making.a_theme(seminar)
    with pytest.raises(WrongState, match="words under this theme"):
        removing.remove(seminar.leads, seminar.cycle.id, theme.id)


def test_nobody_else_writes_and_nothing_is_written_in_a_finished_year(seminar: Seminar) -> None:
    with pytest.raises(NotFound):
        write(seminar, "Nej.", version=0, actor=make.actor(seminar.worker))
    with pytest.raises(NotFound):
        write(seminar, "Nej.", version=0, actor=making.a_seminar().leads)
    making.a_theme(seminar)
    seminar.cycle.state = CycleState.REPORTED
    db.session.flush()
    theme = codebook.list_themes(seminar.leads, seminar.cycle.id)[0]
    with pytest.raises(WrongState):
        summaries.write(seminar.leads, seminar.cycle.id, theme.id, text="Nej.", version=0)


def test_a_child_s_own_words_are_chosen_and_not_copied(seminar: Seminar) -> None:
    """Copied they would stay when the child takes the interview back, and stand in the log."""
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme, position=3)
    child = making.LINES[3][1]
    for text in (
        child,
        f"Ett barn säger: ”{child.upper()}”",
        "Man orkar inte säga allt igen. Åsså slapp jag börja om!",
    ):
        with pytest.raises(InvalidInput, match="own words"):
            write(seminar, text, version=0)
        with pytest.raises(InvalidInput, match="own words"):
            voices.write(seminar.leads, seminar.cycle.id, theme.id, text=text)
    assert write(seminar, "Barnen orkar inte säga allt igen.", version=0) is not None
    other = making.a_theme(seminar, "Tid")
    assert voices.write(seminar.leads, seminar.cycle.id, other.id, text=child).text == child, "not quoted there"
