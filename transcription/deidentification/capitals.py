"""Gives every word that is a name a capital letter and every other word none: one set of rules then reads any text.

Engines write names small, others write everything in CAPITALS, and a sentence's first capital letter says nothing. What
tells is the dictionary, our lists, the words around (`contexts`), the interview's names, and what is a name elsewhere.
Letters and their places stay; the text of the transcript is never changed. Pure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transcription.deidentification import context_words, contexts, left_alone, lexicon, patterns
from transcription.deidentification.contexts import base, shown, told
from transcription.deidentification.evaluation_results import Letters
from transcription.deidentification.kinds import ROLES_BY_WORD
from transcription.deidentification.name_matching import Names
from transcription.deidentification.tokens import Line, cut

MOST_CAPITALS = 0.03
"""A written text has a capital letter in about every tenth word; one without has at most this share of words."""
WORD = re.compile(r"\w(?:[\w-]*\w)?")
BUSINESSES = {word.lower(): word for word in patterns.BUSINESSES.split()} | {
    "ica": "Ica",
    "ikea": "Ikea",
    "donken": "Donken",
}
CLUBS = {word.lower(): word for word in patterns.CLUB_LETTERS.split("|")}
SHORTEST = 3
"""Letters of a word that is a candidate for no other reason than that no dictionary holds it."""


@dataclass(frozen=True)
class Talk:
    """What is known of the whole transcript before one word of it is judged.

    `small_starts`: sentences without a full stop begin small, so that a capital letter at their start says something.
    `small`: words that stand small where they are no name; `seen`: names that are sure somewhere, in base form.
    """

    names: Names
    small_starts: bool = False
    small: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()


def is_written_small(lines: Iterable[str]) -> bool:
    """Whether a text lacks capital letters: as good as no word has one."""
    words = [word for line in lines for word in WORD.findall(line) if word[0].isalpha()]
    return bool(words) and sum(1 for word in words if word[0].isupper()) <= MOST_CAPITALS * len(words)


def letters_of(lines: Sequence[str]) -> Letters:
    """In what letters a text is written, as far as it matters for finding names."""
    if is_written_small(lines):
        return Letters.SMALL
    large = sum(1 for line in lines if is_written_large(line))
    return Letters.CAPITALS if large > len(lines) / 2 else Letters.ORDINARY


def is_written_large(text: str) -> bool:
    """Whether a line is written in capital letters alone."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and len(text.split()) > 1 and all(letter.isupper() for letter in letters)


def restore(lines: Sequence[str], names: Names) -> list[Line]:
    """The lines with capitals at names and nowhere else; each keeps its length."""
    read = [cut(lowered(text) if is_written_large(text) else text) for text in lines]
    talk = Talk(names, _starts_small(read), _small_words(read))
    sure = frozenset(
        base(line[at].text)
        for line in read
        for at in range(len(line))
        if _is_candidate(line, at) and _is_sure(line, at, talk)
    )
    talk = Talk(names, talk.small_starts, talk.small, sure)
    return [_restored(line, talk) for line in read]


def lowered(text: str) -> str:
    """Small letters, where that changes no length."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _restored(line: Line, talk: Talk) -> Line:
    text = list(lowered(line.text))
    alone, apart = left_alone.phrases_left_alone(line), _written_apart(line, talk.names)
    for at, token in enumerate(line):
        written = _written(line, at)
        if at in apart or (not written and at not in alone and _is_candidate(line, at) and is_named(line, at, talk)):
            written = written or shown(token.lower)
        if written and len(written) == len(token.text):
            text[token.idx : token.end] = written
    return cut("".join(text))


def _starts_small(lines: Sequence[Line]) -> bool:
    starts = [
        line[0].text[0]
        for line in lines
        if len(line) > 2 and line[0].is_word and line[len(line) - 1].text not in ".!?…"
    ]
    return len(starts) > 4 and sum(1 for letter in starts if letter.islower()) >= 0.6 * len(starts)


def _small_words(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset(
        token.text for line in lines for token in line if token.text.islower() and lexicon.is_swedish(token.text)
    )


def _written_apart(line: Line, names: Names) -> frozenset[int]:
    """Words that are two halves of one name."""
    return frozenset(
        at
        for first in range(len(line) - 1)
        if line[first].is_word
        and line[first].has_space
        and line[first + 1].is_word
        and line[first].lower not in context_words.NEVER
        and line[first + 1].lower not in context_words.NEVER
        and names.split(line[first].text, line[first + 1].text)
        for at in (first, first + 1)
    )


def _is_candidate(line: Line, at: int) -> bool:
    token = line[at]
    return token.is_word and len(token.text) > 1 and len(token.lower) == len(token.text)


def is_named(line: Line, at: int, talk: Talk) -> bool:
    """Whether the word there is a name, or part of one."""
    word = line.lower(at)
    if talk.names.surely(word) is None and left_alone.is_left_alone(word):
        return told(line, at, contexts.SURELY) and lexicon.is_given(shown(word))
    if _is_sure(line, at, talk) or told(line, at, contexts.OTHERS):
        return True
    if word in context_words.NEVER or contexts.before(line, at) in context_words.ARTICLES:
        return False
    if talk.names.surely(word) is not None or base(word) in talk.seen:
        return told(line, at, _rules_of_known(word))
    return _is_listed(line, at)


def _rules_of_known(word: str) -> Sequence[contexts.Rule]:
    """What may tell of a common word that it is a name which the interview knows."""
    if word in context_words.VAGUE:
        return contexts.OF_LISTED
    near = contexts.OF_MASS if base(word) in context_words.MASS else contexts.OF_KNOWN
    return (*contexts.OF_LISTED, *near)


def _is_listed(line: Line, at: int) -> bool:
    """Whether a Swedish word is a name on the lists, and meant as one."""
    word, name = line.lower(at), shown(line.lower(at))
    if word in context_words.VAGUE or word in ROLES_BY_WORD or lexicon.is_profession(word):
        return False
    if lexicon.is_given(name) and not lexicon.is_listed_as_two_things(name):
        return True
    return (lexicon.is_given(name) or lexicon.is_rare_name(name)) and told(line, at, contexts.OF_LISTED)


def _is_sure(line: Line, at: int, talk: Talk) -> bool:
    """Whether the word is a name by itself: no dictionary holds it, its capital letter says so, or «heter» does."""
    word = line.lower(at)
    known = talk.names.surely(line[at].text)
    if known is None and left_alone.is_left_alone(word):
        return False
    if not lexicon.is_swedish(base(word)) and not lexicon.is_swedish(word):
        return len(word) >= SHORTEST or known is not None or _has_capital(line, at, talk)
    if told(line, at, contexts.SURELY):
        return True
    return _has_capital(line, at, talk) and _is_rather_a_name(line, at, known=known is not None)


def _has_capital(line: Line, at: int, talk: Talk) -> bool:
    """Whether the word is written with a capital letter that says something."""
    text = line[at].text
    if not text[0].isupper() or lexicon.is_abbreviation(text):
        return False
    if not line.begins_sentence(at):
        return True
    if talk.small_starts and at == 0 and line[len(line) - 1].text not in ".!?…":
        return True
    word = text.lower()
    listed = lexicon.is_given(shown(word)) or talk.names.surely(word) is not None
    return (
        listed and (word not in context_words.VAGUE or contexts.is_verb(line.lower(at + 1))) and _acts(line, at, talk)
    )


def _acts(line: Line, at: int, talk: Talk) -> bool:
    """Whether what follows the first word of a sentence is what follows somebody's name."""
    word, following = line.lower(at), line.lower(at + 1)
    if word in talk.small and talk.names.surely(word) is None and base(word) not in talk.seen:
        return following in context_words.SPEECH or told(line, at, contexts.OF_LISTED)
    return (
        contexts.is_verb(following)
        or following in {"och", "å", ",", "hon", "han", ".", "!", "?", ""}
        or (word.endswith("s") and (following in ROLES_BY_WORD or talk.names.surely(word) is not None))
        or told(line, at, contexts.OF_LISTED)
    )


def _is_rather_a_name(line: Line, at: int, *, known: bool) -> bool:
    """Whether a Swedish word with a capital letter is rather a name: not «Mamma», «Skolan», «Sen»."""
    word = line.lower(at)
    name = shown(word)
    if word in context_words.NEVER or (word in ROLES_BY_WORD and not known):
        return False
    if known or lexicon.is_given(name):
        return True
    return not lexicon.is_everyday(word) and word not in context_words.SCHOOLS


def _written(line: Line, at: int) -> str:
    """Words that are always written in their own way: shops, clubs."""
    word, last = line.lower(at), contexts.before(line, at)
    if (
        word in context_words.CLUBS | {"if", "is", "sk"}
        and last
        and len(last) > 3
        and not lexicon.is_everyday(last)
        and not contexts.is_verb(last)
    ):
        return CLUBS.get(word, "")
    return BUSINESSES.get(word, "")
