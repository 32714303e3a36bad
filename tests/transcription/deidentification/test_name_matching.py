"""The names of an interview in every form that talk gives them, and words that only look like them."""

import pytest

from transcription.deidentification.kinds import Known
from transcription.deidentification.name_matching import Names, parts_of

ALVA, KARL, SCHOOL = Known("Alva Lind", "barnet"), Known("Karl", "morfar"), Known("Bergskolan och skola", "skolan")
NAMES = Names((ALVA, KARL, SCHOOL))


@pytest.mark.parametrize(
    ("word", "known"),
    [("Alva", ALVA), ("alvas", ALVA), ("LIND", ALVA), ("Kalle", KARL), ("Bergskolan", SCHOOL)],
)
def test_a_form_of_a_known_name_is_surely_it(word: str, known: Known) -> None:
    assert NAMES.surely(word) is known


@pytest.mark.parametrize("word", ["och", "skola", "Alvar", "Karin"])
def test_other_words_are_not_surely_anybody(word: str) -> None:
    assert NAMES.surely(word) is None


@pytest.mark.parametrize("word", ["Allva", "Alvha", "Carl"])
def test_a_misheard_name_is_perhaps_it(word: str) -> None:
    assert NAMES.perhaps(word) in {ALVA, KARL}


def test_a_definite_form_that_is_a_word_is_no_form_of_the_name() -> None:
    assert Names((Known("Alba", "syskon"),)).surely("alban") is None


@pytest.mark.parametrize(("name", "said"), [("Máret", "Maret"), ("Maret", "Máret"), ("Linnéa", "linneas")])
def test_accents_make_no_difference(name: str, said: str) -> None:
    assert Names((Known(name, "barnet"),)).surely(said) is not None


@pytest.mark.parametrize("halves", [("Vil", "helm"), ("Hu", "go"), ("Tse", "Gay")])
def test_a_name_written_apart_is_one(halves: tuple[str, str]) -> None:
    assert Names((Known("Vilhelm", "syskon"), Known("Hugo", "kusin"), Known("Tsegay", "pappa"))).split(*halves)


def test_two_words_are_no_name_written_apart() -> None:
    assert not NAMES.split("kom", "hit")


def test_a_name_of_its_own_is_nobody_else() -> None:
    assert NAMES.perhaps("Elsa") is None


def test_the_name_itself_outranks_a_short_form_of_another() -> None:
    kalle = Known("Kalle", "syskon")
    assert Names((KARL, kalle)).surely("Kalle") is kalle


def test_words_that_many_names_hold_are_no_names() -> None:
    assert parts_of("Anna, Bo och skolan i Ö") == ["Anna", "Bo"]
