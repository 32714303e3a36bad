"""A theme that is not needed any more: offered no longer, kept with what stands under it, and brought back."""

import pytest
from flask import Flask

from seminar.board import voices
from seminar.coding import by_theme, marking
from seminar.themes import codebook, retiring
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.errors import NotFound, WrongState


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def offered(seminar: Seminar) -> list[str]:
    return [row.theme.name for row in by_theme.list_raised(seminar.leads, seminar.cycle.id)]


def test_what_stands_under_it_stays_and_nothing_new_comes(seminar: Seminar) -> None:
    theme, other = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    making.an_excerpt(seminar, theme)
    retiring.retire(seminar.leads, seminar.cycle.id, theme.id)
    assert offered(seminar) == ["Tid"]
    rows = {row.theme.id: row for row in voices.list_voices(seminar.leads, seminar.cycle.id)}
    assert len(rows[theme.id].codings) == 1
    assert rows[theme.id].theme.is_retired
    assert not rows[other.id].theme.is_retired
    with pytest.raises(WrongState, match="not in use"):
        making.an_excerpt(seminar, theme, position=3)
    retiring.bring_back(seminar.leads, seminar.cycle.id, theme.id)
    assert offered(seminar) == ["Väntan", "Tid"]
    assert making.an_excerpt(seminar, theme, position=3).theme_id == theme.id


def test_its_name_brings_it_back(seminar: Seminar) -> None:
    theme = making.a_theme(seminar, "Väntan")
    retiring.retire(seminar.leads, seminar.cycle.id, theme.id)
    assert making.a_theme(seminar, "VÄNTAN").id == theme.id
    assert not theme.is_retired


def test_what_is_marked_can_still_be_taken_away_and_put_back(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    row = making.an_excerpt(seminar, theme)
    retiring.retire(seminar.leads, seminar.cycle.id, theme.id)
    marking.remove(seminar.leads, seminar.cycle.id, row.id)
    assert marking.restore(seminar.leads, seminar.cycle.id, row.id).removed_at is None


def test_only_the_facilitator_of_the_unit(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    for person in (seminar.leader, seminar.worker, making.a_seminar().facilitator):
        for act in (retiring.retire, retiring.bring_back):
            with pytest.raises(NotFound):
                act(make.actor(person), seminar.cycle.id, theme.id)
    assert [each.is_retired for each in codebook.list_themes(seminar.leads, seminar.cycle.id)] == [False]
