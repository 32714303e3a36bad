"""Puts neutral tokens in the place of identifying words, and tells where they stand. Pure.

Decisions come from `deidentify`: a word in its base form, what to do with it, and the token.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcription.near_spelling import without_genitive

GENITIVE = r"(?P<genitive>['’]?s)?"


@dataclass(frozen=True, slots=True)
class Decision:
    """One word wherever it stands, in any case and in the genitive. Without a token it is kept as it is."""

    word: str
    token: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a decided word stands: code points [start, end) of the text, and what stands there instead."""

    start: int
    end: int
    decision: Decision
    replacement: str | None


def base_form(text: str) -> str:
    """The form under which a word is decided: one spelling for «Lena», «Lenas» and «LENA»."""
    words = " ".join(text.split())
    return without_genitive(words) if words[:1].isalpha() else words


def same_word(one: str, other: str) -> bool:
    """Whether two texts are the same word for a decision."""
    return base_form(one).casefold() == base_form(other).casefold()


def list_hits(text: str, decisions: Sequence[Decision]) -> list[Hit]:
    """Every decided word in the text, in order and never overlapping; the longest word wins."""
    hits: list[Hit] = []
    for decision in sorted(decisions, key=lambda one: len(one.word), reverse=True):
        for hit in _hits_of(text, decision):
            if all(hit.end <= other.start or other.end <= hit.start for other in hits):
                hits.append(hit)
    return sorted(hits, key=lambda hit: hit.start)


def apply(text: str, decisions: Sequence[Decision]) -> str:
    """The text with every token in its place."""
    parts, at = [], 0
    for hit in list_hits(text, decisions):
        parts += [text[at : hit.start], text[hit.start : hit.end] if hit.replacement is None else hit.replacement]
        at = hit.end
    return "".join([*parts, text[at:]])


def _hits_of(text: str, decision: Decision) -> Iterator[Hit]:
    if not decision.word.strip():
        return
    spelled = r"\s+".join(re.escape(part) for part in decision.word.split())
    for match in re.finditer(rf"(?<!\w){spelled}{GENITIVE}(?!\w)", text, re.IGNORECASE):
        replacement = None
        if decision.token is not None:
            replacement = _bent(decision.token) if match["genitive"] else decision.token
        yield Hit(match.start(), match.end(), decision, replacement)


def _bent(token: str) -> str:
    """The token in the genitive: «[socialsekreterarens]»."""
    inner = token.removesuffix("]")
    if inner.endswith(("s", "x", "z")):
        return token
    return f"{inner}s]" if token.endswith("]") else f"{token}s"
