"""What children read in place of a theme's name, while the name is the starting codebook's."""

import pytest
from flask import Flask

from seminar.themes import codebook
from seminar.themes.models import Theme
from seminar.themes.naming import for_children
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit import content
from toolkit.language import force_locale


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def started(seminar: Seminar) -> Theme:
    codebook.start_from(seminar.leads, seminar.cycle.id, codebook_ids=["endings"])
    [theme] = codebook.list_themes(seminar.leads, seminar.cycle.id)
    return theme


def test_it_is_said_in_the_language_of_the_paper_whatever_the_group_wrote_in(seminar: Seminar) -> None:
    theme = started(seminar)
    for language in ("sv", "en"):
        shipped = {one.id: one.for_children for one in content.in_language(language).codebook.themes}
        with force_locale(language):
            assert for_children(theme) == shipped["endings"]


def test_a_name_of_the_group_s_own_stands_as_it_is(seminar: Seminar) -> None:
    theme = started(seminar)
    codebook.change(
        seminar.leads,
        seminar.cycle.id,
        theme.id,
        **codebook.words_of(theme) | {"name": "Hej då"},
        version=theme.version,
    )
    assert for_children(theme) == ""
    assert for_children(making.a_theme(seminar, "Fika")) == ""
