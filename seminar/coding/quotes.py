"""Quotes: what was marked under one theme, where passages that overlap are one run of words and count once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from seminar.coding import listed
from seminar.coding.listed import ListedChild, ListedCoding, ListedExcerpt
from seminar.texts import anchors
from seminar.texts.anchors import Span


class Worded(Protocol):
    """An excerpt whose words are open, as a row or as a list has it."""

    @property
    def quote(self) -> str:
        """The text's own words."""

    @property
    def asides(self) -> dict[str, Any]:
        """Where in them the interviewer speaks."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A run of a child's words under a theme, as it stands on the wall and in the report, and who said it.

    Where the interviewer comes between, a sign stands in place of the question.
    """

    child: ListedChild
    excerpts: tuple[ListedExcerpt, ...]  # the passages that it is made of, in the order of the text
    wording: str = ""  # what somebody has said in place of the child's own words
    is_unsigned: bool = False

    @property
    def words(self) -> str:
        """How it stands. Its passages are opened for it: of those that were listed sealed see `open_words`."""
        return self.wording or _join(self.excerpts)


def told(excerpt: Worded) -> str:
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


def merge(codings: Sequence[ListedCoding]) -> tuple[Quote, ...]:
    """The quotes that codings of one theme make. Each stands where the first of its passages was marked."""
    of_text: dict[tuple[object, int], list[ListedCoding]] = {}
    for coding in codings:
        of_text.setdefault((coding.excerpt.transcript_id, coding.excerpt.revision), []).append(coding)
    placed: dict[int, Quote] = {}
    at = {coding.id: number for number, coding in enumerate(codings)}
    for same in of_text.values():
        if len(same) == 1:  # as in most texts
            placed[at[same[0].id]] = _quote(same)
            continue
        for span in merge_spans((coding.excerpt.start, coding.excerpt.end) for coding in same):
            within = [coding for coding in same if span[0] <= coding.excerpt.start < span[1]]
            placed[min(at[coding.id] for coding in within)] = _quote(within)
    return tuple(placed[number] for number in sorted(placed))


def open_words(found: Iterable[Quote]) -> None:
    """Open the passages of some quotes out of many that were listed sealed, all with one question."""
    listed.open_words(excerpt for quote in found for excerpt in quote.excerpts)


def _quote(codings: Sequence[ListedCoding]) -> Quote:
    in_order = sorted((coding.excerpt for coding in codings), key=lambda excerpt: (excerpt.start, -excerpt.end))
    return Quote(in_order[0].child, tuple(in_order))


def _join(in_order: Sequence[ListedExcerpt]) -> str:
    first, words, end = in_order[0].start, "", in_order[0].start
    for excerpt in in_order:
        words += excerpt.quote[max(0, end - excerpt.start) :]
        end = max(end, excerpt.end)
    asides = [(one.start - first + at, one.start - first + to) for one in in_order for at, to in _asides(one)]
    return anchors.leave_out(words, asides)


def _asides(excerpt: Worded) -> list[Span]:
    return [(start, end) for start, end in excerpt.asides.get("spans", ())]
