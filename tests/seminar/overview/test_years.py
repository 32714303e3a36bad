"""Over the years: numbers of the unit's own work, small ones of children unsaid, and a few questions however many."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions.models import ActionState
from seminar.overview import bars, years
from seminar.proposals.models import Decision
from seminar.visits.models import NoticeTold
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar((13, "girl"), (10, "boy"))
    making.read_all(found)
    return found


def earlier(seminar: Seminar, *, by: int) -> Seminar:
    cycle = make.a_cycle(seminar.unit, seminar.facilitator, interviewers=(seminar.worker,))
    cycle.year -= by
    cycle.name = f"{by} år sedan"
    db.session.flush()
    return Seminar(seminar.unit, cycle, seminar.facilitator, seminar.leader, seminar.worker, ())


def test_what_was_promised_done_and_seen_in_use(seminar: Seminar) -> None:
    done, in_use = promising.an_action(seminar, "Sms."), promising.an_action(seminar, "Kaffe.", theme="Mat")
    for action in (done, in_use):
        promising.tell(seminar, action, ActionState.DONE)
    promising.confirm(seminar, in_use)
    promising.decide(seminar, promising.propose(seminar, "En hund.", theme="Djur"), Decision.NO, words="Allergi.")
    promising.propose(seminar, "Väntar.", theme="Djur")
    (year,) = years.collect(seminar.decides).years
    assert (year.promised, year.refused, year.undecided, year.done, year.verified) == (2, 1, 1, 2, 1)
    assert year.themes == 3
    assert (year.read.value, year.read.fewer_than) == (None, 5), "two children are few"


def test_a_year_that_is_only_planned_does_not_stand_there_with_zeros(seminar: Seminar) -> None:
    planned = earlier(seminar, by=-1)
    assert [year.cycle for year in years.collect(seminar.decides).years] == [seminar.cycle]
    promising.propose(planned, "Kaffe.")
    assert [year.cycle for year in years.collect(seminar.decides).years] == [planned.cycle, seminar.cycle]


def test_what_was_seen_before_the_latest_report_does_not_count(seminar: Seminar) -> None:
    action = promising.an_action(seminar)
    promising.tell(seminar, action, ActionState.DONE)
    promising.confirm(seminar, action, is_in_use=False, note="Inte i alla rum.")
    promising.tell(seminar, action, ActionState.GOING)
    (year,) = years.collect(seminar.decides).years
    assert (year.done, year.verified) == (0, 0)


def test_noticed_is_said_of_enough_alone(seminar: Seminar) -> None:
    action = promising.an_action(seminar)
    told = make.add(NoticeTold(action_id=action.id, weighed=5))
    assert years.collect(seminar.decides).years[0].noticed is None
    told.yes, told.asked, told.weighed = 8, 14, 15
    db.session.flush()
    noticed = years.collect(seminar.decides).years[0].noticed
    assert noticed
    assert (noticed.count.value, noticed.of.value) == (8, 14)


def test_another_units_years_stay_there(seminar: Seminar) -> None:
    promising.an_action(seminar)
    assert years.collect(make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER))) == years.Years((), ())


def test_a_theme_that_comes_back_has_its_years(seminar: Seminar) -> None:
    old = earlier(seminar, by=1)
    first, second = making.a_theme(old, "Tillit"), making.a_theme(seminar, "Tillit och tid")
    second.lineage_id = first.lineage_id
    db.session.flush()
    (theme,) = years.collect(seminar.decides).come_back
    assert (theme.name, theme.years) == ("Tillit och tid", (seminar.cycle.name, "1 år sedan"))


def test_ten_years_take_as_many_questions_as_two(seminar: Seminar) -> None:
    def questions() -> int:
        db.session.commit()
        db.session.expire_all()
        asked: list[str] = []
        note = lambda _c, _k, statement, *_: asked.append(statement)  # noqa: E731
        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            years.collect(seminar.decides)
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)
        return len(asked)

    promising.an_action(earlier(seminar, by=1))
    two = questions()
    for by in range(2, 10):
        promising.an_action(earlier(seminar, by=by), f"För {by} år sedan.")
    assert questions() == two < 16


def test_the_page_says_the_picture_as_a_table_too(seminar: Seminar, signed_in: SignIn) -> None:
    client = signed_in(seminar.leader)
    promising.an_action(seminar)
    db.session.commit()
    page = client.get("/years")
    inspect_page(page.text, page.headers)
    assert 'role="img"' in page.text
    assert "färre än 5" in page.text


def test_bars_are_as_long_as_their_share_and_none_leaves_the_drawing() -> None:
    drawn = bars.draw([("2027", (8, 4, 0)), ("2026", (2, 1, 1))])
    first, second = drawn.groups
    assert [bar.width for bar in first.bars] == [bars.WIDTH - bars.NAMES - bars.ROOM_FOR_NUMBER, 223, 0]
    assert second.y > first.bars[-1].y
    assert max(bar.text_x for group in drawn.groups for bar in group.bars) < bars.WIDTH
    assert drawn.height == second.bars[-1].y + bars.BAR + bars.GAP
    assert bars.draw([]) == bars.Bars((), 0)
    assert bars.draw([("2027", (0, 0, 0))]).groups[0].bars[0].width == 0
