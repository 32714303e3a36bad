"""Reads a transcript and suggests words that could tell who somebody is.

Text and the interview's known names in, places in the text out. It does not find everything, so a person reads every
transcript. Pure.
"""

from collections.abc import Sequence

from transcription.deidentification import (
    addresses,
    capitals,
    contexts,
    dates,
    left_alone,
    lexicon,
    numbers,
    organisations,
    people,
    pointing,
    trained,
    voting,
    word_features,
)
from transcription.deidentification.evaluation_results import Letters
from transcription.deidentification.joining import joined
from transcription.deidentification.kinds import ROLE_OF_KIND, Found, Kind, Known
from transcription.deidentification.name_matching import Names
from transcription.deidentification.near_spelling import sound
from transcription.deidentification.replacing import base_form
from transcription.deidentification.spans import Span, trimmed
from transcription.deidentification.tokens import Line, cut
from transcription.deidentification.trained import Reading

OF_PLACES = frozenset({Kind.SCHOOL, Kind.WORKPLACE, Kind.PLACE, Kind.ADDRESS})
ROLES_OF_PLACES = frozenset({"skolan", "orten", "verksamheten", "familjehemmet"})
"""Roles of what is no person: a school that is called after somebody is «[skolan]» all the same."""
SURE = frozenset({Kind.PERSONAL_NUMBER, Kind.PHONE, Kind.MAIL, Kind.DATE, Kind.ADDRESS, Kind.SCHOOL})
LIKELY = 0.5
"""What the trained recogniser holds less likely than this is looked at by itself."""


def suggest(lines: Sequence[str], known: Sequence[Known] = ()) -> list[Found]:
    """Suggestions for the lines of one transcript, in order and never overlapping."""
    names = Names(known)
    read = capitals.restore(lines, names)
    cased = capitals.letters_of(lines) is Letters.ORDINARY
    spans = [by_rules(text, line, names) for text, line in zip(lines, read, strict=True)]
    readings = [
        _read(text, line, verdicts(line, one), names, cased=cased)
        for text, line, one in zip(lines, read, spans, strict=True)
    ]
    people = voting.list_people(read, spans, readings)
    return [
        _found(number, lines[number], one)
        for number, line in enumerate(read)
        for one in voting.together(line, spans[number], readings[number], names, people)
    ]


def _read(text: str, line: Line, said: Sequence[str], names: Names, *, cased: bool) -> list[Reading]:
    """What the trained recogniser reads. A line in CAPITALS is read as one in small letters."""
    cased = cased and not capitals.is_written_large(text)
    return trained.read(word_features.of_line(cut(text), line, said, names, cased=cased))


def by_rules(text: str, line: Line, names: Names) -> list[Span]:
    """What the rules find in one line. `text` as it stands, `line` with its capitals where names are."""
    spans = [Span(*line.span(hit.start, hit.end), hit.kind, hit) for hit in people.find(line, names)]
    spans += [Span(*line.span(start, end), kind) for start, end, kind in organisations.find(line)]
    for find, read in ((numbers.find, text), (addresses.find, text), (dates.find, line.text)):
        spans += [Span(start, end, kind) for start, end, kind in find(read)]
    spans = _but_left_alone(line, spans)
    spans += [Span(start, end, Kind.DETAIL) for start, end in pointing.find(line.text)]
    return joined(line.text, trimmed(line.text, spans))


def verdicts(line: Line, spans: Sequence[Span]) -> list[str]:
    """What the rules make of each token. The spans are in order and never overlap."""
    said, at = [], 0
    for token in line:
        while at < len(spans) and spans[at].end <= token.idx:
            at += 1
        said.append(spans[at].kind.value if at < len(spans) and spans[at].start < token.end else "")
    return said


def _but_left_alone(line: Line, spans: Sequence[Span]) -> list[Span]:
    """The spans without those that are part of something that everybody speaks of: a web address in a subtitle."""
    alone = [line[at] for at in left_alone.phrases_left_alone(line)]
    return [one for one in spans if not any(one.start < token.end and token.idx < one.end for token in alone)]


def _found(number: int, text: str, one: Span) -> Found:
    known = one.hit.known if one.hit else None
    ordinary = one.hit.ordinary if one.hit else False
    if one.kind in OF_PLACES and (known is None or known.role not in ROLES_OF_PLACES):
        known = None
    role = known.role if known else one.hit.role if one.hit and one.kind is Kind.NAME else ROLE_OF_KIND[one.kind]
    shown = text[one.start : one.end]
    sure = not ordinary and one.likely >= LIKELY and _is_sure(shown, one.kind, known)
    who = _who(shown, one.kind, known)
    return Found(number, one.start, one.end, one.kind, role, who, ordinary, sure, round(one.likely, 2))


def _is_sure(shown: str, kind: Kind, known: Known | None) -> bool:
    """Whether a suggestion is hardly ever wrong: a number, a known name as it is spelled, a name or place on a list."""
    first = contexts.shown(shown.split(maxsplit=1)[0].lower())
    if kind is Kind.KNOWN:
        return known is not None and Names((known,)).surely(first) is not None
    if kind is Kind.NAME:
        return lexicon.is_name_of_many(first)
    if kind is Kind.PLACE:
        return lexicon.is_place(first) or lexicon.is_listed_with_capital(contexts.base(shown))
    return kind in SURE


def _who(shown: str, kind: Kind, known: Known | None) -> str:
    """One key for all words that mean the same: the known name, how the first name sounds, or the words themselves."""
    if known is not None:
        return f"known {known.name.casefold()}"
    if kind is Kind.NAME:
        return f"name {sound(base_form(shown).split()[0])}"
    return f"{kind.value} {base_form(shown).casefold()}"
