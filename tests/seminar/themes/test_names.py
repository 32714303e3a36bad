"""Names of themes: one name in one area is one theme, at creation, at renaming and out of the codebook."""

import unicodedata
import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.themes import codebook, removing
from seminar.themes.models import Area, Theme
from seminar.themes.naming import area_names
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit import content
from toolkit.db import db
from toolkit.errors import InvalidInput
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def rename(seminar: Seminar, theme: Theme, name: str, *, area: str | None = None) -> Theme:
    return codebook.change(
        seminar.leads, seminar.cycle.id, theme.id, name=name, area=area or theme.area, definition="",
        version=theme.version,
    )  # fmt: skip


def names(seminar: Seminar) -> list[str]:
    return [theme.name for theme in codebook.list_themes(seminar.leads, seminar.cycle.id)]


@pytest.mark.parametrize("name", ["Tillit", "TILLIT", " tillit "])
def test_renaming_to_a_name_that_exists_is_refused_beside_the_name(seminar: Seminar, name: str) -> None:
    making.a_theme(seminar, "Tillit")
    other = making.a_theme(seminar, "Tempo")
    with pytest.raises(InvalidInput) as refused:
        rename(seminar, other, name)
    assert refused.value.field == "name"
    assert names(seminar) == ["Tillit", "Tempo"]


def test_moving_to_an_area_where_the_name_exists_is_refused(seminar: Seminar) -> None:
    making.a_theme(seminar, "Tillit", area="works_well")
    other = making.a_theme(seminar, "Tillit", area="contact")
    with pytest.raises(InvalidInput):
        rename(seminar, other, "Tillit", area="works_well")
    assert other.area == Area.CONTACT


def test_a_theme_may_keep_its_name_and_change_its_capitals(seminar: Seminar) -> None:
    theme = making.a_theme(seminar, "Tillit")
    assert rename(seminar, theme, "Tillit").name == "Tillit"
    assert rename(seminar, theme, "TILLIT").name == "TILLIT"


def test_a_name_is_free_again_when_its_theme_is_removed_or_renamed(seminar: Seminar) -> None:
    first, second = making.a_theme(seminar, "Tillit"), making.a_theme(seminar, "Tempo")
    removing.remove(seminar.leads, seminar.cycle.id, first.id)
    rename(seminar, second, "Tillit")
    assert making.a_theme(seminar, "Tempo").id != second.id


def test_a_name_of_another_cycle_or_area_is_free(seminar: Seminar) -> None:
    theme = making.a_theme(seminar, "Tempo")
    making.a_theme(making.another_cycle(seminar), "Tillit")
    making.a_theme(seminar, "Tillit", area="knowledge")
    assert rename(seminar, theme, "Tillit").name == "Tillit"


def test_accents_typed_in_two_ways_are_the_same_name(seminar: Seminar) -> None:
    whole = making.a_theme(seminar, "Få träffas själv")
    apart = unicodedata.normalize("NFD", "FÅ träffas  själv")
    assert making.a_theme(seminar, apart).id == whole.id


def test_the_codebook_takes_the_groups_own_theme_for_its_own(seminar: Seminar) -> None:
    shipped = next(theme for theme in content.current().codebook.themes if theme.id == "meet_more_often")
    own = making.a_theme(seminar, shipped.name.upper(), area=shipped.area)
    assert codebook.start_from(seminar.leads, seminar.cycle.id, codebook_ids=["meet_more_often"]) == 1
    assert codebook.start_from(seminar.leads, seminar.cycle.id, codebook_ids=["meet_more_often"]) == 0
    assert names(seminar) == [shipped.name.upper()]
    assert own.codebook_id == "meet_more_often"


def test_the_page_refuses_the_name_and_keeps_what_was_written(seminar: Seminar, signed_in: SignIn) -> None:
    making.a_theme(seminar, "Tillit")
    other = making.a_theme(seminar, "Tempo")
    address = f"/cycles/{seminar.cycle.id}/themes/{other.id}"
    sent = {"name": "TILLIT", "area": "contact", "definition": "Att lita på", "version": other.version}
    answer = signed_in(seminar.facilitator).post(address, data=sent)
    assert answer.status_code == 422
    assert "Det finns redan ett tema med det namnet." in answer.text
    assert "Att lita på" in answer.text
    db.session.expire_all()
    assert names(seminar) == ["Tillit", "Tempo"]


def test_a_theme_that_was_removed_meanwhile_is_not_found(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar)
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/themes/{theme.id}"
    assert browser.post(f"{address}/remove").status_code == 303
    sent = {"name": "Tempo", "area": "contact", "version": 1}
    assert browser.post(address, data=sent).status_code == 404
    assert browser.post(f"{address}/move", data={"steps": 1}).status_code == 404
    assert browser.post(f"{address}/remove").status_code == 404
    assert browser.get(f"/cycles/{seminar.cycle.id}/themes/{uuid.uuid4()}").status_code == 404


def test_every_area_has_a_name_and_what_works_well_is_last(seminar: Seminar, app: Flask) -> None:
    with app.test_request_context():
        found = area_names()
    assert list(found) == list(Area)
    assert len(set(found.values())) == len(Area)
    assert all(found.values())
