"""Languages are known by their Swedish and their English names, and kept under one."""

import pytest

from toolkit import spoken


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Somaliska", "somaliska"), ("somali", "somaliska"), (" ARABIC ", "arabiska"), ("Dari", "dari"),
        ("farsi", "persiska"), ("pashto", "pashto"), ("central  Kurdish", "sorani"), ("svenska", ""), ("Swedish", ""),
        ("teckenspråk", "teckenspråk"), ("somalisak", None), ("kanske", None), ("", None),
    ],
)  # fmt: skip
def test_a_language_is_recognised_or_asked_about(said: str, kept: str | None) -> None:
    assert spoken.find_language(said) == kept


def test_several_languages_stand_in_one_column_and_are_named_in_both_languages() -> None:
    kept = spoken.joined(["tigrinja", "arabiska", "", "arabiska"])
    assert kept == "arabiska, tigrinja"
    assert [spoken.name_of(one, language="en") for one in spoken.parted(kept)] == ["Arabic", "Tigrinya"]
    assert [spoken.name_of(one, language="sv") for one in spoken.parted(kept)] == ["arabiska", "tigrinja"]
    assert spoken.parted("") == []
