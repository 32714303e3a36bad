"""Filling in a letter: every placeholder or a clear no, and a value is never read as a template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_guides.errors import ContentError
from interview_guides.letters import PLACEHOLDERS, Audience, Letter, LetterSection, fill, list_odd_placeholders
from interview_guides.loader import load

LETTERS = [letter for language in ("sv", "en") for letter in load(language=language).letters]
VALUES = {name: f"<{name}>" for name in PLACEHOLDERS}


def a_letter(text: str) -> Letter:
    return Letter(
        id="letter_test",
        version=1,
        title="Hej {unit}",
        audience=Audience.CHILD,
        age_from=5,
        age_to=18,
        greeting="Hej!",
        sections=(LetterSection(id="who", heading="{interviewer}", text=text),),
        closing="Tack",
        signature="{interviewer}",
    )


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: f"{letter.id}: {letter.title}")
def test_a_filled_letter_has_no_braces_left(letter: Letter) -> None:
    filled = fill(letter, VALUES)
    said = "\n".join(text for _, text in filled.texts())
    assert "{" not in said
    for name in letter.placeholders:
        assert f"<{name}>" in said


def test_every_declared_placeholder_is_used_by_a_letter() -> None:
    assert {name for letter in LETTERS for name in letter.placeholders} == set(PLACEHOLDERS)


def test_placeholders_stand_once_each_in_reading_order() -> None:
    assert a_letter("{date}, {place}, {date}").placeholders == ("unit", "interviewer", "date", "place")


def test_a_missing_value_is_named() -> None:
    with pytest.raises(ContentError, match="letter_test needs a value for: interviewer, place"):
        fill(a_letter("{place}"), {"unit": "Barn och unga", "interviewer": ""})


def test_a_missing_value_can_be_a_line_to_write_on() -> None:
    filled = fill(a_letter("På {place}."), {"unit": "Barn och unga", "interviewer": "Sara Lindgren"}, blank="……")
    assert filled.sections[0].text == "På ……."
    assert filled.signature == "Sara Lindgren"


@given(value=st.text(min_size=1))
def test_a_value_is_taken_as_it_is(value: str) -> None:
    filled = fill(a_letter("Vi ses på {place}."), {"unit": value, "interviewer": value, "place": value})
    assert filled.sections[0].text == f"Vi ses på {value}."
    assert filled.signature == value


@given(text=st.text(alphabet="ab{} _"))
def test_braces_are_declared_placeholders_or_odd(text: str) -> None:
    odd = list_odd_placeholders(text)
    assert bool(odd) == any(brace in text for brace in "{}")
    assert list_odd_placeholders(text.replace("{", "").replace("}", "") + "{unit}") == ()
