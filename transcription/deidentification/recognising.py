"""Reads a transcript and suggests words that could tell who somebody is: own recognisers in a spaCy pipeline.

Text and the interview's known names in, places in the text out. It does not find everything, so a person reads every
transcript. spaCy takes seconds to load: only `child` and commands come here, never the web server. Pure.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from transcription.deidentification import casing, lexicon, numbers, patterns, people
from transcription.deidentification.kinds import ROLE_OF_KIND, Found, Kind, Known
from transcription.deidentification.name_matching import Names
from transcription.deidentification.near_spelling import sound
from transcription.deidentification.replacing import base_form

SPANS = "found"
Component = Callable[[Any], Any]


def suggest(lines: Sequence[str], known: Sequence[Known] = ()) -> list[Found]:
    """Suggestions for the lines of one transcript, in order and never overlapping; the longer one wins."""
    if casing.is_written_small(lines):
        lines = casing.with_capitals(lines, Names(known))
    docs = list(_pipeline().pipe(lines))
    names = Names(known, people.inner_names(docs), people.small_words(docs))
    return [one for line, doc in enumerate(docs) for one in _of_line(line, doc, names)]


def load() -> None:
    """Load spaCy now: from here on this process searches by itself."""
    _pipeline()


def _of_line(line: int, doc: Any, names: Names) -> Iterable[Found]:
    from spacy.tokens import Span
    from spacy.util import filter_spans

    hits = list(people.find(doc, names))
    by_place = {(hit.start, hit.end): hit for hit in reversed(hits)}
    spans = [Span(doc, hit.start, hit.end, label=hit.kind.value) for hit in hits]
    known = [span for span in spans if span.label_ == Kind.KNOWN]
    others = [span for span in spans if span.label_ != Kind.KNOWN]
    for span in filter_spans([*known, *doc.spans[SPANS], *others]):
        yield _found(line, span, by_place.get((span.start, span.end)), _known_in(span, hits))


def _found(line: int, span: Any, hit: people.Hit | None, known: people.Hit | None) -> Found:
    kind = Kind(span.label_)
    meant = known or hit
    role = meant.role if meant else ROLE_OF_KIND[kind]
    ordinary = hit is not None and hit.ordinary
    return Found(line, span.start_char, span.end_char, kind, role, _who(span, kind, known), ordinary)


def _known_in(span: Any, hits: Sequence[people.Hit]) -> people.Hit | None:
    """A full name is the known name in it: «Lovisa Granath» is the social worker."""
    if span.label_ not in {Kind.KNOWN, Kind.NAME, Kind.SCHOOL, Kind.PLACE, Kind.WORKPLACE}:
        return None
    return next((hit for hit in hits if hit.known and span.start <= hit.start < span.end), None)


def _who(span: Any, kind: Kind, known: people.Hit | None) -> str:
    """One key for all words that mean the same: the known name, how the first name sounds, or the words themselves."""
    if known is not None:
        return f"known {known.known.casefold()}"
    if kind is Kind.NAME:
        return f"name {sound(base_form(span[0].text))}"
    return f"{kind.value} {base_form(span.text).casefold()}"


@cache
def _pipeline() -> Any:
    """Swedish tokens, then one component per kind of rule. Takes seconds: spaCy itself is loaded."""
    import spacy
    from spacy.language import Language
    from spacy.tokens import Token

    if not Token.has_extension("profession"):
        Token.set_extension("profession", getter=lambda token: lexicon.is_profession(token.text))
    nlp = spacy.blank("sv")
    _keep_hyphens(nlp)
    Language.component("house_numbers", func=_add_numbers)
    Language.component("house_written", func=_add_written)
    Language.factory("house_patterns", func=_matching)
    for name in ("house_written", "house_numbers", "house_patterns"):
        nlp.add_pipe(name)
    return nlp


def _keep_hyphens(nlp: Any) -> None:
    """«Anna-Karin» and «snabel-a» are one token each."""
    from spacy.util import compile_infix_regex

    infixes = [one for one in nlp.Defaults.infixes if "-" not in one and "–" not in one]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def _add(doc: Any, start: int, end: int, kind: Kind) -> None:
    span = doc.char_span(start, end, label=kind.value, alignment_mode="expand")
    if span is not None:
        doc.spans[SPANS] = [*doc.spans.get(SPANS, ()), span]


def _add_written(doc: Any) -> Any:
    doc.spans[SPANS] = []
    for kind, pattern in ((Kind.MAIL, patterns.MAIL), (Kind.WEB, patterns.WEB)):
        for match in pattern.finditer(doc.text):
            _add(doc, match.start(), match.end(), kind)
    return doc


def _add_numbers(doc: Any) -> Any:
    if re.search(rf"\d|{numbers.NUMERAL}|{numbers.MONTH}", doc.text, re.I):
        for start, end, kind in numbers.find(doc.text):
            _add(doc, start, end, kind)
    return doc


def _matching(nlp: Any, name: str) -> Component:  # noqa: ARG001 - spaCy hands over both
    from spacy.matcher import Matcher

    matcher = Matcher(nlp.vocab)
    for number, (kind, at, pattern) in enumerate(patterns.PATTERNS):
        matcher.add(f"{number}:{at}:{kind.value}", [[dict(token) for token in pattern]], greedy="LONGEST")

    def add_matches(doc: Any) -> Any:
        for key, start, end in matcher(doc):
            _, at, kind = nlp.vocab.strings[key].split(":")
            _add_match(doc, start + int(at), end, Kind(kind))
        return doc

    return add_matches


def _add_match(doc: Any, start: int, end: int, kind: Kind) -> None:
    """Keep a match if it names something: a sentence's first word with a capital letter does not."""
    while end > start and doc[end - 1].lower_ in {"i", "på", "och"}:
        end -= 1
    while start < end and _says_nothing(doc, start, kind):
        start += 1
    if (
        start < end
        and any(
            token.text[0].isupper() or token.text[0].isdigit() or kind is Kind.SCHOOL or kind is Kind.ADDRESS
            for token in doc[start:end]
        )
        and not _is_general(doc, start, end, kind)
    ):
        _add(doc, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), kind)


def _says_nothing(doc: Any, at: int, kind: Kind) -> bool:
    token = doc[at]
    if kind in {Kind.PROFESSION}:
        return False
    first = people.begins_sentence(doc, at) and lexicon.is_everyday(token.text) and not lexicon.is_given(token.text)
    return first and token.text[0].isupper()


def _is_general(doc: Any, start: int, end: int, kind: Kind) -> bool:
    """«Förskolan» or «Musikskolan» names no school, «gatan» no address, «på Snap» no workplace."""
    words = [token.text for token in doc[start:end]]
    if kind is Kind.SCHOOL and len(words) == 1:
        return (
            re.fullmatch(
                rf"{patterns.ANY_SCHOOL}(?:skola|skolan|förskolan|gymnasiet)s?|{patterns.SCHOOLS}", words[0], re.I
            )
            is not None
            or lexicon.is_ordinary(words[0])
            or lexicon.is_given(words[0])
        )
    if kind is Kind.ADDRESS and len(words) == 1:
        return (
            patterns.EVERYWHERE.fullmatch(words[0]) is not None
            or words[0][0].islower()
            or not (words[0][0].isupper() and not lexicon.is_given(words[0]))
        )
    if kind is Kind.ADDRESS and words[0][0].islower() and not words[0].lower().startswith("postnum"):
        return len(words) < 2 or patterns.EVERYWHERE.fullmatch(words[0]) is not None
    if kind is Kind.WORKPLACE and len(words) == 1:
        return (
            lexicon.is_ordinary(words[0])
            or lexicon.is_given(words[0])
            or lexicon.is_place(words[0])
            or lexicon.is_everyday(words[0])
        )
    return False
