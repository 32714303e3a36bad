"""The words around what is handed out: nothing misspelt, nothing that can be left blank, a letter for everybody."""

from dataclasses import replace

import pytest

from interview_guides import output_checking
from interview_guides.errors import ContentError
from interview_guides.letters import fill_text
from interview_guides.loader import load
from interview_guides.outputs import LETTERS
from interview_guides.reading import Spot

SPOT = Spot("sv/outputs.yaml")


@pytest.mark.parametrize(
    ("lead", "why"),
    [
        ("{childern} barn", "poster.lead has {childern}, which is not a placeholder"),
        ("{children} barn", "poster.lead has {children}, which may be unknown"),
        ("[[{children} barn|Barn]] på {unit} {", "poster.lead has {, which is not a placeholder"),
    ],
)
def test_a_text_that_could_be_left_blank_is_refused(lead: str, why: str) -> None:
    words = load(language="sv").outputs
    output_checking.check(words, SPOT)
    with pytest.raises(ContentError) as refused:
        output_checking.check(replace(words, poster=replace(words.poster, lead=lead)), SPOT)
    assert why in str(refused.value)


def test_there_is_a_letter_for_everybody_once_and_in_order() -> None:
    words = load(language="en").outputs
    assert tuple(letter.id for letter in words.letters) == LETTERS
    assert [letter.to_child for letter in words.letters] == [True, True, True, False]
    with pytest.raises(ContentError, match="letters must have exactly these ids in this order: child_5_8"):
        output_checking.check(replace(words, letters=words.letters[:3]), SPOT)


def test_a_choice_takes_the_first_of_which_everything_is_known() -> None:
    text = "[[{children} barn|Barn]] på {unit}"
    assert fill_text(text, {"children": "15", "unit": "Norr"}) == "15 barn på Norr"
    assert fill_text(text, {"children": "", "unit": "Norr"}) == "Barn på Norr"
    with pytest.raises(ContentError, match="needs a value for: unit"):
        fill_text(text, {})
