"""A line in tokens, and patterns that read it as spaCy's own matcher would."""

from collections.abc import Sequence

import pytest

from transcription.deidentification import evaluation, lexicon, patterns
from transcription.deidentification.tokens import Pattern, cut


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anna-Karin sa: hej!", ["Anna-Karin", "sa", ":", "hej", "!"]),
        ("Hannes's dator, 070-123", ["Hannes's", "dator", ",", "070-123"]),
        ("Abdulrahman al-Khatib", ["Abdulrahman", "al-Khatib"]),
        ("", []),
    ],
)
def test_a_line_is_cut_into_words_and_marks(text: str, words: list[str]) -> None:
    line = cut(text)
    assert [token.text for token in line] == words
    assert [text[token.idx : token.end] for token in line] == words


def test_a_sentence_begins_after_a_full_stop_and_a_quotation_mark() -> None:
    line = cut("Hej. ”Linn kom.")
    assert [line.begins_sentence(at) for at in range(len(line))] == [True, False, True, True, False, False]


def test_beyond_a_line_there_is_nothing() -> None:
    assert (cut("Hej").lower(-1), cut("Hej").lower(1)) == ("", "")


@pytest.mark.slow
def test_patterns_find_what_the_matcher_of_spacy_finds() -> None:
    """The longest run from each place on; spaCy's greedy matcher keeps those that do not overlap."""
    spacy = pytest.importorskip("spacy")
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

    nlp = spacy.blank("sv")
    texts = [line for talk in evaluation.read("interviews_own") for line in talk.lines]
    for kind, _, conditions in patterns.PATTERNS:
        if any("PROFESSION" in condition for condition in conditions):
            continue  # an extension of our own
        matcher = Matcher(nlp.vocab)
        matcher.add(kind.value, [[dict(condition) for condition in conditions]], greedy="LONGEST")
        ours = Pattern(conditions, is_profession=lexicon.is_profession)
        for text in texts:
            line = cut(text)
            words: Sequence[str] = [token.text for token in line]
            found = {(start, end) for _, start, end in matcher(Doc(nlp.vocab, words=list(words)))}
            assert found <= set(ours.find(line)), (conditions, text)


def test_a_pattern_finds_nothing_where_it_may_not_begin() -> None:
    """So that a line is asked only at the words with which a pattern can begin."""
    lines = [cut(line) for talk in evaluation.read("development") for line in talk.lines]
    for _, _, conditions in patterns.PATTERNS:
        pattern = Pattern(conditions, is_profession=lexicon.is_profession)
        for line in lines:
            starts = [token.i for token in line if pattern.may_begin(token.text)]
            assert list(pattern.find(line, starts)) == list(pattern.find(line)), (conditions, line.text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sen kom Linn", ["", "sen", "kom"]),
        ("Sen, ja, kom", ["", "sen", "sen", "sen", "sen"]),
        ("Hej. Linn kom", ["", "hej", "", "linn"]),
        ("– ”Linn kom", ["", "", "", "linn"]),
    ],
)
def test_the_word_before_stands_in_the_same_sentence(text: str, words: list[str]) -> None:
    line = cut(text)
    assert [line.before(at, frozenset({",", "ja"})) for at in range(len(line))] == words
