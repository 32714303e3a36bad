"""When two words may be one name, and when not."""

import pytest

from transcription.deidentification.near_spelling import forms_of, is_compound, is_near, is_pet_name, without_genitive


@pytest.mark.parametrize(
    ("word", "name"),
    [("Kristina", "Christina"), ("Sammir", "Samir"), ("Pettra", "Petra"), ("Linneas", "Linnéa"), ("Zara", "Sara")],
)
def test_misheard_names_are_near(word: str, name: str) -> None:
    assert is_near(word, name)


@pytest.mark.parametrize(("word", "name"), [("Bo", "Bror"), ("Hanna", "Anna"), ("Alla", "Elsa"), ("Sol", "Stol")])
def test_other_words_are_not(word: str, name: str) -> None:
    assert not is_near(word, name)


@pytest.mark.parametrize(("word", "name"), [("Tobbe", "Tobias"), ("Rolle", "Roland"), ("Mallan", "Malena")])
def test_pet_names(word: str, name: str) -> None:
    assert is_pet_name(word, name) or word.casefold() in forms_of(name)


def test_short_forms_go_both_ways_and_the_definite_form_is_the_same_person() -> None:
    assert "kalle" in forms_of("Karl")
    assert "karl" in forms_of("Kalle")
    assert "linan" in forms_of("Lina")


def test_a_compound_is_built_on_a_long_name_only() -> None:
    assert is_compound("Linaboll", "Lina")
    assert not is_compound("Bostad", "Bo")
    assert not is_compound("Linas", "Lina")


@pytest.mark.parametrize(("word", "base"), [("Linas", "Lina"), ("Linas'", "Lina"), ("is", "is")])
def test_genitive(word: str, base: str) -> None:
    assert without_genitive(word) == base
