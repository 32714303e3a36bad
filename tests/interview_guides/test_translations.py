"""What comes back from a translator: every fault is named, and what has none becomes a file that the program reads."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interview_guides import letter_languages, translations
from interview_guides.letter_languages import TranslationState
from interview_guides.letters import Letter
from interview_guides.loader import load
from interview_guides.translations import Misfit

SWEDISH = load()
GUARDIAN = SWEDISH.letter("letter_guardian")
TEXTS = translations.texts_of(GUARDIAN)
ON = date(2026, 9, 1)


@pytest.mark.parametrize("letter", SWEDISH.letters, ids=lambda letter: letter.id)
def test_a_letter_goes_out_and_comes_back_as_a_file_that_is_read(letter: Letter, tmp_path: Path) -> None:
    texts = {key: f"هل {text}" for key, text in translations.texts_of(letter).items()}
    assert translations.list_faults(translations.texts_of(letter), texts) == []
    (tmp_path / "ar").mkdir()
    made = translations.letter_file(letter, texts, by="Amal: «tolk»", on=ON)
    (tmp_path / "ar" / f"{letter.id}.yaml").write_text(made, "utf-8")
    found = letter_languages.load(tmp_path, "ar", swedish=SWEDISH.letters)
    assert found.state_of(letter) is TranslationState.CHECKED, found.broken
    there = found.find_letter(letter.id)
    assert there is not None
    assert translations.texts_of(there) == texts
    assert there.checked is not None
    assert (there.checked.by, there.checked.on) == ("Amal: «tolk»", ON)
    assert [part.drawing for part in there.sections] == [part.drawing for part in letter.sections]


def test_places_go_out_and_come_back(tmp_path: Path) -> None:
    texts = {code: f"x {name}" for code, name in translations.texts_of_places(SWEDISH.places).items()}
    (tmp_path / "ar").mkdir()
    (tmp_path / "ar" / "places.yaml").write_text(
        translations.places_file(SWEDISH.places, texts, by="A", on=ON), "utf-8"
    )
    found = letter_languages.load(tmp_path, "ar", swedish=SWEDISH.letters)
    assert found.state_of_places(SWEDISH.places) is TranslationState.CHECKED, found.broken
    assert found.places is not None
    assert {place.code: place.name for place in found.places.places} == texts


@pytest.mark.parametrize(
    ("swedish", "translated", "misfit"),
    [
        ("Hej", " ", Misfit.MISSING),
        ("Ring {phone}", "Call", Misfit.PLACEHOLDERS),
        ("Ring", "Call {phone}", Misfit.PLACEHOLDERS),
        ("Ring {interviewer}", "Call {interviever}", Misfit.PLACEHOLDERS),
        ("[[Ring {phone}.|Skriv.]]", "Call {phone}.", Misfit.CHOICES),
        ("[[Ring {phone}.|Skriv.|]]", "[[Call {phone}.|Write.]]", Misfit.CHOICES),
        ("[[Ring {phone}.|Skriv.]]", "[[Write.|Call {phone}.]]", Misfit.BLANK),
        ("[[Ring {phone}.|Skriv.]]", "[[Call {phone}.|Write.]]", None),
        ("{interviewer} på {unit}", "{unit}: {interviewer}, {interviewer}", None),
    ],
)
def test_what_does_not_fit_is_told(swedish: str, translated: str, misfit: Misfit | None) -> None:
    faults = translations.list_faults({"a": swedish}, {"a": translated})
    assert [fault.misfit for fault in faults] == ([misfit] if misfit else [])


def test_all_faults_are_told_at_once_in_reading_order() -> None:
    faults = translations.list_faults(TEXTS, {})
    assert [fault.key for fault in faults] == list(TEXTS)


@given(key=st.sampled_from(sorted(TEXTS)), more=st.text(min_size=1))
def test_other_words_have_another_fingerprint(key: str, more: str) -> None:
    assert translations.fingerprint(TEXTS | {key: TEXTS[key] + more}) != translations.fingerprint(TEXTS)
    assert translations.fingerprint(dict(TEXTS)) == translations.fingerprint(TEXTS)


def test_the_file_holds_nothing_but_plain_words() -> None:
    made = translations.letter_file(GUARDIAN, TEXTS, by="Amal", on=ON)
    assert "!!" not in made
    assert yaml.safe_load(made)["audience"] == "guardian"
    assert "drawing" not in made
    assert "said_right" not in made
