"""Quotes: what was marked under one theme, where passages that overlap are one run of words and count once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seminar.coding.models import Coding, Excerpt
from seminar.texts import anchors
from seminar.texts.anchors import Span
from toolkit.cycles.models import Child


@dataclass(frozen=True, slots=True)
class Quote:
    """A run of a child's words under a theme, as it stands on the wall and in the report, and who said it.

    Where the interviewer comes between, a sign stands in place of the question.
    """

    words: str
    child: Child
    excerpts: tuple[Excerpt, ...]  # the passages that it is made of, in the order of the text
    is_unsigned: bool = False


def told(excerpt: Excerpt) -> str:
    """An excerpt's quote without what the interviewer says in it: a sign stands there."""
    return anchors.leave_out(excerpt.quote, _asides(excerpt))


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """The spans of one text in their order, with those that overlap made one. Spans that only touch stay two."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def merge(codings: Sequence[Coding]) -> tuple[Quote, ...]:
    """The quotes that codings of one theme make. Each stands where the first of its passages was marked."""
    of_text: dict[tuple[object, int], list[Coding]] = {}
    for coding in codings:
        of_text.setdefault((coding.excerpt.transcript_id, coding.excerpt.revision), []).append(coding)
    placed: dict[int, Quote] = {}
    at = {coding.id: number for number, coding in enumerate(codings)}
    for same in of_text.values():
        for span in merge_spans((coding.excerpt.start, coding.excerpt.end) for coding in same):
            within = [coding for coding in same if span[0] <= coding.excerpt.start < span[1]]
            placed[min(at[coding.id] for coding in within)] = _quote(within)
    return tuple(placed[number] for number in sorted(placed))


def _quote(codings: Sequence[Coding]) -> Quote:
    in_order = sorted((coding.excerpt for coding in codings), key=lambda excerpt: (excerpt.start, -excerpt.end))
    first, words, end = in_order[0].start, "", in_order[0].start
    for excerpt in in_order:
        words += excerpt.quote[max(0, end - excerpt.start) :]
        end = max(end, excerpt.end)
    asides = [(one.start - first + at, one.start - first + to) for one in in_order for at, to in _asides(one)]
    return Quote(anchors.leave_out(words, asides), in_order[0].transcript.assignment.child, tuple(in_order))


def _asides(excerpt: Excerpt) -> list[Span]:
    return [(start, end) for start, end in excerpt.asides.get("spans", ())]
