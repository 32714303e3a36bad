"""A talk as a file holds it: segments with or without names and times, and what could not be read. Pure.

The readers of this room make it, `importing` keeps it; the writers are given one and make a file of it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.errors import N_, InvalidInput
from transcription.transcripts.word_alignment import RecognisedWord

LONGEST_SEGMENT = 10_000
MOST_SEGMENTS = 20_000
MOST_LETTERS = 2_000_000
MOST_WORDS_WITH_TIMES = 100_000
LONGEST_LABEL = 60
LONGEST_TIME_MS = 24 * 3600 * 1000
LONGEST_EXCERPT = 120

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls, marks of direction, halves of letters: they change how a page reads, and nobody said them."""

TOO_MANY = N_("The file holds more than %(most)s segments. Part it in two, and send one at a time.")
TOO_LONG = N_("The text is longer than a talk can be. Part the file in two, and send one at a time.")
NO_WORDS = N_("The file holds no words. Open it and see that it is the right one.")


@dataclass(frozen=True, slots=True)
class FileSegment:
    """What somebody said in one go. `label` is the file's own word for who speaks; a time is None where it has none."""

    text: str
    label: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    words: tuple[RecognisedWord, ...] = ()
    confidence: float | None = None
    confidence_flag: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read as it stood, and what was done instead. `place` counts lines, or what `unit` says.

    `message` is a msgid for `values`; `excerpt` is what stands there. Only for the eyes of whoever sent the file.
    """

    message: str
    place: int | None = None
    unit: str = "line"
    excerpt: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """A whole file. `kind` is docx, txt, srt, vtt, whisper or json; `encoding` is empty where there is no choice."""

    kind: str
    segments: tuple[FileSegment, ...]
    problems: tuple[Problem, ...] = ()
    encoding: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The names that the file gives to its speakers, in the order they first speak; "" where it names nobody."""
        return tuple(dict.fromkeys(segment.label for segment in self.segments))

    @property
    def words(self) -> int:
        """How many words were said."""
        return sum(len(segment.text.split()) for segment in self.segments)

    @property
    def timed(self) -> int:
        """How many segments have a time."""
        return sum(segment.start_ms is not None for segment in self.segments)

    @property
    def length_ms(self) -> int:
        """Where the last known time ends."""
        return max((segment.end_ms or segment.start_ms or 0 for segment in self.segments), default=0)


def checked(file: TranscriptFile) -> TranscriptFile:
    """The file with long segments divided. Raises `InvalidInput` when nothing is said, or more than a talk holds."""
    segments = tuple(part for segment in file.segments if segment.text for part in _divided(segment))
    if not segments:
        raise InvalidInput(NO_WORDS, field="file")
    if len(segments) > MOST_SEGMENTS:
        raise InvalidInput(TOO_MANY, field="file", most=MOST_SEGMENTS)
    letters = sum(len(segment.text) for segment in segments)
    if letters > MOST_LETTERS or sum(len(segment.words) for segment in segments) > MOST_WORDS_WITH_TIMES:
        raise InvalidInput(TOO_LONG, field="file")
    return replace(file, segments=segments)


def clean(text: str) -> str:
    """The words on one line with single spaces, composed (NFC), without what no page can show."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if text.isprintable():
        return text
    return unicodedata.normalize("NFC", " ".join(UNSEEN.sub("", text).split()))


def excerpt(text: str) -> str:
    """The beginning of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_EXCERPT else text[: LONGEST_EXCERPT - 1] + "…"


def list_times(segments: Sequence[FileSegment]) -> list[tuple[int, int]]:
    """Start and end for every segment, in ms: its own, or a place between its neighbours. All (0, 0) without times."""
    starts = [segment.start_ms for segment in segments]
    known = [at for at, start in enumerate(starts) if start is not None]
    if not known:
        return [(0, 0)] * len(segments)
    whole: list[int] = [start or 0 for start in starts]
    last_end = max(segment.end_ms or segment.start_ms or 0 for segment in segments)
    for before, after in zip([-1, *known], [*known, len(segments)], strict=True):
        begin = whole[before] if before >= 0 else 0
        end = whole[after] if after < len(segments) else max(last_end, begin)
        _share(segments, whole, range(max(before, 0), after), begin, end, has_first=before >= 0)
    nexts = [*whole[1:], last_end]
    return [(start, _end(segment, start, then)) for segment, start, then in zip(segments, whole, nexts, strict=True)]


def _share(
    segments: Sequence[FileSegment], whole: list[int], here: Iterable[int], begin: int, end: int, *, has_first: bool
) -> None:
    """Give the segments between two known times a share each, by their letters."""
    places = list(here)
    total = sum(len(segments[at].text) + 1 for at in places) or 1
    passed = 0
    for number, at in enumerate(places):
        if number or not has_first:
            whole[at] = begin + round(max(0, end - begin) * passed / total)
        passed += len(segments[at].text) + 1


def _end(segment: FileSegment, start: int, then: int) -> int:
    if segment.end_ms is not None:
        return max(segment.end_ms, start)
    return max(then, start)


def _divided(segment: FileSegment) -> list[FileSegment]:
    """A segment that no page could show, in parts; the first keeps the times."""
    if len(segment.text) <= LONGEST_SEGMENT:
        return [segment]
    parts, rest = [], segment.text
    while len(rest) > LONGEST_SEGMENT:
        cut = max(rest.rfind(mark, LONGEST_SEGMENT // 2, LONGEST_SEGMENT) for mark in (". ", "? ", "! "))
        cut = cut + 1 if cut > 0 else rest.rfind(" ", 1, LONGEST_SEGMENT)
        cut = cut if cut > 0 else LONGEST_SEGMENT
        parts.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    first = replace(segment, text=parts[0], words=(), end_ms=None)
    return [first, *(FileSegment(text, label=segment.label) for text in (*parts[1:], rest) if text)]
