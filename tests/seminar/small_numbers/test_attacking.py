"""Whoever has everything that a unit ever published learns of no child more than that it is one of few."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings

from interview_guides import loader
from seminar.published import publications
from seminar.report import drafting
from seminar.report.outline import AnnualReport
from tests.seminar.small_numbers import reading, units
from tests.seminar.small_numbers.reading import Edition
from tests.seminar.small_numbers.units import GeneratedUnit, Kid
from toolkit.db import db
from toolkit.language import force_locale

FEW = 5
SV = loader.load(language="sv")


def publish(unit: GeneratedUnit, *, number: int) -> AnnualReport:
    """What a release tells, and remembers; without its files, which take seconds and say the same."""
    with force_locale("sv"):
        report = drafting.facts_of(unit.seminar.leads, unit.seminar.cycle)
    publications.register(unit.seminar.cycle, edition=number, numbers=report.numbers)
    db.session.commit()
    return report


def editions_of(unit: GeneratedUnit) -> list[Edition]:
    """Two editions with a withdrawal in between. What the second says as the first did is the first one's."""
    first = Edition(units.truth(unit), reading.read_open_data(publish(unit, number=1), SV))
    units.take_back(unit)
    told = reading.read_open_data(publish(unit, number=2), SV)
    anew = {key: said for key, said in told.items() if first.told.get(key) != said}
    return [first, Edition(units.truth(unit), anew)]


@pytest.mark.timeout(180)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(units.kids())
def test_two_editions_of_any_unit_tell_of_no_child(app: Flask, kids: list[Kid]) -> None:
    with app.test_request_context():
        unit = units.build(kids)
        editions = editions_of(unit)
        assert not reading.leaks(editions, few=FEW)
