"""A trimmed quote is the child's own words in their order, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seminar.report import trimming

SAID = "Jag visste inte vem hon var, och ingen hade sagt\nnågot till mig innan dess."


@pytest.mark.parametrize(
    ("trimmed", "shown"),
    [
        ("Jag visste inte vem hon var // innan dess.", "Jag visste inte vem hon var // innan dess."),
        ("Jag visste inte vem hon var//  innan   dess.", "Jag visste inte vem hon var // innan dess."),
        ("// ingen hade sagt något till mig //", "// ingen hade sagt något till mig //"),
        ("ingen hade sagt något // // till mig", "ingen hade sagt något // till mig"),
        ("ingen hade sagt något", "ingen hade sagt något"),
        (SAID, SAID.replace("\n", " ")),
    ],
)
def test_words_are_left_out_and_a_sign_stands_for_them(trimmed: str, shown: str) -> None:
    assert trimming.trim(SAID, trimmed) == shown


@pytest.mark.parametrize(
    "trimmed",
    [
        "Jag visste vem hon var",  # a word in the middle is gone, and no sign says so
        "innan dess. // Jag visste inte",  # turned round
        "Jag visste inte vem min mamma var",  # put in
        "Jag visste // Jag visste",  # said once, told twice
        "isste inte",  # half a word
        "//",
        "",
    ],
)
def test_other_words_are_none_of_the_childs(trimmed: str) -> None:
    assert trimming.trim(SAID, trimmed) is None


words = st.lists(st.text("abcå🙂", min_size=1, max_size=4), min_size=1, max_size=12)


@settings(max_examples=60)
@given(words, st.data())
def test_whatever_is_left_out_of_any_words_is_taken_and_trimmed_again_is_the_same(
    said: list[str], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(said), max_size=len(said)).filter(any))
    trimmed = " ".join(word if keep else "//" for word, keep in zip(said, kept, strict=True))
    shown = trimming.trim(" ".join(said), trimmed)
    assert shown is not None
    assert shown.replace("//", " ").split() == [word for word, keep in zip(said, kept, strict=True) if keep]
    assert trimming.trim(" ".join(said), shown) == shown
