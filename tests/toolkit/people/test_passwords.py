"""Passwords: long, of any signs, and none of those that are guessed first."""

import unicodedata

import pytest

from toolkit.errors import InvalidInput
from toolkit.people import passwords

AROUND = ("Sara Lindqvist", "sara", "Barn och unga", "Norrviks kommun")


def refusal(password: str) -> str:
    with pytest.raises(InvalidInput) as refused:
        passwords.check(password, around=AROUND, field="new")
    assert refused.value.field == "new"
    return refused.value.message


@pytest.mark.parametrize(
    "password",
    [
        "en lång mening om grankottar", "kaffe och bulle i solen", "min moster har tre elefanter",
        "jag cyklar hem i regnet", "xk3!pq9zlmw02vb", "the moon is made of cheese", "ббб мой дом у реки",
    ],
)  # fmt: skip
def test_a_sentence_is_good_and_no_sign_is_asked_for(password: str) -> None:
    passwords.check(password, around=AROUND, field="new")
    passwords.check(password.upper(), around=AROUND, field="new")


@pytest.mark.parametrize(
    "password",
    [
        "password1234567", "123456789012345", "qwertyuiopasdfgh", "iloveyouiloveyou", "aaaaaaaaaaaaaaa",
        "P@ssw0rdP@ssw0rd", "losenord1234567", "lösenord lösenord", "sommarsommar2026", "Sommar 2026 Sommar",
        "hejhejhejhejhej", "jagälskardigmamma", "fotbollfotboll1", "midsommar2026!!!!", "socialtjänsten2026",
        "Hemligt1Hemligt1", "åäöåäöåäöåäöåäö", "Stockholm2026!!!",
    ],
)  # fmt: skip
def test_what_is_guessed_first_in_english_and_in_swedish_is_refused(password: str) -> None:
    assert "guessed first" in refusal(password)


@pytest.mark.parametrize(
    "password",
    [
        "Barnens röster 2026", "barnensroster1234", "Välkommen till Barnens röster", "sara.lindqvist2026",
        "SaraLindqvist!!!1", "Norrviks kommun 2026",
    ],
)  # fmt: skip
def test_what_is_built_on_the_person_the_unit_or_the_program_is_refused(password: str) -> None:
    assert refusal(password)


def test_it_says_when_the_words_are_the_person_s_own() -> None:
    assert "your name, your unit or the program" in refusal("Sara Lindqvist 2026")
    passwords.check("Sara Lindqvist 2026 och en tapir", around=AROUND, field="new")


def test_it_is_long_enough_and_not_endless() -> None:
    assert "at least" in refusal("fjorton tecken"), "fourteen"
    passwords.check("femton tecken å", around=AROUND, field="new")
    assert "at most" in refusal("en lång mening " * 20)
    passwords.check(("en lång mening om grankottar " * 7)[:200], around=AROUND, field="new")


def test_a_letter_is_the_same_from_every_keyboard() -> None:
    composed = unicodedata.normalize("NFC", "en lång mening å så")
    taken_apart = unicodedata.normalize("NFD", composed)
    assert composed != taken_apart
    assert passwords.matches(passwords.hash_password(taken_apart), composed)
    assert passwords.matches(passwords.hash_password(composed), taken_apart)


def test_space_and_case_count() -> None:
    kept = passwords.hash_password("En mening med mellanslag ")
    assert not passwords.matches(kept, "En mening med mellanslag")
    assert not passwords.matches(kept, "en mening med mellanslag ")


@pytest.mark.parametrize("typed", ["", "!", "x" * 201, "\x00", "😀" * 50])
def test_nothing_opens_what_has_no_password(typed: str) -> None:
    assert not passwords.matches(passwords.UNUSABLE, typed)


@pytest.mark.usefixtures("slow_hashes")
def test_the_hash_is_argon2id_and_up_to_date() -> None:
    kept = passwords.hash_password("en lång mening om grankottar")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert not passwords.is_outdated(kept)
    assert passwords.is_outdated(kept.replace("t=3", "t=2"))


def test_the_list_that_ships_is_in_order() -> None:
    words = passwords._swedish_words()
    assert len(words) > 200
    assert {"lösenord", "losenord", "sommar", "älskling"} <= set(words)
    assert all(word == word.lower().strip() for word in words)
