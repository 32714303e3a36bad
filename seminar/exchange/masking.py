"""What may not be quoted does not leave the house inside a whole text either: its letters are covered, sign by sign.

So every other place of the text stays where it is. Words that somebody has reworded or that stand unsigned are covered
too: a file has no place for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from seminar.coding.models import Excerpt
from seminar.quotable import quoting
from seminar.texts import anchors, passages
from seminar.texts.anchors import Span
from transcription.transcripts.models import DeidentifiedTranscript

COVER = "\N{FULL BLOCK}"


@dataclass(frozen=True, slots=True)
class Covered:
    """A text as it may leave: its lines, each (speaker, text), the whole of it as it was, and what is covered."""

    lines: Sequence[tuple[str, str]]
    whole: str
    spans: Sequence[Span]

    def touches(self, place: Span) -> bool:
        """Whether any of a passage is covered."""
        return any(start < place[1] and place[0] < end for start, end in self.spans)


def cover(text: DeidentifiedTranscript) -> Covered:
    """The text, for a caller who holds it."""
    said = [anchors.join([segment.text]) for segment in text.segments]
    whole = anchors.join(said)
    found = (_place(whole, review.excerpt, text.revision) for review in quoting.list_touched(text.id))
    spans = [place for place in found if place is not None]
    signs = list(whole)
    for start, end in spans:
        signs[start:end] = [sign if sign.isspace() else COVER for sign in signs[start:end]]
    covered = "".join(signs)
    lines = [
        (segment.speaker, covered[start : start + len(one)])
        for segment, one, start in zip(text.segments, said, anchors.starts_of(said), strict=True)
    ]
    return Covered(lines, whole, spans)


def list_lines(text: DeidentifiedTranscript) -> list[str]:
    """The words of each line as they may leave, for a copy that is taken along."""
    return [words for _speaker, words in cover(text).lines]


def _place(whole: str, excerpt: Excerpt, revision: int) -> Span | None:
    return passages.find(whole, excerpt, revision=revision)
