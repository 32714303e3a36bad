"""Finds names of people, pets and places in one line, token by token: the names of this interview, and any others.

Context decides where a name is an ordinary word too. Tokens come from spaCy; nothing here knows its types but `Doc`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from transcription.deidentification import lexicon
from transcription.deidentification.kinds import ROLE_OF_KIND, ROLES_BY_WORD, Kind
from transcription.deidentification.name_matching import Names
from transcription.deidentification.near_spelling import without_genitive
from transcription.deidentification.patterns import SAYS
from transcription.deidentification.replacing import base_form


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens [start, end): what they are. `known` is the name of this interview that they stand for."""

    start: int
    end: int
    kind: Kind
    role: str
    ordinary: bool = False
    known: str = ""


FILLER = frozenset("på som heter hette är kallas , – - : min mitt mina en den hans hennes typ ju".split())  # noqa: SIM905
PLACE_BEFORE = frozenset({"i", "utanför", "nära"})
GO = frozenset({"till", "från", "på", "mot", "via"})
NAMING = frozenset({"heter", "hette", "kallas", "hetat", "döpt"})
IS_SOMEBODY = frozenset("min hans hennes vår deras med gift sambo snäll bäst kär äldst yngst".split())  # noqa: SIM905
BETWEEN = frozenset({"von", "af", "de", "al", "el", "bin", "ibn", "van"})


def find(doc: Any, names: Names) -> Iterator[Hit]:
    """Known names first, then other names and places; they may overlap."""
    yield from _known(doc, names)
    at = 0
    while at < len(doc):
        hit = _other(doc, at, names)
        if hit:
            yield hit
            at = hit.end
        else:
            at += 1


def inner_names(docs: Iterable[Any]) -> frozenset[str]:
    """Base forms of the names that stand inside sentences: what they are there, they are at a sentence's start too."""
    nobody = Names()
    docs = list(docs)
    small = small_words(docs)
    return frozenset(
        base_form(doc[hit.start].text)
        for doc in docs
        for hit in find(doc, nobody)
        if hit.kind is Kind.NAME and not begins_sentence(doc, hit.start) and doc[hit.start].text.casefold() not in small
    )


def small_words(docs: Iterable[Any]) -> frozenset[str]:
    """Words in lower case of the whole transcript."""
    return frozenset(token.text for doc in docs for token in doc if token.is_lower)


def begins_sentence(doc: Any, at: int) -> bool:
    """Whether the token begins a sentence, so that its capital letter says nothing."""
    at -= 1
    while at >= 0 and doc[at].text in {'"', "”", "’", "'", "(", "–", "-", "[", ")"}:
        at -= 1
    return at < 0 or doc[at].text[-1] in ".!?…:"


def _known(doc: Any, names: Names) -> Iterator[Hit]:
    if not names.known:
        return
    for token in doc:
        word = token.text
        if len(word) < 2 or not word[0].isalpha():
            continue
        one = names.surely(word)
        if one is not None:
            if _is_meant(doc, token.i, word):
                ordinary = lexicon.is_two_things(word) or lexicon.is_everyday(word)
                yield Hit(token.i, token.i + 1, Kind.KNOWN, one.role, ordinary, one.name)
        elif (
            word[0].isupper()
            and not lexicon.is_ordinary(word)
            and not lexicon.is_everyday(word)
            and word.casefold() not in names.small
        ):
            one = names.perhaps(word)
            if one is not None:
                yield Hit(token.i, token.i + 1, Kind.KNOWN, one.role, known=one.name)


def _is_meant(doc: Any, at: int, word: str) -> bool:
    """Whether a form of a known name is the name here, where it may be an ordinary word as well."""
    if not lexicon.is_two_things(word) and not lexicon.is_everyday(word):
        return word[0].isupper() or word.casefold() not in {"al", "de", "van"}
    if not word[0].isupper():
        return at > 0 and doc[at - 1].lower_ in NAMING
    return not begins_sentence(doc, at) or _does_something(doc, at) or len(doc) == at + 1


def _does_something(doc: Any, at: int) -> bool:
    after = [token.text for token in doc[at + 1 : at + 3]]
    if after[:1] == ["och"]:
        return len(after) > 1 and lexicon.is_given(after[1])
    return bool(after) and (after[0] in SAYS or (len(after) > 1 and after[0] == "är" and after[1] in IS_SOMEBODY))


def _other(doc: Any, at: int, names: Names) -> Hit | None:
    word = doc[at].text
    if len(word) < 2 or not word[0].isalpha():
        return None
    small = word[0].islower()
    if lexicon.is_origin(word) and not _is_school_subject(doc, at):
        return Hit(at, at + 1, Kind.ORIGIN, "språket" if small else "landet")
    if small:
        return _small(doc, at, names)
    if not _could_be_name(doc, at, names):
        return None
    end = at + 1
    while end < len(doc) and _follows(doc, end):
        end += 1
    return _named(doc, at, end)


def _is_school_subject(doc: Any, at: int) -> bool:
    return at > 0 and doc[at - 1].text in {"läser", "pluggar"}


def _small(doc: Any, at: int, names: Names) -> Hit | None:
    """A name that the speech engine wrote small."""
    word = doc[at].text
    shown = word[:1].upper() + word[1:]
    before = doc[at - 1].lower_ if at else ""
    if before in NAMING and lexicon.is_given(shown):
        return Hit(at, at + 1, Kind.NAME, _role(doc, at), lexicon.is_two_things(shown))
    if lexicon.is_two_things(shown) or lexicon.is_everyday(word):
        return None
    if lexicon.is_given(shown) or base_form(shown) in names.seen:
        return Hit(at, at + 1, Kind.NAME, _role(doc, at))
    if lexicon.is_place(shown) and before in PLACE_BEFORE | GO:
        return Hit(at, at + 1, Kind.PLACE, ROLE_OF_KIND[Kind.PLACE])
    return None


def _could_be_name(doc: Any, at: int, names: Names) -> bool:
    word = doc[at].text
    base = without_genitive(word)
    if lexicon.is_ordinary(word):
        return at > 0 and doc[at - 1].lower_ in NAMING and lexicon.is_given(word)
    if not begins_sentence(doc, at):
        return not lexicon.is_everyday(word) or lexicon.is_given(word)
    if lexicon.is_everyday(word) and not lexicon.is_given(word):
        return False
    if lexicon.is_two_things(word):
        return _does_something(doc, at) and not (word == "Mina" and doc[at + 1].text not in {"sa", "sade", "ringde"})
    if lexicon.is_given(word) or lexicon.is_place(word) or word in names.seen or base in names.seen:
        return True
    return _does_something(doc, at) and word.casefold() not in names.small and not _is_definite(word)


def _is_definite(word: str) -> bool:
    """«Killen», «Tanten», «Läraren»: a noun that begins a sentence, more likely than a name."""
    return word.endswith(("en", "et", "an", "na", "orna", "erna", "arna", "n")) or len(word) < 4


def _follows(doc: Any, at: int) -> bool:
    """Whether the token is a surname or a second name: a capital letter right after."""
    word = doc[at].text
    if doc[at - 1].whitespace_ != " ":
        return False
    if word in BETWEEN:
        return at + 1 < len(doc) and doc[at + 1].text[0].isupper()
    return word[0].isupper() and word.isalpha() | ("-" in word) and not lexicon.is_ordinary(word)


def _named(doc: Any, at: int, end: int) -> Hit:
    shown = doc[at:end].text
    before = doc[at - 1].lower_ if at else ""
    first = doc[at].text
    given = lexicon.is_given(first)
    ordinary = lexicon.is_two_things(first) and end == at + 1
    if lexicon.is_place(shown) or (
        not given and (before in PLACE_BEFORE or (before in GO and lexicon.sounds_like_place(first)))
    ):
        return Hit(at, end, Kind.PLACE, ROLE_OF_KIND[Kind.PLACE], ordinary)
    return Hit(at, end, Kind.NAME, _role(doc, at), ordinary)


def _role(doc: Any, at: int) -> str:
    """What the person is to the child: a word before the name, or «, min syster» after it."""
    before = [token.lower_ for token in doc[max(0, at - 4) : at]]
    close = [word for word in before if word not in FILLER][-1:]
    if close and close[0] in ROLES_BY_WORD:
        return ROLES_BY_WORD[close[0]]
    after = [token.lower_ for token in doc[at + 1 : at + 4]]
    if len(after) == 3 and after[0] == "," and after[1] in {"min", "hans", "hennes", "vår"}:
        return ROLES_BY_WORD.get(after[2], ROLE_OF_KIND[Kind.NAME])
    return ROLE_OF_KIND[Kind.NAME]
