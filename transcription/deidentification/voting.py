"""Puts together what the rules found in a line and what the trained recogniser makes of its words. Pure."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from transcription.deidentification import left_alone
from transcription.deidentification import people as naming
from transcription.deidentification.kinds import UNKNOWN_PERSON, Kind
from transcription.deidentification.name_matching import Names
from transcription.deidentification.near_spelling import sound, without_genitive
from transcription.deidentification.spans import Span
from transcription.deidentification.tokens import Line, Token
from transcription.deidentification.trained import Reading

ADDED = 0.4
"""So likely must it be that a word identifies somebody for it to be suggested although no rule found it."""
JOINED = 0.15
"""And so likely to belong to a find that it stands beside."""
DROPPED = 0.15
"""What a rule found is left out where every word of it is less likely than this."""
UNCERTAIN = frozenset({Kind.NAME, Kind.PLACE, Kind.SCHOOL, Kind.WORKPLACE, Kind.DETAIL, Kind.PROFESSION, Kind.ADDRESS})
"""Kinds that the recogniser may doubt. Numbers, days, mail and known names have grammars that are surer than it is."""
KIND_OF = {"person": Kind.NAME, "place": Kind.PLACE, "group": Kind.WORKPLACE, "day": Kind.DATE, "detail": Kind.DETAIL}
SCHOOL_WORDS = ("skol", "dagis", "gymnas", "fritids")
LITTLE = frozenset("i på vid och å o en den det som är hos med till från av".split())  # noqa: SIM905
"""Words that no find begins or ends with, but for a phrase that points."""
BEFORE_PHRASES = frozenset("är e va var blev om att å och av som på".split())  # noqa: SIM905
"""Words that stand before a phrase and are no part of it: «mamma är den enda …»."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens [start, end) that are one thing to the recogniser."""

    start: int
    end: int
    kind: str


def list_people(
    lines: Sequence[Line], by_rules: Sequence[Sequence[Span]], readings: Sequence[Sequence[Reading]]
) -> frozenset[str]:
    """How the names sound that the recogniser believes somewhere in a talk: there is one decision for a person."""
    return frozenset(
        _sound(line, one)
        for line, spans, said in zip(lines, by_rules, readings, strict=True)
        for one in spans
        if one.kind is Kind.NAME and _likely(line, one, said) >= ADDED
    )


def _sound(line: Line, one: Span) -> str:
    return sound(without_genitive(line.text[one.start : one.end].split()[0]))


def together(
    line: Line, by_rules: Sequence[Span], readings: Sequence[Reading], names: Names, people: frozenset[str]
) -> list[Span]:
    """The spans of a line in order, never overlapping: those of the rules that are not doubted, and those added.

    Nobody of the `people` of the talk is doubted.
    """
    spans = [replace(one, likely=_likely(line, one, readings)) for one in by_rules]
    left = deque(
        one
        for one in spans
        if one.kind not in UNCERTAIN or one.likely >= DROPPED or (one.kind is Kind.NAME and _sound(line, one) in people)
    )
    kept: list[Span] = []
    for run in _runs(line, readings, names):
        own = replace(_span(line, run, names), likely=max(readings[at].share for at in range(run.start, run.end)))
        while left and left[0].end <= own.start:
            kept.append(left.popleft())
        met = [kept.pop()] if kept and kept[-1].end > own.start else []
        while left and left[0].start < own.end:
            met.append(left.popleft())
        kept += _joined(line, own, met)
    return [*kept, *left]


def _likely(line: Line, one: Span, readings: Sequence[Reading]) -> float:
    """How likely the likeliest word of a find is."""
    return max((readings[token.i].share for token in _within(line, one.start, one.end)), default=1.0)


def _within(line: Line, start: int, end: int) -> Sequence[Token]:
    """The tokens that lie in code points [start, end), in part at least."""
    first = bisect_right(line.tokens, start, key=lambda token: token.end)
    return line.tokens[first : bisect_left(line.tokens, end, key=lambda token: token.idx)]


def _runs(line: Line, readings: Sequence[Reading], names: Names) -> Iterator[Run]:
    """What the recogniser adds: words in a row that are likely, unless everybody speaks of them."""
    alone, at, last = left_alone.phrases_left_alone(line), 0, 0
    while at < len(line):
        start, end, kind = at, at, readings[at].kind
        if readings[at].share >= ADDED and kind in KIND_OF:
            while end < len(line) and _goes_on(readings, end, kind):
                end += 1
            while start > last and _goes_on(readings, start - 1, kind):
                start -= 1
            yield from _trimmed(line, Run(start, end, kind), alone, names)
            last = end
        at = max(end, at + 1)


def _goes_on(readings: Sequence[Reading], at: int, kind: str) -> bool:
    """Whether the token belongs to a find beside it; in a phrase also a word that is likely to be a name by itself."""
    one = readings[at]
    if kind == "detail":
        bridge = at + 1 < len(readings) and readings[at + 1].kind == kind and readings[at + 1].share >= ADDED
        return one.share >= JOINED or bridge
    return one.share >= JOINED and one.kind == kind


def _trimmed(line: Line, run: Run, alone: frozenset[int], names: Names) -> Iterator[Run]:
    """The run without what says nothing at its ends, if anything is left."""
    said = [at for at in range(run.start, run.end) if not _says_nothing(line, at, alone, names)]
    if not said:
        return
    if run.kind == "detail":  # a phrase needs its little words: «den enda i byn»
        said = [at for at in range(run.start, run.end) if line[at].text[0].isalnum()]
        said = [*dropwhile(lambda at: line.lower(at) in BEFORE_PHRASES, said)]
    yield replace(run, start=said[0], end=said[-1] + 1)


def _says_nothing(line: Line, at: int, alone: frozenset[int], names: Names) -> bool:
    word = line.lower(at)
    if not word[0].isalnum() or word in LITTLE:
        return True
    return names.surely(word) is None and (at in alone or left_alone.is_left_alone(word))


def _span(line: Line, run: Run, names: Names) -> Span:
    start, end = line.span(run.start, run.end)
    kind = KIND_OF[run.kind]
    if run.kind == "person":
        hit = naming.hit(line, run.start, run.end, names)
        hit = replace(hit, kind=kind, role=UNKNOWN_PERSON) if hit.kind is Kind.PLACE else hit
        return Span(start, end, hit.kind, hit)
    if run.kind == "group" and any(word in line.text[start:end].lower() for word in SCHOOL_WORDS):
        kind = Kind.SCHOOL
    return Span(start, end, kind)


def _joined(line: Line, own: Span, met: Sequence[Span]) -> list[Span]:
    """What was added, and the finds of the rules that it meets: a phrase takes them in, others say what it is.

    What lies between two of them or beyond the last belongs to the one before: a surname to its given name.
    """
    if not met:
        return [own]
    first, last = met[0], met[-1]
    if own.kind is Kind.DETAIL:
        return [replace(own, start=min(own.start, first.start), end=max(own.end, last.end))]
    found = [replace(first, start=min(own.start, first.start)), *met[1:]]
    ends = [*(one.start for one in met[1:]), max(own.end, last.end)]
    for at, end in enumerate(ends):
        beyond = _within(line, found[at].end, end)
        said = [token.end for token in beyond if token.idx >= found[at].end and token.text[0].isalnum()]
        found[at] = replace(found[at], end=max([found[at].end, *said]))
    return found
