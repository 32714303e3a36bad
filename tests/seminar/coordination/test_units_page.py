"""A coordinator sees what the own units have released, and nothing else."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from seminar.coordination import released_years
from seminar.editions.models import Edition
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar.coordination.conftest import Town, a_report
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people.models import Person

Release = Callable[..., Edition]
Browser = Callable[[Person], FlaskClient]
FILE = {"name": "annual-report", "extension": "docx", "language": "sv"}


def test_the_own_units_stand_by_name_with_what_they_released(town: Town, release: Release) -> None:
    release(town.cycles["Berg"], a_report(town.cycles["Berg"], heard=84))
    page = released_years.open_page(town.actor, year=None)
    assert [row.unit.name for row in page.rows] == ["Ale", "Berg"]
    ale, berg = page.rows
    assert ale.report is None
    assert berg.report is not None
    assert berg.report.method.funnel.interviewed.value == 84


def test_a_sum_says_at_least_when_one_unit_may_not_say(town: Town, release: Release) -> None:
    release(town.cycles["Ale"], a_report(town.cycles["Ale"], heard=12))
    release(town.cycles["Berg"], a_report(town.cycles["Berg"], heard=6))
    assert [(one.at_least, one.is_whole) for one in released_years.open_page(town.actor, year=None).totals] == [
        (18, True)
    ] * 4
    release(town.cycles["Berg"], a_report(town.cycles["Berg"], heard=3, edition=2))
    totals = released_years.open_page(town.actor, year=None).totals
    assert [(one.at_least, one.is_whole) for one in totals] == [(12, False)] * 4


def test_the_year_with_a_report_comes_first_and_another_can_be_chosen(town: Town, release: Release) -> None:
    cycle = town.cycles["Ale"]
    earlier = make.a_cycle(town.units["Ale"], make.a_person(town.units["Ale"], Role.FACILITATOR))
    earlier.year = cycle.year - 1
    release(earlier, a_report(earlier))
    page = released_years.open_page(town.actor, year=None)
    assert page.year == cycle.year - 1
    assert page.years == [cycle.year, cycle.year - 1]
    assert [unit.name for unit in page.waiting] == ["Berg"]
    assert released_years.open_page(town.actor, year=cycle.year).released == []
    with pytest.raises(NotFound):
        released_years.open_page(town.actor, year=1999)


def test_a_year_to_come_is_not_the_first_that_is_shown_and_has_not_begun(town: Town, release: Release) -> None:
    cycle = town.cycles["Ale"]
    later = make.a_cycle(town.units["Ale"], make.a_person(town.units["Ale"], Role.FACILITATOR))
    later.year, later.state = clock.today().year + 1, CycleState.RUNNING
    cycle.year = clock.today().year
    db.session.flush()
    assert released_years.open_page(town.actor, year=None).year == cycle.year, "nothing is released yet"
    [row] = released_years.open_page(town.actor, year=later.year).rows
    assert row.state is CycleState.PLANNED


def test_what_was_called_back_is_gone(town: Town, release: Release) -> None:
    first = release(town.cycles["Ale"], a_report(town.cycles["Ale"], heard=12))
    newer = release(town.cycles["Ale"], a_report(town.cycles["Ale"], heard=20, edition=2))
    newer.stopped_at = clock.now()
    db.session.commit()
    (row,) = released_years.open_page(town.actor, year=None).released
    assert row.editions == [first]
    with pytest.raises(NotFound):
        released_years.fetch(town.actor, newer.cycle_id, 2, **FILE)
    assert released_years.fetch(town.actor, first.cycle_id, 1, **FILE).file


def test_a_unit_that_somebody_does_not_coordinate_is_not_there(town: Town, release: Release) -> None:
    theirs = release(town.cycles["Dal"], a_report(town.cycles["Dal"]))
    assert "Dal" not in [row.unit.name for row in released_years.open_page(town.actor, year=None).rows]
    with pytest.raises(NotFound):
        released_years.fetch(town.actor, theirs.cycle_id, 1, **FILE)
    nobody = make.a_person(town.units["Dal"], Role.COORDINATOR)
    assert released_years.open_page(make.actor(nobody), year=None).rows == []
    leader = make.a_person(town.units["Ale"], Role.UNIT_LEADER)
    with pytest.raises(NotFound):
        released_years.open_page(make.actor(leader), year=None)


def test_the_facts_themselves_are_handed_to_nobody(town: Town, release: Release) -> None:
    edition = release(town.cycles["Ale"], a_report(town.cycles["Ale"]))
    with pytest.raises(NotFound):
        released_years.fetch(town.actor, edition.cycle_id, 1, name="facts", extension="json", language="sv")


def test_the_page(town: Town, release: Release, signed_in: Browser) -> None:
    edition = release(town.cycles["Berg"], a_report(town.cycles["Berg"], heard=84))
    client = signed_in(town.coordinator)
    answer = client.get("/", follow_redirects=True)
    inspect_page(answer.text, answer.headers)
    for words in ("Enheterna", "Ale", "inte utgiven", "84", "Ni får veta i tid.", "Det finns inget rum.", "Rutin"):
        assert words in answer.text, words
    for words in ("Dal<", "Kanske.", "Jag orkar inte byta igen"):
        assert words not in answer.text, words
    assert client.get(f"/units/{edition.cycle_id}/editions/1/annual-report-sv.docx").status_code == 200
    assert client.get("/units?year=1999").status_code == 404
