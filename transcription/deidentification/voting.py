"""Puts together what the rules found in a line and what the trained recogniser makes of its words. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transcription.deidentification import left_alone, people
from transcription.deidentification.kinds import Kind
from transcription.deidentification.name_matching import Names
from transcription.deidentification.spans import Span
from transcription.deidentification.tokens import Line
from transcription.deidentification.trained import Reading

ADDED = 0.4
"""So likely must it be that a word identifies somebody for it to be suggested although no rule found it."""
JOINED = 0.15
"""And so likely to belong to a find that it stands beside."""
DROPPED = 0.15
"""What a rule found is left out where every word of it is less likely than this."""
DOUBTED = frozenset({Kind.NAME, Kind.PLACE, Kind.SCHOOL, Kind.WORKPLACE, Kind.DETAIL, Kind.PROFESSION, Kind.ADDRESS})
"""Kinds that the recogniser may doubt. Numbers, days, mail and known names have grammars that are surer than it is."""
KIND_OF = {"person": Kind.NAME, "place": Kind.PLACE, "group": Kind.WORKPLACE, "day": Kind.DATE, "detail": Kind.DETAIL}
SCHOOL_WORDS = ("skol", "dagis", "gymnas", "fritids")
LITTLE = frozenset("i på vid och å o en den det som är hos med till från av".split())  # noqa: SIM905
"""Words that no find begins or ends with, but for a phrase that points."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens [start, end) that are one thing to the recogniser."""

    start: int
    end: int
    kind: str


def together(line: Line, by_rules: Sequence[Span], readings: Sequence[Reading], names: Names) -> list[Span]:
    """The spans of a line in order, never overlapping: those of the rules that are not doubted, and those added."""
    spans = [one for one in by_rules if not _is_doubted(line, one, readings)]
    for run in _runs(line, readings, names):
        start, end = line.span(run.start, run.end)
        met = [one for one in spans if one.start < end and start < one.end]
        spans = [one for one in spans if one not in met]
        spans.append(_joined(_span(line, run, names), met))
    return sorted(spans, key=lambda one: one.start)


def _is_doubted(line: Line, one: Span, readings: Sequence[Reading]) -> bool:
    inside = [readings[token.i].share for token in line if one.start < token.end and token.idx < one.end]
    return one.kind in DOUBTED and bool(inside) and max(inside) < DROPPED


def _runs(line: Line, readings: Sequence[Reading], names: Names) -> Iterator[Run]:
    """What the recogniser adds: words in a row that are likely, unless everybody speaks of them."""
    alone, at = left_alone.phrases_left_alone(line), 0
    while at < len(line):
        end, kind = at, readings[at].kind
        if readings[at].share >= ADDED:
            while end < len(line) and _goes_on(readings, end, kind):
                end += 1
            start = at
            while start > 0 and _goes_on(readings, start - 1, kind):
                start -= 1
            if kind in KIND_OF:
                yield from _trimmed(line, Run(start, end, kind), alone, names)
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
        hit = people.hit(line, run.start, run.end, names)
        return Span(start, end, hit.kind if hit.known else kind, hit)
    if run.kind == "group" and any(word in line.text[start:end].lower() for word in SCHOOL_WORDS):
        kind = Kind.SCHOOL
    return Span(start, end, kind)


def _joined(own: Span, met: Sequence[Span]) -> Span:
    """What was added, as long as the finds of the rules that it meets; they say what it is, if it is no detail."""
    if not met:
        return own
    start, end = min(own.start, *(one.start for one in met)), max(own.end, *(one.end for one in met))
    if own.kind is Kind.DETAIL:
        return replace(own, start=start, end=end)
    longest = max(met, key=lambda one: one.end - one.start)
    return replace(longest, start=start, end=end)
