"""Notes from a talk in the group: sealed, the facilitator's alone, and never lost to somebody else's."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from interview_guides.surveys import Occasion
from tests import factories as make
from tests.toolkit.surveys.conftest import Year
from toolkit.access import Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import NotFound, Overtaken, WrongState
from toolkit.people.models import Person
from toolkit.surveys import focus_notes


def test_they_are_sealed_and_each_occasion_has_its_own(year: Year) -> None:
    leads = make.actor(year.facilitator)
    for occasion in Occasion:
        focus_notes.save(leads, year.cycle.id, occasion=occasion, text=f"{make.CANARY} {occasion}", version=0)
    row = focus_notes.open_form(leads, year.cycle.id, occasion=Occasion.AFTER)
    assert row is not None
    assert (row.text, row.version) == (f"{make.CANARY} after", 1)
    stored = db.session.connection().exec_driver_sql("SELECT text FROM focus_notes").scalars()
    assert not any(make.CANARY.encode() in bytes(text) for text in stored)


def test_nobody_is_overwritten_and_a_finished_report_stands(year: Year) -> None:
    leads, where = make.actor(year.facilitator), {"occasion": Occasion.BEFORE}
    assert focus_notes.open_form(leads, year.cycle.id, **where) is None
    focus_notes.save(leads, year.cycle.id, text="först", version=0, **where)
    with pytest.raises(Overtaken):
        focus_notes.save(leads, year.cycle.id, text="sedan", version=0, **where)
    year.cycle.state = CycleState.REPORTED
    db.session.flush()
    with pytest.raises(WrongState):
        focus_notes.save(leads, year.cycle.id, text="sent", version=1, **where)


def test_they_are_the_facilitator_s_alone(year: Year) -> None:
    for person in (year.worker, make.a_person(year.unit, Role.UNIT_LEADER), make.a_person(make.a_unit(), *Role)):
        with pytest.raises(NotFound):
            focus_notes.open_form(make.actor(person), year.cycle.id, occasion=Occasion.BEFORE)


@pytest.mark.one_database
def test_the_page_keeps_them(year: Year, signed_in: Callable[[Person], FlaskClient]) -> None:
    browser, address = signed_in(year.facilitator), f"/cycles/{year.cycle.id}/staff-survey/after/notes"
    assert browser.post(address, data={"version": "0", "text": "Vi försvarade oss."}).status_code == 303
    assert "Vi försvarade oss." in browser.get(address).text
    theirs = browser.post(address, data={"version": "0", "text": "Annat"})
    assert theirs.status_code == 409
    assert "Vi försvarade oss." in theirs.text
