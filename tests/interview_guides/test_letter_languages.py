"""Translations: held to the Swedish letter, never shown before somebody has checked them, and never in the way."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from interview_guides import letter_languages, translations
from interview_guides.letter_languages import Translation, TranslationState
from interview_guides.loader import SHIPPED, load

SWEDISH = load()
ORIGINAL = SWEDISH.letter("letter_child_9_12")
CHECKED = {
    "by": "Auktoriserad översättare 1234", "on": date(2026, 9, 1),
    "fingerprint": translations.fingerprint(translations.texts_of(ORIGINAL)),
}  # fmt: skip


def translated(folder: Path, **changes: object) -> Path:
    """A folder of local content with the Swedish letter in place of an Arabic one, changed."""
    raw = yaml.safe_load((SHIPPED / "sv" / "letter_child_9_12.yaml").read_text("utf-8"))
    put(folder, "letter_child_9_12", raw | changes)
    return folder


def put(folder: Path, name: str, content: object) -> None:
    (folder / "ar").mkdir(parents=True, exist_ok=True)
    (folder / "ar" / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def read(folder: Path | None) -> Translation:
    return letter_languages.load(folder, "ar", swedish=SWEDISH.letters)


def test_the_frame_is_there_for_the_languages_that_many_need() -> None:
    assert [each.code for each in SWEDISH.languages] == ["sv", "en", "ar", "so", "ti", "uk", "prs", "fi", "se"]
    assert {each.code for each in SWEDISH.languages if each.right_to_left} == {"ar", "prs"}


def test_no_machine_s_guess_ships() -> None:
    for language in SWEDISH.languages:
        if language.code not in {"sv", "en"}:
            made = letter_languages.load(None, language.code, swedish=SWEDISH.letters)
            assert not made.letters
            assert made.places is None


def test_a_letter_is_unchecked_until_somebody_says_that_it_is_right(tmp_path: Path) -> None:
    assert read(translated(tmp_path)).state_of(ORIGINAL) is TranslationState.UNCHECKED
    assert read(None).state_of(ORIGINAL) is TranslationState.MISSING
    assert read(translated(tmp_path, checked=CHECKED)).state_of(ORIGINAL) is TranslationState.CHECKED


def test_a_check_holds_for_the_words_that_were_checked(tmp_path: Path) -> None:
    other = CHECKED | {"fingerprint": "0" * 12}
    assert read(translated(tmp_path, checked=other)).state_of(ORIGINAL) is TranslationState.OUTDATED


def test_a_letter_with_another_shape_after_an_upgrade_is_put_aside_and_breaks_nothing(tmp_path: Path) -> None:
    raw = yaml.safe_load((SHIPPED / "sv" / "letter_child_9_12.yaml").read_text("utf-8"))
    older = CHECKED | {"fingerprint": "0" * 12}
    made = read(translated(tmp_path, sections=raw["sections"][1:], checked=older))
    assert made.state_of(ORIGINAL) is TranslationState.OUTDATED
    assert not made.broken


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"age_to": 13}, "age_to is 13 but is 12 in the Swedish letter"),
        ({"slip": {"heading": "x", "lead": "x", "asks": [], "child": "x", "signers": ["x"], "day": "x"}}, "slip.asks"),
        ({"sections": []}, "sections"),
        ({"greeting": "{phone}"}, "greeting"),
        ({"closing": "[[{email}|-]]"}, "sections is"),
    ],
    ids=["ages", "answers", "sections", "blank", "placeholders"],
)
def test_a_translation_says_the_same_things(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    made = read(translated(tmp_path, checked=CHECKED, **changes))
    assert made.state_of(ORIGINAL) is TranslationState.BROKEN
    assert made.broken["letter_child_9_12"].startswith("ar/letter_child_9_12.yaml: ")
    assert said in made.broken["letter_child_9_12"]
    assert made.letters == ()


def test_a_file_that_is_no_letter_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    put(translated(tmp_path, checked=CHECKED), "guide_9_12", {"id": "x"})
    made = read(tmp_path)
    assert made.broken["guide_9_12"].startswith("ar/guide_9_12.yaml is not a letter")
    assert made.state_of(ORIGINAL) is TranslationState.CHECKED


def test_places_are_checked_too(tmp_path: Path) -> None:
    named = {"places": [{"code": each.code, "name": "في المكتب"} for each in SWEDISH.places]}
    put(tmp_path, "places", named)
    assert read(tmp_path).state_of_places(SWEDISH.places) is TranslationState.UNCHECKED
    ours = translations.fingerprint(translations.texts_of_places(SWEDISH.places))
    put(tmp_path, "places", named | {"checked": CHECKED | {"fingerprint": ours}})
    assert read(tmp_path).state_of_places(SWEDISH.places) is TranslationState.CHECKED
    assert read(tmp_path).state_of_places(SWEDISH.places[1:]) is TranslationState.OUTDATED
