"""Tokens in the place of words: every spelling of a word, nothing inside another, and no letter beside it moves."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.deidentification.replacing import Decision, Finder, Place, apply, base_form, key_of, same_word


def replaced(text: str, *decisions: Decision, places: tuple[Place, ...] = ()) -> str:
    return apply(text, Finder(decisions).list_hits(text, places))


LENA = Decision("Lena", "[en person]")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Lena kom, och LENA gick.", "[en person] kom, och [en person] gick."),
        ("Lenas katt", "[en persons] katt"),
        ("Det är Lena's katt", "Det är [en persons] katt"),
        ("Helena och Lenabo", "Helena och Lenabo"),
        ("«Lena»", "«[en person]»"),
        ("", ""),
    ],
)
def test_a_word_is_replaced_wherever_it_stands_by_itself(text: str, after: str) -> None:
    assert replaced(text, LENA) == after


def test_a_word_that_is_two_things_is_replaced_as_it_was_written() -> None:
    assert replaced("Bo vill bo hos Bo.", Decision("Bo", "[morfar]")) == "[morfar] vill bo hos [morfar]."


def test_a_longer_word_wins_over_one_inside_it() -> None:
    decisions = (Decision("Lena", "[en person]"), Decision("Lena Berg", "[läraren]"))
    assert replaced("Lena  Berg och Lena", *decisions) == "[läraren] och [en person]"


def test_a_kept_word_stays_and_keeps_its_place_from_others() -> None:
    assert replaced("Nya Lena skolan", Decision("Lena skolan", None), LENA) == "Nya Lena skolan"


def test_an_ordinary_word_counts_at_the_suggested_places_only() -> None:
    sol = Decision("Sol", "[syskon 1]", only_there=True)
    assert replaced("Sol gick ut i sol. Sols bok.", sol, places=(Place(0, 3), Place(19, 23))) == (
        "[syskon 1] gick ut i sol. [syskon 1:s] bok."
    )
    assert replaced("Sol gick ut.", sol) == "Sol gick ut."


def test_words_of_nothing_but_space_or_signs_find_nothing() -> None:
    assert replaced("Hej – hej", Decision("  ", "[x]"), Decision("–", "[x]")) == "Hej – hej"


@given(st.text(alphabet="Lena Bo.,👩åäö\n", max_size=60))
def test_keeping_changes_no_letter(text: str) -> None:
    assert replaced(text, Decision("Lena", None), Decision("Bo", None)) == text


@given(st.text(alphabet="Lens B👩å.", max_size=60))
def test_hits_are_in_order_and_never_overlap(text: str) -> None:
    hits = Finder([LENA, Decision("Lena B", "[b]"), Decision("Ens", "[c]")]).list_hits(text)
    assert all(one.end <= later.start for one, later in pairwise(hits))
    assert all(0 <= one.start < one.end <= len(text) for one in hits)


@pytest.mark.parametrize(
    ("shown", "base"),
    [("Lenas", "Lena"), ("Lars", "Lars"), ("  Lena   Berg ", "Lena Berg"), ("070-12 34", "070-12 34"), ("Is", "Is")],
)
def test_a_word_is_decided_under_its_base_form(shown: str, base: str) -> None:
    assert base_form(shown) == base


def test_all_spellings_of_a_word_are_the_same() -> None:
    assert same_word("LENAS", "lena")
    assert not same_word("Lena", "Lina")
    assert key_of("Lena  Berg") == "lena berg"
