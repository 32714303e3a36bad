"""Finds names of people, pets and places in a line that has its capitals where names are (`capitals`). Pure.

A capital letter means a name here; what is left to tell is how far it reaches, whether it is a place, and who it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from transcription.deidentification import context_words, contexts, left_alone, lexicon
from transcription.deidentification.kinds import ROLE_OF_KIND, ROLES_BY_WORD, Kind, Known
from transcription.deidentification.name_matching import Names
from transcription.deidentification.tokens import Line

FILLER = frozenset("på som heter hette är kallas , – - : min mitt mina en den hans hennes typ ju".split())  # noqa: SIM905
PLACE_BEFORE = frozenset({"i", "utanför", "nära", "kring", "runt"})
GO = frozenset({"till", "från", "på", "mot", "via", "ifrån"})
BETWEEN = frozenset({"von", "af", "de", "al", "el", "bin", "ibn", "van", "abu", "al-"})
AFTER_PLACE = frozenset({"kommun", "centrum", "by", "kyrkby", "station", "torg", "län", "socken"})
TITLES = frozenset({"mst", "ustad"})


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens [start, end): what they are. `known` is the name of this interview that they stand for."""

    start: int
    end: int
    kind: Kind
    role: str
    ordinary: bool = False
    known: Known | None = None


def find(line: Line, names: Names) -> Iterator[Hit]:
    """Every run of names, in order and never overlapping."""
    at = 0
    while at < len(line):
        if is_capital(line, at):
            end = _end(line, at)
            if not all(_says_nothing(line[one].text, names) for one in range(at, end)):
                yield hit(line, _start(line, at), end, names)
            at = end
        else:
            at += 1


def _says_nothing(word: str, names: Names) -> bool:
    """A shop alone, or the letters of a club, is nobody's name."""
    return names.surely(word) is None and (left_alone.is_left_alone(word) or lexicon.is_abbreviation(word))


def is_capital(line: Line, at: int) -> bool:
    """Whether the token is a name, as `capitals` says."""
    return 0 <= at < len(line) and line[at].is_word and line[at].text[0].isupper()


def _start(line: Line, at: int) -> int:
    """Where the name begins: «norra Ljunga» and «Mst. Sharmin» begin a word earlier."""
    if (
        at > 0
        and line.lower(at - 1) in context_words.DIRECTIONS
        and contexts.before(line, at - 1) not in context_words.ARTICLES
    ):
        return at - 1
    if at > 1 and line.lower(at - 1) == "." and line.lower(at - 2) in TITLES:
        return at - 2
    return at - 1 if at > 0 and line.lower(at - 1) in TITLES else at


def _end(line: Line, at: int) -> int:
    end = at + 1
    while end < len(line) and _follows(line, end):
        end += 1
    if line.lower(end) in AFTER_PLACE:
        end += 1
    return end


def _follows(line: Line, at: int) -> bool:
    """Whether the token is a surname, a second name or an initial: the name goes on."""
    if not line[at - 1].has_space:
        return False
    word = line[at].text
    if word.lower() in BETWEEN:
        return is_capital(line, at + 1)
    if is_capital(line, at):
        if word.lower() in context_words.DIRECTIONS or context_words.STREET.fullmatch(word.lower()):
            return False
        return not (line[at - 1].lower.endswith("s") and _is_whole_name(line[at - 1].text, word))
    return False


def _is_whole_name(first: str, second: str) -> bool:
    """«Linas Malin»: a genitive before another person is no part of the name."""
    return (
        not lexicon.is_given(first[:1] + first[1:])
        and lexicon.is_given(first[:-1])
        and lexicon.is_given(second)
        and first not in lexicon.words("given_names")
    )


def hit(line: Line, start: int, end: int, names: Names) -> Hit:
    """What tokens [start, end) are, that are a name."""
    words = [line[at].text for at in range(start, end)]
    known = next((one for word in words if (one := names.surely(word))), None)
    known = known or next((one for word in words if len(word) > 2 and (one := names.perhaps(word))), None)
    ordinary = end == start + 1 and _is_ordinary(words[0])
    if known is not None:
        return Hit(start, end, Kind.KNOWN, known.role, ordinary, known)
    if _is_place(line, start, end):
        return Hit(start, end, Kind.PLACE, ROLE_OF_KIND[Kind.PLACE], ordinary)
    return Hit(start, end, Kind.NAME, _role(line, start, end), ordinary)


def _is_ordinary(word: str) -> bool:
    """Whether a name is a common word too, so that it is meant here and not wherever it stands."""
    if lexicon.is_listed_as_two_things(word) or lexicon.is_everyday(word):
        return True
    return lexicon.is_swedish(contexts.base(word)) and not lexicon.is_given(word)


def _is_place(line: Line, start: int, end: int) -> bool:
    first, last = line[start].text, line[end - 1].text
    shown = line.shown(start, end)
    if (
        lexicon.is_place(shown)
        or lexicon.is_place(last)
        or last in AFTER_PLACE
        or first.lower() in context_words.DIRECTIONS
    ):
        return True
    if lexicon.is_given(first):
        return False
    one = contexts.before(line, start)
    named = lexicon.is_name_of_many(first)
    return one in PLACE_BEFORE or (one in GO and not named) or (not named and lexicon.sounds_like_place(last))


def _role(line: Line, start: int, end: int) -> str:
    """What the person is to the child: a word before the name, or «, min syster» after it."""
    close = [one.lower for one in line.tokens[max(0, start - 4) : start] if one.lower not in FILLER][-1:]
    if close and close[0] in ROLES_BY_WORD:
        return ROLES_BY_WORD[close[0]]
    after = [one.lower for one in line.tokens[end : end + 4] if one.lower not in {",", "är", "e"}]
    if len(after) > 1 and after[0] in context_words.OF_OURS:
        return ROLES_BY_WORD.get(after[1], ROLE_OF_KIND[Kind.NAME])
    return ROLE_OF_KIND[Kind.NAME]
