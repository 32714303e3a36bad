"""A sign that no PDF could show is found with the words in which it stands, before anything is released."""

from dataclasses import replace

import pytest

from interview_guides import loader
from seminar.report import unprintable
from seminar.report.outline import AnnualReport, Promise
from tests.seminar.report.conftest import full_report
from toolkit.language import LANGUAGES

pytestmark = [pytest.mark.one_database, pytest.mark.usefixtures("words")]


def promising(text: str) -> AnnualReport:
    report = full_report()
    row = replace(report.areas[0].rows[0], promises=(Promise(text, "Team Barn", decided=True),))
    return replace(report, areas=(replace(report.areas[0], rows=(row,)), *report.areas[1:]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_write_in_all_our_letters_can_be_printed(language: str) -> None:
    words = loader.load(language=language)
    assert unprintable.find(promising("Åäö, é, ø, „så här“ – och 3 °C … €"), words) == []


def test_a_sign_without_a_font_is_told_once_with_the_words_around_it() -> None:
    words = loader.load(language="sv")
    long = "Räven 🦊 hälsar på " + "och stannar en stund till " * 5
    found = unprintable.find(promising(long), words)
    assert [one.sign for one in found] == ["🦊"]
    assert found[0].words.startswith("Räven 🦊 hälsar på och")
    assert len(found[0].words) <= unprintable.LONGEST
    assert found[0].words.endswith(" …")


def test_each_sign_has_its_own_place() -> None:
    words = loader.load(language="sv")
    found = unprintable.find(replace(promising("Räven 🦊"), unit="Norr 🌲"), words)
    assert {one.sign: one.words for one in found}.keys() == {"🦊", "🌲"}
    assert {one.sign: one.words for one in found}["🦊"] == "Räven 🦊"
