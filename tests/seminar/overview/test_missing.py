"""Who is missing: how far each group came, and no number from which a small one can be worked out."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient

from interview_guides.age_bands import AgeBand
from seminar.editions import freezing
from seminar.overview import missing
from seminar.overview.missing import Missing
from seminar.published import publications
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.cycles.models import Sex
from toolkit.db import db
from toolkit.disclosure.memory import Numbers
from toolkit.disclosure.shown import Shown
from toolkit.errors import NotFound
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


def collect(seminar: Seminar) -> Missing:
    db.session.flush()
    return missing.collect(seminar.decides, seminar.cycle.id)


def values(row: tuple[Shown, ...]) -> list[int | None]:
    return [one.value for one in row]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """Ten girls of 13 and ten boys of 10 were heard; ten boys of 10 and ten girls of 7 were never drawn."""
    found = making.a_seminar(*[(13, "girl")] * 10, *[(10, "boy")] * 10)
    for age, sex in ((10, "boy"), (7, "girl")):
        for _ in range(10):
            make.a_child(found.cycle, age=age, sex=sex)
    return found


def test_each_group_stands_beside_all_who_could_be_asked(seminar: Seminar) -> None:
    found = collect(seminar)
    assert values(found.all) == [40, 20, 20, 20, 0]
    assert {sex: values(row) for sex, row in found.sexes} == {
        Sex.GIRL: [20, 10, 10, 10, 0], Sex.BOY: [20, 10, 10, 10, 0],
    }  # fmt: skip
    bands = {band: values(row) for band, row in found.bands}
    assert bands[AgeBand("5–8")] == [10, 0, 0, 0, 0], "nobody is no small number, and is what one looks for"
    assert AgeBand("15–18") not in bands


def test_whoever_is_quoted_was_read_and_counts_once(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    for text in range(10):
        making.an_excerpt(seminar, theme, transcript=text)
    making.an_excerpt(seminar, theme, position=3)  # a second one of the same child
    making.read_all(seminar)
    assert values(collect(seminar).all)[-1] == 10


def test_a_small_number_is_not_said_nor_what_would_give_it_away(seminar: Seminar) -> None:
    """One girl of fifteen was drawn and not heard: neither she nor any difference that is hers can be worked out."""
    child = make.a_child(seminar.cycle, age=16, sex="girl")
    make.an_assignment(child, make.a_person(seminar.unit, Role.SOCIAL_WORKER))
    found = collect(seminar)
    rows = dict(found.bands)
    oldest = rows[AgeBand("15–18")]
    assert oldest[0].is_hidden
    for at in range(2):
        hidden = [row[at] for row in (*rows.values(), found.all) if row[at].is_hidden]
        assert len(hidden) != 1, "a single hidden number is what is left of the sum"
    for row in (found.all, *rows.values(), *dict(found.sexes).values()):
        told = [one.value for one in row]
        for before, after in pairwise(told):
            assert before is None or after is None or not 0 < before - after < 5


def release(seminar: Seminar, number: int = 1) -> Numbers:
    """What a release tells and remembers."""
    frozen = freezing.collect(seminar.leads, seminar.cycle)
    numbers = (*frozen.facts["sv"].numbers, *frozen.beside.items())
    publications.register(seminar.cycle, edition=number, numbers=numbers)
    db.session.flush()
    return dict(numbers)


def test_once_the_report_is_released_the_numbers_stand_until_the_next(seminar: Seminar) -> None:
    before = collect(seminar)
    assert not before.is_released
    release(seminar)
    making.a_handed_over(seminar.cycle, seminar.unit, age=10, sex="boy")
    make.a_child(seminar.cycle, age=16, sex="girl")
    after = collect(seminar)
    assert after.is_released
    assert (after.all, after.sexes, after.bands) == (before.all, before.sexes, before.bands)
    release(seminar, 2)
    assert collect(seminar).all == before.all, "one more is few"


def test_many_more_move_the_page_with_the_report(seminar: Seminar) -> None:
    release(seminar)
    for age, sex in ((13, "girl"), (10, "boy")):
        for _ in range(5):
            making.a_handed_over(seminar.cycle, seminar.unit, age=age, sex=sex)
    told = release(seminar, 2)
    assert told["part.step.interviewed"].value == 30
    assert values(collect(seminar).all) == [50, 30, 30, 30, 0]


def test_what_the_report_hides_of_a_group_stands_here_no_more(seminar: Seminar) -> None:
    """Two boys of 13 were heard, beside ten of 10: the report hides how many boys of which age, and so does this."""
    for _ in range(2):
        making.a_handed_over(seminar.cycle, seminar.unit, age=16, sex="boy")
    told = release(seminar)
    for key, shown in told.items():
        if key.startswith("part.children."):
            group = key.removeprefix("part.children.")
            sex, band = group.split(".", 1)
            if not (sex and band):
                beside = told.get(f"came.sex.{sex}.heard" if sex else f"came.band.{band}.heard")
                assert beside is None or not shown.is_hidden or beside.is_hidden or beside.is_nobody, key
    assert told["came.band.15–18.heard"].is_hidden


def test_a_release_remembers_the_page_too(seminar: Seminar) -> None:
    """So that it goes before what stands, on any page that counts children."""
    release(seminar)
    kept = publications.recall(seminar.cycle).list_keys("came.")
    assert {"came.all.listed", "came.sex.girl.heard", "came.band.9–12.quoted"} <= kept


def test_whoever_leads_and_the_unit_leader_see_it_and_nobody_else(seminar: Seminar, signed_in: SignIn) -> None:
    db.session.commit()
    address = f"/cycles/{seminar.cycle.id}/who-is-missing"
    for person in (seminar.facilitator, seminar.leader):
        page = signed_in(person).get(address)
        inspect_page(page.text, page.headers)
        assert "Ingen har hörts bland: 5–8 år." in page.text
        assert address in signed_in(person).get(f"/cycles/{seminar.cycle.id}").text
    assert signed_in(seminar.worker).get(address).status_code == 404
    with pytest.raises(NotFound):
        missing.collect(making.a_seminar().decides, seminar.cycle.id)


@pytest.mark.one_database
def test_before_any_child_is_entered_it_says_so(app: Flask, signed_in: SignIn) -> None:
    unit = make.a_unit()
    leads = make.a_person(unit, Role.FACILITATOR)
    cycle = make.a_cycle(unit, leads)
    db.session.commit()
    page = signed_in(leads).get(f"/cycles/{cycle.id}/who-is-missing")
    inspect_page(page.text, page.headers)
    assert "Inga barn än" in page.text


def test_of_very_few_no_table_stands_but_a_sentence(app: Flask, signed_in: SignIn) -> None:
    few = making.a_seminar((13, "girl"), (10, "boy"))
    db.session.commit()
    page = signed_in(few.leader).get(f"/cycles/{few.cycle.id}/who-is-missing")
    inspect_page(page.text, page.headers)
    assert "Så få barn" in page.text
    assert "<table" not in page.text
