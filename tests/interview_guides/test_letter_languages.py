"""Translations: held to the Swedish letter, and never shown before somebody has checked them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from interview_guides import letter_languages
from interview_guides.errors import ContentError
from interview_guides.letter_languages import Translation, TranslationState, state_of
from interview_guides.letters import Checked
from interview_guides.loader import SHIPPED, load

SWEDISH = load()
ORIGINAL = SWEDISH.letter("letter_child_9_12")


def translated(folder: Path, **changes: object) -> Path:
    """A folder of local content with the Swedish letter in place of an Arabic one, changed."""
    raw = yaml.safe_load((SHIPPED / "sv" / "letter_child_9_12.yaml").read_text("utf-8"))
    (folder / "ar").mkdir(parents=True)
    (folder / "ar" / "letter_child_9_12.yaml").write_text(yaml.safe_dump(raw | changes, allow_unicode=True), "utf-8")
    return folder


def read(folder: Path | None) -> Translation:
    return letter_languages.load(folder, "ar", swedish=SWEDISH.letters)


def test_the_frame_is_there_for_the_languages_that_many_need() -> None:
    assert [each.code for each in SWEDISH.languages] == ["sv", "en", "ar", "so", "ti", "uk", "prs", "fi", "se"]
    assert {each.code for each in SWEDISH.languages if each.right_to_left} == {"ar", "prs"}


def test_no_machine_s_guess_ships() -> None:
    for language in SWEDISH.languages:
        if language.code not in {"sv", "en"}:
            assert not letter_languages.load(None, language.code, swedish=SWEDISH.letters).letters


def test_a_letter_is_unchecked_until_somebody_says_that_it_is_right(tmp_path: Path) -> None:
    found = read(translated(tmp_path)).find_letter(ORIGINAL.id)
    assert found is not None
    assert state_of(found, ORIGINAL) is TranslationState.UNCHECKED
    assert state_of(None, ORIGINAL) is TranslationState.MISSING


def test_a_check_holds_for_the_version_that_was_checked(tmp_path: Path) -> None:
    checked = {"by": "Auktoriserad översättare 1234", "on": date(2026, 9, 1), "swedish_version": ORIGINAL.version}
    found = read(translated(tmp_path, checked=checked)).find_letter(ORIGINAL.id)
    assert found is not None
    assert found.checked == Checked(**checked)  # type: ignore[arg-type]
    assert state_of(found, ORIGINAL) is TranslationState.CHECKED
    assert state_of(found, replace(ORIGINAL, version=ORIGINAL.version + 1)) is TranslationState.OUTDATED


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
    with pytest.raises(ContentError, match=r"ar/letter_child_9_12\.yaml") as caught:
        read(translated(tmp_path, **changes))
    assert said in str(caught.value)


def test_a_file_that_is_no_letter_is_named(tmp_path: Path) -> None:
    (tmp_path / "ar").mkdir()
    (tmp_path / "ar" / "guide_9_12.yaml").write_text("id: x", "utf-8")
    with pytest.raises(ContentError, match=r"ar/guide_9_12\.yaml is not a letter"):
        read(tmp_path)


def test_places_can_be_translated_too(tmp_path: Path) -> None:
    folder = translated(tmp_path)
    (folder / "ar" / "places.yaml").write_text("- {code: office, name: في المكتب, advice: '-'}", "utf-8")
    assert read(folder).places[0].name == "في المكتب"
