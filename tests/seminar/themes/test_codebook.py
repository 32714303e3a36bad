"""The codebook: crayons that never change hands, an order that does, and nothing lost by removing."""

from itertools import permutations

import pytest
from flask import Flask

from seminar.themes import codebook, numbering, removing
from seminar.themes.models import Theme
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.errors import InvalidInput, NotFound, WrongState


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def names(seminar: Seminar, area: str = "contact") -> list[str]:
    return [theme.name for theme in codebook.list_themes(seminar.leads, seminar.cycle.id, area=area)]


def test_after_eight_themes_the_letters_begin_and_the_crayons_anew(seminar: Seminar) -> None:
    themes = [making.a_theme(seminar, f"Tema {n}") for n in range(18)]
    assert [theme.label for theme in themes] == [*"12345678", *(f"9{letter}" for letter in "abcdefghij")]
    assert [theme.crayon for theme in themes[:10]] == [1, 2, 3, 4, 5, 6, 7, 8, 1, 2]


def test_no_label_begins_another_and_none_changes_when_a_theme_comes() -> None:
    labels = [Theme(slot=slot, is_waiting=False).label for slot in range(numbering.MOST)]
    assert len(set(labels)) == numbering.MOST
    assert not [one for one, other in permutations(labels, 2) if other.startswith(one)]
    assert labels[7:9] == ["8", "9a"]
    assert labels[31:33] == ["9z", "0aa"]


def test_moving_changes_the_order_and_not_the_crayon(seminar: Seminar) -> None:
    first, second, third = (making.a_theme(seminar, name) for name in ("Ett", "Två", "Tre"))
    elsewhere = making.a_theme(seminar, "Annat", area="knowledge")
    codebook.move(seminar.leads, seminar.cycle.id, third.id, steps=-1)
    assert names(seminar) == ["Ett", "Tre", "Två"]
    codebook.move(seminar.leads, seminar.cycle.id, first.id, steps=-1)
    assert names(seminar) == ["Ett", "Tre", "Två"]
    assert (first.label, second.label, third.label, elsewhere.label) == ("1", "2", "3", "4")


def test_the_same_name_in_the_same_area_is_the_same_theme(seminar: Seminar) -> None:
    assert making.a_theme(seminar, "Tillit").id == making.a_theme(seminar, "tillit").id
    assert making.a_theme(seminar, "Tillit", area="works_well").id != making.a_theme(seminar, "Tillit").id


def test_the_starting_codebook_is_taken_over_once(seminar: Seminar) -> None:
    chosen = ("trust", "meet_more_often")
    added = codebook.start_from(seminar.leads, seminar.cycle.id, codebook_ids=chosen)
    again = codebook.start_from(seminar.leads, seminar.cycle.id, codebook_ids=chosen)
    assert added >= 1
    assert again == 0
    assert "Träffas oftare" in names(seminar)


def test_two_who_change_a_theme_at_once(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    seen = theme.version
    codebook.change(
        seminar.leads,
        seminar.cycle.id,
        theme.id,
        name="Lita på",
        area="contact",
        definition="",
        version=seen,
    )
    with pytest.raises(WrongState):
        codebook.change(
            seminar.leads,
            seminar.cycle.id,
            theme.id,
            name="Tilltro",
            area="contact",
            definition="",
            version=seen,
        )
    assert theme.name == "Lita på"


def test_a_theme_with_words_under_it_stays(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    with pytest.raises(WrongState):
        removing.remove(seminar.leads, seminar.cycle.id, theme.id)
    assert names(seminar) == ["Tillit"]


def test_an_empty_theme_goes(seminar: Seminar) -> None:
    removing.remove(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id)
    assert names(seminar) == []


def test_an_area_that_is_none_of_ours_is_refused_beside_its_field(seminar: Seminar) -> None:
    with pytest.raises(InvalidInput) as refused:
        making.a_theme(seminar, area="elsewhere")
    assert refused.value.field == "area"


def test_only_the_facilitator_of_the_unit_changes_themes(seminar: Seminar) -> None:
    other = making.a_seminar()
    for actor in (seminar.decides, other.leads):
        with pytest.raises(NotFound):
            codebook.create(actor, seminar.cycle.id, name="Nytt", area="contact")
