"""Gives a text without capital letters the capitals that its names would have, so that the recognisers can see them.

Some speech engines write everything small, and then a name looks like any word. What tells here is our own lists and
the words around (`contexts`). Letters and their places stay; the text of the transcript is never changed. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise

from transcription.deidentification import contexts, lexicon, patterns
from transcription.deidentification.contexts import Rule, Said, shown
from transcription.deidentification.name_matching import Names
from transcription.deidentification.near_spelling import without_genitive

MOST_CAPITALS = 0.03
"""A written text has a capital letter in about every tenth word; one without has at most this share of words."""
WORD = re.compile(r"\w(?:[\w-]*\w)?")
ENDS_SENTENCE = re.compile(r"[.!?…]")
BUSINESSES = {word.casefold(): word for word in patterns.BUSINESSES.split()} | {"ica": "Ica", "ikea": "Ikea"}
CLUBS = {word.casefold(): word for word in patterns.CLUB_LETTERS.split("|")}


def is_written_small(lines: Iterable[str]) -> bool:
    """Whether a text lacks capital letters: as good as no word has one."""
    words = [word for line in lines for word in WORD.findall(line) if word[0].isalpha()]
    return bool(words) and sum(1 for word in words if word[0].isupper()) <= MOST_CAPITALS * len(words)


def with_capitals(lines: Sequence[str], names: Names) -> list[str]:
    """The lines with capitals where sentences and names begin; each line keeps its length.

    What the words around tell in one line counts for the same word in all of them.
    """
    said = [_said(line) for line in lines]
    told = {
        without_genitive(one.words[at])
        for one in said
        for at in _told(one, contexts.PEOPLE)
        if not contexts.is_talk(one.words[at])
    }
    return [_capitalised(line, one, names, told) for line, one in zip(lines, said, strict=True)]


def _said(line: str) -> Said:
    found = list(WORD.finditer(line))
    gaps = [ENDS_SENTENCE.search(line, before.end(), word.start()) for before, word in pairwise(found)]
    opening = {0, *(at for at, gap in enumerate(gaps, 1) if gap)}
    return Said([word[0].casefold() for word in found], frozenset(opening))


def _told(said: Said, rules: Iterable[Rule]) -> Iterator[int]:
    for at in range(len(said.words)):
        if any(rule(said, at) for rule in rules):
            yield at


def _capitalised(line: str, said: Said, names: Names, told: set[str]) -> str:
    by_context = set(_told(said, (*contexts.PEOPLE, *contexts.OTHERS)))
    numbers = count()

    def cased(found: re.Match[str]) -> str:
        at = next(numbers)
        written = _written(said, at)
        opens = at in said.opening and not contexts.is_talk(said.words[at])
        if written is None and (opens or at in by_context or _is_name(said, at, names, told)):
            written = shown(found[0])
        return written if written is not None and len(written) == len(found[0]) else found[0]

    return WORD.sub(cased, line)


def _written(said: Said, at: int) -> str | None:
    """Words that are always written in their own way: shops, clubs, apps."""
    word = said.words[at]
    if word in contexts.CLUBS and said.before(at) and not contexts.is_talk(said.before(at)):
        return CLUBS[word]
    if word in contexts.SHOPS and said.before(at) in BUSINESSES:
        return shown(word)
    return BUSINESSES.get(word)


def _is_name(said: Said, at: int, names: Names, told: set[str]) -> bool:
    word = said.words[at]
    if contexts.is_name(word) or contexts.is_place(word) or lexicon.is_origin(shown(word)):
        return True
    if names.surely(word) is not None:
        return not lexicon.is_written_in_lists(word) or said.before(at) in contexts.TOWARDS
    if contexts.is_talk(word):
        return False
    return without_genitive(word) in told or (len(word) > 3 and names.perhaps(word) is not None)
