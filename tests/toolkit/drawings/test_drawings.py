"""The drawings: whole, on their sheet, the same each time, and each with its words in both languages."""

import re
from xml.etree import ElementTree

import pytest

from interview_guides.loader import load
from toolkit.drawings.catalogue import DRAWINGS, draw
from toolkit.drawings.pen import CRAYONS, INK, Pen

LANGUAGES = ("sv", "en")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_sound_and_stays_on_its_sheet(name: str) -> None:
    root = ElementTree.fromstring(draw(name))  # noqa: S314 - our own
    assert root.get("viewBox") == "0 0 100 100"
    assert root.get("aria-hidden") == "true", "what it shows is said beside it"
    paths = [each.get("d", "") for each in root.iter() if each.tag.endswith("path")]
    numbers = [float(one) for path in paths for one in re.findall(r"-?\d+\.\d", path)]
    assert paths
    assert all(-4 <= one <= 104 for one in numbers), (min(numbers), max(numbers))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_reads_in_black_and_white(name: str) -> None:
    """The lines are ink; crayon only lies under them, and is lighter than half in grey."""
    root = ElementTree.fromstring(draw(name))  # noqa: S314 - our own
    inks = [each for each in root.iter() if INK in (each.get("stroke"), each.get("fill"))]
    assert inks
    for each in root.iter():
        if each.get("stroke") in CRAYONS:
            assert float(each.get("stroke-opacity", "1")) < 0.5
    assert "style=" not in draw(name), "the browser is told not to take styles from a page"


def test_the_same_hand_draws_the_same_each_time() -> None:
    first, again = Pen("house"), Pen("house")
    for pen in (first, again):
        pen.ring(50, 50, 20)
        pen.crayon(0, (10, 10), (90, 10), (50, 90))
    assert first.svg() == again.svg()
    other = Pen("other")
    other.ring(50, 50, 20)
    assert other.svg() not in first.svg()


def test_crayon_fills_a_shape_and_nothing_else() -> None:
    pen = Pen("square")
    pen.crayon(2, (20, 20), (80, 20), (80, 80), (20, 80))
    numbers = [float(one) for one in re.findall(r"\d+\.\d", re.findall(r'd="([^"]+)"', pen.svg())[0])]
    assert min(numbers) > 18
    assert max(numbers) < 82


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_drawing_has_its_words(language: str) -> None:
    words = {each.id: each.shows for each in load(language=language).drawings}
    assert set(words) == set(DRAWINGS)
    assert len(set(words.values())) == len(words), "two drawings that sound the same cannot be told apart"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_youngest_see_a_drawing_beside_everything_that_is_said(language: str) -> None:
    letter = load(language=language).letter("letter_child_5_8")
    named = [part.drawing for part in letter.sections]
    assert set(named) <= set(DRAWINGS)
    assert len(set(named)) == len(named)
