"""Last year's themes in this year: the same themes with the same lineage, taken once, and only of the own unit."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.themes import codebook, earlier, merging, retiring
from seminar.themes.models import Theme
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """This year. The year before it has themes of its own and one of the codebook."""
    last = making.a_seminar()
    last.cycle.year -= 1
    db.session.flush()
    codebook.start_from(last.leads, last.cycle.id, codebook_ids=["meet_more_often"])
    codebook.create(last.leads, last.cycle.id, name="Väntan", area="contact", definition="Att få vänta")
    for name in ("Gammalt", "Hopslaget"):
        making.a_theme(last, name)
    gone, into = (named(last, name) for name in ("Hopslaget", "Väntan"))
    merging.merge(last.leads, last.cycle.id, gone.id, into=into.id)
    retiring.retire(last.leads, last.cycle.id, named(last, "Gammalt").id)
    return making.another_cycle(last)


def last_year(seminar: Seminar) -> Seminar:
    (cycle,) = earlier.list_years(seminar.leads, seminar.cycle.id)
    return Seminar(seminar.unit, cycle, seminar.facilitator, seminar.leader, seminar.worker, ())


def named(seminar: Seminar, name: str) -> Theme:
    return next(one for one in codebook.list_themes(seminar.leads, seminar.cycle.id) if one.name == name)


def take_all(seminar: Seminar) -> int:
    last = last_year(seminar)
    ids = [theme.id for theme in codebook.list_themes(last.leads, last.cycle.id, with_merged=True)]
    return earlier.adopt(seminar.leads, seminar.cycle.id, of=last.cycle.id, theme_ids=ids)


def test_what_was_in_use_comes_with_its_words_and_its_lineage_once(seminar: Seminar) -> None:
    last = last_year(seminar)
    offered = earlier.list_offered(seminar.leads, seminar.cycle.id, of=last.cycle.id)
    assert [theme.name for theme in offered] == ["Träffas oftare", "Väntan"]
    assert take_all(seminar) == 2
    assert take_all(seminar) == 0
    for name in ("Träffas oftare", "Väntan"):
        old, new = named(last, name), named(seminar, name)
        assert old.id != new.id
        assert (new.lineage_id, new.codebook_id, codebook.words_of(new)) == (
            old.lineage_id, old.codebook_id, codebook.words_of(old),
        )  # fmt: skip


def test_a_third_year_goes_on_with_the_same_lineage_whatever_it_is_called(seminar: Seminar) -> None:
    take_all(seminar)
    own = named(seminar, "Väntan")
    codebook.change(
        seminar.leads, seminar.cycle.id, own.id, name="Väntrummet", area="contact", definition="", version=own.version
    )
    third = making.another_cycle(seminar)
    third.cycle.year += 1
    db.session.flush()
    years = earlier.list_years(third.leads, third.cycle.id)
    assert years[0].id == seminar.cycle.id
    assert earlier.adopt(third.leads, third.cycle.id, of=seminar.cycle.id, theme_ids=[own.id]) == 1
    assert named(third, "Väntrummet").lineage_id == named(last_year(seminar), "Väntan").lineage_id
    assert "Väntan" not in [each.name for each in earlier.list_offered(third.leads, third.cycle.id, of=years[1].id)]


def test_an_own_theme_of_that_name_is_the_one_of_last_year_and_keeps_its_words(seminar: Seminar) -> None:
    own = codebook.create(seminar.leads, seminar.cycle.id, name="VÄNTAN", area="contact", definition="Eget")
    take_all(seminar)
    assert codebook.words_of(own) == {"name": "VÄNTAN", "area": "contact", "definition": "Eget"}
    assert own.lineage_id == named(last_year(seminar), "Väntan").lineage_id


def test_what_came_from_the_codebook_this_year_is_not_offered_again(seminar: Seminar) -> None:
    codebook.start_from(seminar.leads, seminar.cycle.id, codebook_ids=["meet_more_often"])
    offered = earlier.list_offered(seminar.leads, seminar.cycle.id, of=last_year(seminar).cycle.id)
    assert [theme.name for theme in offered] == ["Väntan"]


def test_only_earlier_years_of_the_own_unit(seminar: Seminar) -> None:
    stranger = making.a_seminar()
    making.a_theme(stranger)
    last = last_year(seminar)
    assert earlier.list_years(last.leads, last.cycle.id) == []
    assert earlier.list_offered(seminar.leads, seminar.cycle.id, of=stranger.cycle.id) == []
    for person in (seminar.leader, seminar.worker, stranger.facilitator):
        with pytest.raises(NotFound):
            earlier.adopt(make.actor(person), seminar.cycle.id, of=last.cycle.id, theme_ids=[])
    seminar.cycle.state = "reported"  # type: ignore[assignment]
    with pytest.raises(WrongState):
        earlier.adopt(seminar.leads, seminar.cycle.id, of=last.cycle.id, theme_ids=[])


def test_the_page_previews_by_area_and_takes_what_is_chosen(seminar: Seminar, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/themes/start"
    assert f"{address}/earlier" in browser.get(address).text
    page = browser.get(f"{address}/earlier")
    inspect_page(page.text, page.headers)
    assert "Att få vänta" in page.text
    assert "Gammalt" not in page.text
    wanted = named(last_year(seminar), "Väntan").id
    assert browser.post(f"{address}/earlier", data={}).status_code == 422
    assert browser.post(f"{address}/earlier", data={"theme_ids": [str(seminar.unit.id)]}).status_code == 422
    assert browser.post(f"{address}/earlier", data={"theme_ids": [str(wanted)]}).status_code == 303
    assert [theme.name for theme in codebook.list_themes(seminar.leads, seminar.cycle.id)] == ["Väntan"]
    assert browser.get(f"{address}/earlier?of=invented").status_code == 303
    assert browser.get(f"{address}/earlier?of={making.a_seminar().cycle.id}").status_code == 303
