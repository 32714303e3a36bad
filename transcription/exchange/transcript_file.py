"""A talk as a file holds it: segments with or without names and times, and every word that is in none. Pure.

The readers of this room make it, `importing` keeps it; the writers are given one and make a file of it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from toolkit.decoding import UNREADABLE
from toolkit.errors import N_, InvalidInput
from transcription.transcripts.word_alignment import RecognisedWord

LONGEST_SEGMENT = 10_000
MOST_SEGMENTS = 20_000
MOST_LETTERS = 2_000_000
MOST_WORDS_WITH_TIMES = 100_000
LONGEST_LABEL = 60
LONGEST_EXCERPT = 120

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks of direction and signs without width: they change how a page reads, and nobody said them."""
HALVES = re.compile(r"[\ud800-\udfff]")
"""Halves of letters, such as of an emoji that a program cut."""

TOO_MANY = N_("The file holds more than %(most)s segments. Part it in two, and send one at a time.")
TOO_LONG = N_("The text is longer than a talk can be. Part the file in two, and send one at a time.")
NO_TALK = N_(
    "All the words in the file are headings, comments or remarks. Copy the talk into a .txt file and send that one."
)
NO_WORDS = N_("The file holds no words. Open it and see that it is the right one.")


@dataclass(frozen=True, slots=True)
class Row:
    """A line, a paragraph or a segment of the file with its number and its own words. An empty one parts the others."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class FileSegment:
    """What somebody said in one go. `label` is the file's own word for who speaks; a time is None where it has none.

    `place` is the number of the row where it begins.
    """

    text: str
    label: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    words: tuple[RecognisedWord, ...] = ()
    confidence: float | None = None
    confidence_flag: str | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What was read otherwise than it stood; no word was lost. `place` counts lines, or what `unit` says.

    `message` is a msgid for `values`; `excerpt` is what stands there; `unread` says that something could not be read at
    all, such as a picture. Only for the eyes of whoever sent the file.
    """

    message: str
    place: int | None = None
    unit: str = "line"
    excerpt: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    unread: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the file that are in no segment, all of them, and why; a person may put them back."""

    message: str
    text: str
    place: int | None = None
    unit: str = "line"


@dataclass(slots=True)
class Reading:
    """What a reader finds, as it goes. A word of the file ends in one of these lists: `marks` are times and numbers."""

    unit: str = "line"
    segments: list[FileSegment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def warn(self, message: str, place: int | None, shown: str = "", **values: object) -> None:
        """Say that something was read otherwise than it stood."""
        self.problems.append(Problem(message, place, self.unit, excerpt(shown), values))

    def leave_out(self, message: str, text: str, place: int | None) -> None:
        """Put words aside; what holds none is not told."""
        if clean(text):
            self.left_out.append(LeftOut(message, clean(text), place, self.unit))


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """A whole file. `kind` is docx, txt, srt, vtt, whisper or json; `encoding` is empty where there is no choice.

    `rows` are the file's own words. `ticks` is how many a second its times were taken for; 0 where it says itself.
    """

    kind: str
    segments: tuple[FileSegment, ...]
    problems: tuple[Problem, ...] = ()
    encoding: str = ""
    left_out: tuple[LeftOut, ...] = ()
    rows: tuple[Row, ...] = ()
    unit: str = "line"
    ticks: int = 0

    @property
    def labels(self) -> tuple[str, ...]:
        """The names that the file gives to its speakers, in the order they first speak; "" where it names nobody."""
        return tuple(dict.fromkeys(segment.label for segment in self.segments))

    @property
    def words(self) -> int:
        """How many words were said."""
        return sum(len(segment.text.split()) for segment in self.segments)

    @property
    def is_whole(self) -> bool:
        """Whether every word of the file is in a segment, as far as anybody can tell."""
        return not self.left_out and not any(problem.unread for problem in self.problems)

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
        raise InvalidInput(NO_TALK if file.left_out else NO_WORDS, field="file")
    if len(segments) > MOST_SEGMENTS:
        raise InvalidInput(TOO_MANY, field="file", most=MOST_SEGMENTS)
    letters = sum(len(one.text) for one in segments) + sum(len(one.text) for one in file.left_out)
    if letters > MOST_LETTERS or sum(len(segment.words) for segment in segments) > MOST_WORDS_WITH_TIMES:
        raise InvalidInput(TOO_LONG, field="file")
    return replace(file, segments=segments)


def clean(text: str) -> str:
    """The words on one line with single spaces, composed (NFC), without what no page can show.

    A control parts words; half a letter becomes a sign that says so.
    """
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if text.isprintable():
        return text
    text = HALVES.sub(UNREADABLE, UNSEEN.sub("", CONTROLS.sub(" ", text)))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def excerpt(text: str) -> str:
    """The beginning of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_EXCERPT else text[: LONGEST_EXCERPT - 1] + "…"


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
    more = (text for text in (*parts[1:], rest) if text)
    return [first, *(FileSegment(text, label=segment.label, place=segment.place) for text in more)]
