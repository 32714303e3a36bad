"""A municipality's file is made of released editions alone, and tells nothing that they do not."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from seminar.editions import codec
from seminar.editions.models import Edition
from seminar.report.funnel import Funnel
from seminar.report.outline import AnnualReport, CountedQuestion, FollowUp, Method, QuestionArea, ThemeRow
from seminar.yearly_files import checking, collecting, making
from seminar.yearly_files.collecting import Source
from seminar.yearly_files.contents import Contents, Number
from seminar.yearly_files.models import SigningKey
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar.coordination.conftest import THRESHOLD, Town, a_report
from tests.seminar.yearly_files.making import NOW
from toolkit import clock
from toolkit.access import Role
from toolkit.db import db
from toolkit.disclosure.counts import told
from toolkit.disclosure.shares import Share
from toolkit.errors import InvalidInput, NotFound
from toolkit.people.models import Person

Release = Callable[..., Edition]


def read(made: making.Made) -> Contents:
    return checking.read(made.file, now=clock.now()).contents


def year_of(town: Town) -> int:
    return town.cycles["Ale"].year


def test_two_units_are_added_up_and_a_third_that_has_released_nothing_is_left_out(town: Town, release: Release) -> None:
    third = make.a_cycle(town.units["Berg"], make.a_person(town.units["Berg"], Role.FACILITATOR))
    release(town.cycles["Ale"], a_report(town.cycles["Ale"], heard=12, raised=7))
    release(town.cycles["Berg"], a_report(town.cycles["Berg"], heard=20, raised=3))
    told_of = read(making.make(town.actor, year=third.year))
    assert (told_of.reports, told_of.units_left_out, told_of.threshold) == (2, 1, THRESHOLD)
    assert told_of.steps.interviewed == Number(32, 32)
    (theme,) = told_of.themes
    assert (theme.children.count, theme.children.of) == (Number(None, 7), Number(32, 32))
    assert [change.text for change in told_of.changes] == ["Ni får veta i tid.", "Ett eget rum."] * 2


def test_no_quote_and_nobody_s_name_is_in_it(town: Town, release: Release) -> None:
    release(town.cycles["Ale"], a_report(town.cycles["Ale"]))
    text = making.make(town.actor, year=year_of(town)).file.decode()
    for words in ("Jag orkar inte", "Flicka", "Majken", "Kanske.", '"Ale"', town.coordinator.name):
        assert words not in text, words


def test_a_unit_of_so_few_that_its_report_hides_how_many_is_left_out(town: Town, release: Release) -> None:
    release(town.cycles["Ale"], a_report(town.cycles["Ale"], heard=12))
    release(town.cycles["Berg"], a_report(town.cycles["Berg"], heard=3, raised=0))
    told_of = read(making.make(town.actor, year=year_of(town)))
    assert (told_of.reports, told_of.units_left_out) == (1, 1)
    assert told_of.steps.interviewed == Number(12, 12)


def test_nothing_released_makes_no_file_and_no_key(town: Town, release: Release) -> None:
    with pytest.raises(InvalidInput):
        making.make(town.actor, year=year_of(town))
    release(town.cycles["Ale"], a_report(town.cycles["Ale"], heard=3, raised=0))
    with pytest.raises(InvalidInput) as refused:
        making.make(town.actor, year=year_of(town))
    assert refused.value.message == making.NOTHING
    assert db.session.scalars(select(SigningKey)).all() == []


def test_who_makes_it(town: Town, release: Release) -> None:
    release(town.cycles["Ale"], a_report(town.cycles["Ale"]))
    leader = make.actor(make.a_person(town.units["Ale"], Role.UNIT_LEADER))
    with pytest.raises(InvalidInput) as refused:
        making.make(leader, year=year_of(town))
    assert refused.value.message == making.NOT_ALL
    boss = make.actor(make.a_person(town.units["Dal"], Role.ADMINISTRATOR))
    assert read(making.make(boss, year=year_of(town))).units_left_out == 2
    worker = make.actor(make.a_person(town.units["Ale"], Role.SOCIAL_WORKER, Role.FACILITATOR))
    with pytest.raises(NotFound):
        making.open_page(worker)


def test_one_municipality_has_one_name(town: Town, release: Release) -> None:
    release(town.cycles["Ale"], a_report(town.cycles["Ale"]))
    town.units["Berg"].municipality = "Bergs kommun"
    with pytest.raises(InvalidInput) as refused:
        making.make(town.actor, year=year_of(town))
    assert refused.value.message == making.TWO_NAMES
    for unit in town.units.values():
        unit.municipality = ""
    with pytest.raises(InvalidInput) as refused:
        making.make(town.actor, year=year_of(town))
    assert refused.value.message == making.NO_NAME


def test_the_second_file_has_the_same_key(town: Town, release: Release) -> None:
    release(town.cycles["Ale"], a_report(town.cycles["Ale"]))
    keys = {json.loads(making.make(town.actor, year=year_of(town)).file)["signature"]["public_key"] for _ in range(2)}
    assert len(keys) == 1
    assert making.find_fingerprint(town.actor) is not None


def test_what_happens_after_the_release_changes_nothing_in_the_file(town: Town, release: Release) -> None:
    release(town.cycles["Ale"], a_report(town.cycles["Ale"]))
    before = replace(read(making.make(town.actor, year=year_of(town))), made_at=NOW)
    owner = make.a_person(town.units["Ale"], Role.SOCIAL_WORKER)
    make.an_assignment(make.a_child(town.cycles["Ale"]), owner)
    assert replace(read(making.make(town.actor, year=year_of(town))), made_at=NOW) == before


def test_the_page(town: Town, release: Release, signed_in: Callable[[Person], FlaskClient]) -> None:
    release(town.cycles["Ale"], a_report(town.cycles["Ale"]))
    client = signed_in(town.coordinator)
    page = client.get("/yearly-file")
    inspect_page(page.text, page.headers)
    assert "Nyckeln skapas med den första filen." in page.text
    once = re.search(r'name="once"[^>]*value="([^"]+)"', page.text)
    assert once
    for _press in range(2):  # as a browser sends it
        answer = client.post("/yearly-file", data={"year": str(year_of(town)), "once": once[1]})
        assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(".json")
    assert checking.read(answer.data, now=clock.now()).contents.municipality == "Norrviks kommun"
    db.session.expire_all()
    fingerprint = making.find_fingerprint(town.actor)
    assert fingerprint is not None
    assert fingerprint in client.get("/yearly-file").text
    assert client.post("/yearly-file", data={"year": "1999"}).status_code == 422


# An attacker holds every edition, the coordinator's sums and the file. They are functions of what the editions tell.
counts = st.integers(0, 30)


def facts(numbers: list[int], *, hide: bool) -> AnnualReport:
    """A unit's report, told under the threshold; `hide` turns every hidden number into another hidden one."""
    heard, raised, yes, no = numbers
    some = [told(one, threshold=THRESHOLD) for one in (heard, heard, heard, heard, 0)]
    shown = [
        told(1 + (one if hide else 0) % 4 if 0 < one < THRESHOLD else one, threshold=THRESHOLD) for one in (yes, no)
    ]
    of = told(heard, threshold=THRESHOLD)
    row = ThemeRow(
        1, "Byten", Share(told(raised if not hide or raised >= THRESHOLD else min(raised, 1), threshold=THRESHOLD), of)
    )
    asked = CountedQuestion("Vet du?", of, (("Ja", shown[0]), ("Nej", shown[1])))
    area = QuestionArea("Kontakt", (row,), counted=(asked,), key="contact")
    return AnnualReport(
        2026, "Enhet", "Ale", NOW, method=Method(funnel=Funnel(*some)), areas=(area,),
        last_year=(FollowUp("Nya rum.", "Majken Ollonqvist", "Pågår"),),
    )  # fmt: skip


def collect(reports: list[AnnualReport]) -> Contents:
    return collecting.collect(
        [Source(report, NOW.date()) for report in reports], municipality="Ale", threshold=THRESHOLD, units_left_out=0,
        child_survey="Enkät", made_at=NOW,
    )  # fmt: skip


@given(st.lists(st.lists(counts, min_size=4, max_size=4), min_size=1, max_size=4))
def test_two_worlds_that_were_told_alike_make_the_same_file(units: list[list[int]]) -> None:
    """Whatever the hidden numbers are, the file is the same: nobody can work them out from it."""
    one, other = ([facts(numbers, hide=hide) for numbers in units] for hide in (False, True))
    assert [codec.dump(a) for a in one] == [codec.dump(b) for b in other], "the editions tell them alike"
    assert collect(one) == collect(other)


@given(st.lists(st.lists(counts, min_size=4, max_size=4), min_size=1, max_size=4))
def test_every_number_is_a_sum_of_what_the_editions_told_and_none_is_small(units: list[list[int]]) -> None:
    contents = collect([facts(numbers, hide=False) for numbers in units])
    for place, number in checking._numbers(contents):
        assert not 0 < number.at_least < THRESHOLD, place
    small = range(1, THRESHOLD)
    said = [of not in small and raised not in small and of - raised not in small for of, raised, *_ in units]
    told = [
        raised if each or (of in small and raised >= THRESHOLD) else 0
        for (of, raised, *_), each in zip(units, said, strict=True)
    ]
    (theme,) = contents.themes
    assert theme.children.count.at_least == sum(told)
    assert (theme.children.count.count is None) == (told != [raised for _of, raised, *_ in units])


def test_a_number_from_a_time_with_a_lower_threshold_is_left_out() -> None:
    low = replace(facts([12, 7, 6, 6], hide=False))
    row = replace(low.areas[0].rows[0], children=Share.among(3, 12))
    report = replace(low, areas=(replace(low.areas[0], rows=(row,)),))
    assert collect([report]).themes[0].children.count == Number(None, 0)
