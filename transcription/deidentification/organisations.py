"""Finds schools, workplaces, clubs and homes, and work with its place, in a line whose capitals are names. Pure.

The patterns stand in `patterns`; here is what they must not catch, and how far a find reaches.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from transcription.deidentification import context_words, left_alone, lexicon, patterns
from transcription.deidentification.kinds import Kind
from transcription.deidentification.tokens import Line, Pattern

Found = tuple[int, int, Kind]
LITTLE = {"i", "på", "och", "vid"}
CAPITAL_OR_DIGIT = re.compile(r"[A-ZÅÄÖÉ0-9]")
NUMBERED = re.compile(r"\d{1,3}\w?")


def find(line: Line) -> Iterator[Found]:
    """Tokens [start, end) and their kind; they may overlap."""
    if not CAPITAL_OR_DIGIT.search(line.text):
        return
    begins = [_may_begin(token.text) for token in line]
    for number, (kind, skipped, pattern) in enumerate(_patterns()):
        starts = [at for at, numbers in enumerate(begins) if number in numbers]
        for first, last in pattern.find(line, starts) if starts else ():
            start, end = first + skipped, last
            while end > start and line.lower(end - 1) in LITTLE:
                end -= 1
            while start < end and kind is not Kind.PROFESSION and line.lower(start) in context_words.NEVER:
                start += 1
            while end - start > 2 and kind is Kind.ADDRESS and _is_no_part_of_street(line, start, end):
                start += 1
            if start < end and _says_something(line, start, end, kind) and not _is_general(line, start, end, kind):
                yield start, end, kind


@cache
def _patterns() -> Sequence[tuple[Kind, int, Pattern]]:
    return [
        (kind, at, Pattern(conditions, is_profession=lexicon.is_profession))
        for kind, at, conditions in patterns.PATTERNS
    ]


@lru_cache(lexicon.MEMORY)
def _may_begin(word: str) -> frozenset[int]:
    """Which of the patterns can begin with the word: most words begin none, so that they are asked once for all."""
    return frozenset(number for number, (_, _, pattern) in enumerate(_patterns()) if pattern.may_begin(word))


def _is_no_part_of_street(line: Line, start: int, end: int) -> bool:
    """«Maria Järnvägsgatan 5» is a name and an address; «Norra Järnvägsgatan 5» is one."""
    word, rest = line.lower(start), [line.lower(at) for at in range(start + 1, end)]
    return word not in context_words.DIRECTIONS and any(context_words.STREET.fullmatch(one) for one in rest)


def _says_something(line: Line, start: int, end: int, kind: Kind) -> bool:
    return kind in {Kind.SCHOOL, Kind.ADDRESS} or any(
        line[at].text[0].isupper() or line[at].text[0].isdigit() for at in range(start, end)
    )


def _is_general(line: Line, start: int, end: int, kind: Kind) -> bool:
    """«Förskolan» or «musikskolan» names no school, «gatan» no address, «på Snap» no workplace."""
    words = [line[at].text for at in range(start, end)]
    if any(left_alone.is_left_alone(word) for word in words) and kind is not Kind.PROFESSION:
        return len(words) == 1
    if kind is Kind.SCHOOL:
        return _is_any_school(words)
    if kind is Kind.ADDRESS:
        return _is_any_street(words)
    if kind is Kind.WORKPLACE and len(words) == 1:
        return lexicon.is_given(words[0]) or lexicon.is_place(words[0]) or words[0].lower() in context_words.NEVER
    return False


def _is_any_school(words: Sequence[str]) -> bool:
    if len(words) > 1:
        return all(word.islower() for word in words)
    any_school = rf"{patterns.ANY_SCHOOL}(?:skola|skolan|förskolan|gymnasiet)s?|{patterns.SCHOOLS}"
    return re.fullmatch(any_school, words[0], re.I) is not None or lexicon.is_given(words[0])


def _is_any_street(words: Sequence[str]) -> bool:
    if len(words) == 1:
        street = context_words.STREET.fullmatch(words[0].lower()) is not None
        return (
            not street
            or patterns.EVERYWHERE.fullmatch(words[0]) is not None
            or words[0][0].islower()
            or lexicon.is_given(words[0])
        )
    if words[0][0].islower() and not words[0].startswith("postnum"):
        return patterns.EVERYWHERE.fullmatch(words[0]) is not None and not NUMBERED.fullmatch(words[1])
    return False
