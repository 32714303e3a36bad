"""What ends inside a word grows to the word's ends, and to no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.texts import whole_words

EXAMPLES = (
    ("Andra |famil|jer har det", "familjer"),
    ("Andra famil|j|er har det", "familjer"),
    ("An|dra famil|jer har", "Andra familjer"),
    ("|Andra| familjer", "Andra"),
    ("Andra| |familjer", " "),
    ("hej|,| du", ","),
    ("he|j,| du", "hej,"),
    ("E|U:s| regler", "EU:s"),
    ("|EU|:s regler", "EU:s"),
    ("|jag sa|: nej", "jag sa"),
    ("då ko|m hon|. Sen", "kom hon"),
    ("jag ser|'n| nu", "ser'n"),
    ("klockan |10|.30 kom", "10.30"),
    ("3|,|5 år", "3,5"),
    ("en 1|8-å|ring", "18-åring"),
    ("|mamma|-pappa", "mamma"),
    ("O\u0308|ppn\u030a|a", "O\u0308ppn\u030aa"),
    ("fa\u00ad|mi|lj", "fa\u00admilj"),
    ("hej |👩|\u200d👧🏽 då", "👩\u200d👧🏽"),
    ("hej 👧|🏽| då", "👧🏽"),
    ("|🇸|🇪🇳🇴", "🇸🇪"),
    ("🇸🇪|🇳|🇴", "🇳🇴"),
    ("med [per|son| 1] där", "[person 1]"),
    ("me|d [p|erson 1] där", "med [person 1]"),
    ("[person 1]|s ma|mma", "s mamma"),
    ("[|en\nhak|e]", "en\nhake"),
)


def taken(marked: str) -> tuple[str, int, int]:
    """The text, and where the two bars stood in it."""
    start, end = marked.index("|"), marked.rindex("|") - 1
    return marked.replace("|", ""), start, end


@pytest.mark.parametrize(("marked", "kept"), EXAMPLES)
def test_it_grows_to_the_ends_of_its_words(marked: str, kept: str) -> None:
    text, start, end = taken(marked)
    start, end = whole_words.grow(text, start, end)
    assert text[start:end] == kept


@given(st.text(alphabet="aå1 .,:'-[]\n\u0301\u200d👩🏽🇸", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_it_takes_in_no_space_that_was_not_marked_and_twice_is_once(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    first, last = whole_words.grow(text, start, end)
    assert first <= start <= end <= last
    assert "\n" not in text[first:start] + text[end:last]
    if "[" not in text:
        assert not set(text[first:start] + text[end:last]) & set(" ")
    assert whole_words.grow(text, first, last) == (first, last)
