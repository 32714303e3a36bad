"""Suggests words that could tell who somebody is. Pure: text and the interview's known names in, places in it out.

Rules of our own for numbers, mail, addresses, schools, places and names, on Swedish text as a speech engine writes it.
It does not find everything, so a person reads every transcript. No checksum ever filters a hit: misheard numbers
fail it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from transcription import name_words
from transcription.near_spelling import is_near, without_genitive


class Kind(StrEnum):
    """What an identifying word is; stored with the decision about it."""

    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    MAIL = "mail"
    ADDRESS = "address"
    SCHOOL = "school"
    PLACE = "place"
    DATE = "date"
    NAME = "name"
    KNOWN = "known"


TOKENS = {
    Kind.PERSONAL_NUMBER: "[personnummer]",
    Kind.PHONE: "[telefonnummer]",
    Kind.MAIL: "[e-postadress]",
    Kind.ADDRESS: "[adressen]",
    Kind.SCHOOL: "[skolan]",
    Kind.PLACE: "[orten]",
    Kind.DATE: "[datum]",
    Kind.NAME: "[en person]",
    Kind.KNOWN: "[en person]",
}
"""The neutral token that stands in a Swedish transcript instead, where nothing closer is known."""


@dataclass(frozen=True)
class Known:
    """A name known to this interview and the token for it: the child, the family, handlers past and present."""

    name: str
    token: str


@dataclass(frozen=True)
class Suggestion:
    """Code points [start, end) of the text, and why. `token` is a proposal; a person decides."""

    start: int
    end: int
    text: str
    kind: Kind
    token: str
    reason: str


ONES = "ett|en|två|tre|fyra|fem|sex|sju|åtta|nio"
TEENS = "tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton"
TENS = "tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio"
NUMBER_WORD = f"noll|hundra|tusen|(?:{TENS})(?:{ONES}|{TEENS})|{TENS}|{TEENS}|{ONES}"
NUMBER_PART = rf"(?:\d+|(?:{NUMBER_WORD}))"
STREET = r"(?:gatan|vägen|gränd|gränden|stigen|torget|allén|backen|esplanaden|leden|slingan|stranden)"
MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
SCHOOLS = r"(?:förskolan?|gymnasiet|skolan?|fritids|fritidsgården)"

PATTERNS: tuple[tuple[Kind, str, "re.Pattern[str]"], ...] = (
    (Kind.MAIL, "mail address", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (Kind.MAIL, "mail address, spoken", re.compile(r"[\w.-]+ (?:snabel-?a|at) [\w-]+(?:\.| punkt )[a-z]{2,4}\b", re.I)),
    (
        Kind.PERSONAL_NUMBER,
        "personal number",
        re.compile(r"(?<![\d-])(?:19|20)?\d\d[ -]?[01]\d[ -]?[0-3]\d(?:[ +-]{0,3}\d[\d ]{2,4}\d)?(?![\d-])"),
    ),
    (Kind.PHONE, "phone number", re.compile(r"(?<!\d)(?:\+46|0)[ -]?\d(?:[ -]?\d){5,9}(?!\d)")),
    (Kind.PERSONAL_NUMBER, "long number", re.compile(r"(?<!\d)\d(?:[ -]?\d){5,13}(?!\d)")),
    (
        Kind.PERSONAL_NUMBER,
        "number, spoken",
        re.compile(rf"\b{NUMBER_PART}(?:(?:[ ,.-]| streck )+{NUMBER_PART}\b){{3,}}", re.I),
    ),
    (
        Kind.ADDRESS,
        "address",
        re.compile(rf"\b[A-ZÅÄÖÉ]\w+{STREET}s?\b(?: \d+ ?[A-Za-z]?\b)?|\b[A-ZÅÄÖÉ]\w+ {STREET}\b(?: \d+ ?[A-Z]?\b)?"),
    ),
    (Kind.ADDRESS, "post code", re.compile(r"\b\d{3} \d{2}(?= [A-ZÅÄÖ])")),
    (Kind.SCHOOL, "school", re.compile(rf"\b[A-ZÅÄÖÉ]\w+{SCHOOLS}s?\b|\b[A-ZÅÄÖÉ]\w+ {SCHOOLS}s?\b")),
    (
        Kind.DATE,
        "day with year",
        re.compile(
            rf"\b\d{{1,2}}(?::?e)? (?:{MONTH}) \d{{4}}\b|\bfödd \d{{4}}\b"
            rf"|\bfödd (?:den )?[\w:]+ (?:{MONTH})\b(?: \d{{4}})?",
            re.I,
        ),
    ),
)

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
SENTENCE_END = re.compile(r"[.!?…:]['\"”’)]*\s+['\"”’(–-]*\s*$")
PLACE_BEFORE = {"i", "utanför", "nära"}
FILLER = {"på", "som", "heter", "hette", "är"}


def suggest(text: str, known: Sequence[Known] = (), *, seen_names: frozenset[str] = frozenset()) -> list[Suggestion]:
    """Suggestions for one segment, in order and never overlapping. The surer rule wins.

    `seen_names` are names found anywhere in the same transcript (`names_in`), so that one is also found where it
    begins a sentence.
    """
    found: list[Suggestion] = []
    for one in (*_known(text, known), *_patterns(text), *_names(text, seen_names)):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Base forms of the names inside sentences of a whole transcript: `seen_names` for `suggest`."""
    return frozenset(without_genitive(one.text.split()[0]) for text in texts for one in _names(text, frozenset()))


def _known(text: str, known: Sequence[Known]) -> Iterator[Suggestion]:
    parts = [(part, one.token) for one in known for part in WORD.findall(one.name) if len(part) > 1]
    for match in WORD.finditer(text):
        for part, token in parts:
            if without_genitive(match[0]).casefold() == part.casefold() or match[0].casefold() == part.casefold():
                yield _suggestion(match, Kind.KNOWN, "known to this interview", token)
                break
            if match[0][0].isupper() and is_near(match[0], part):
                yield _suggestion(match, Kind.KNOWN, "sounds like a name known to this interview", token)
                break


def _patterns(text: str) -> Iterator[Suggestion]:
    for kind, reason, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if kind is not Kind.SCHOOL or not _is_any_school(text, match):
                yield _suggestion(match, kind, reason, TOKENS[kind])


def _is_any_school(text: str, match: "re.Match[str]") -> bool:
    """«Förskolan» or «Min skola» that begins a sentence: the capital letter says nothing about which school."""
    return _begins_sentence(text, match.start()) and (" " in match[0] or name_words.is_any_school(match[0]))


def _names(text: str, seen: frozenset[str]) -> Iterator[Suggestion]:
    words = list(WORD.finditer(text))
    at = 0
    while at < len(words):
        if not _could_be_name(text, words[at], seen):
            at += 1
            continue
        end = at + 1
        while end < len(words) and _follows(text, words[end - 1], words[end]):
            end += 1
        yield _name(text, words, at, end)
        at = end


def _could_be_name(text: str, word: "re.Match[str]", seen: frozenset[str]) -> bool:
    shown = word[0]
    base = without_genitive(shown)
    if not shown[0].isupper() or len(shown) < 2 or name_words.is_ordinary(shown):
        return False
    if _begins_sentence(text, word.start()):
        return base in seen or shown in seen or name_words.is_listed(shown) or name_words.is_listed(base)
    return True


def _follows(text: str, one: "re.Match[str]", other: "re.Match[str]") -> bool:
    """Whether the next word is a surname or a second name: a capital letter right after."""
    return text[one.end() : other.start()] == " " and other[0][0].isupper() and not name_words.is_ordinary(other[0])


def _name(text: str, words: Sequence["re.Match[str]"], at: int, end: int) -> Suggestion:
    start, stop = words[at].start(), words[end - 1].end()
    shown = text[start:stop]
    before = [word[0].casefold() for word in words[max(0, at - 3) : at]]
    close = [word for word in before if word not in FILLER][-1:]
    if name_words.is_place(shown) or (before[-1:] and before[-1] in PLACE_BEFORE and not name_words.is_given(shown)):
        return Suggestion(start, stop, shown, Kind.PLACE, TOKENS[Kind.PLACE], "place")
    token = name_words.ROLES.get(close[0], TOKENS[Kind.NAME]) if close else TOKENS[Kind.NAME]
    return Suggestion(start, stop, shown, Kind.NAME, token, "name")


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start]
    return not before.strip(" \"'”’([–-") or SENTENCE_END.search(before) is not None


def _suggestion(match: "re.Match[str]", kind: Kind, reason: str, token: str) -> Suggestion:
    return Suggestion(match.start(), match.end(), match[0], kind, token, reason)
