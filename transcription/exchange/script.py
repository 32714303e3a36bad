"""A talk as a file holds it: stretches with or without names and times, and what could not be read. Pure.

The readers of this room make it, `importing` keeps it; the writers are given one and make a file of it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.errors import N_, InvalidInput
from transcription.transcripts.word_alignment import HeardWord

LONGEST_STRETCH = 10_000
MOST_STRETCHES = 20_000
MOST_LETTERS = 2_000_000
MOST_WORDS_WITH_TIMES = 100_000
LONGEST_LABEL = 60
LONGEST_TIME_MS = 24 * 3600 * 1000
LONGEST_EXCERPT = 120

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls, marks of direction, halves of letters: they change how a page reads, and nobody said them."""

TOO_MANY = N_("The file holds more than %(most)s stretches. Part it in two, and send one at a time.")
TOO_LONG = N_("The text is longer than a talk can be. Part the file in two, and send one at a time.")
NO_WORDS = N_("The file holds no words. Open it and see that it is the right one.")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What somebody said in one go. `label` is the file's own word for who speaks; a time is None where it has none."""

    text: str
    label: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    words: tuple[HeardWord, ...] = ()
    confidence: float | None = None
    doubt: str | None = None


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
class Script:
    """A whole file. `kind` is docx, txt, srt, vtt, whisper or json; `encoding` is empty where there is no choice."""

    kind: str
    stretches: tuple[Stretch, ...]
    problems: tuple[Problem, ...] = ()
    encoding: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The names that the file gives to its speakers, in the order they first speak; "" where it names nobody."""
        return tuple(dict.fromkeys(stretch.label for stretch in self.stretches))

    @property
    def words(self) -> int:
        """How many words were said."""
        return sum(len(stretch.text.split()) for stretch in self.stretches)

    @property
    def timed(self) -> int:
        """How many stretches have a time."""
        return sum(stretch.start_ms is not None for stretch in self.stretches)

    @property
    def length_ms(self) -> int:
        """Where the last known time ends."""
        return max((stretch.end_ms or stretch.start_ms or 0 for stretch in self.stretches), default=0)


def checked(script: Script) -> Script:
    """The script with long stretches divided. Raises `InvalidInput` when nothing is said, or more than a talk holds."""
    stretches = tuple(part for stretch in script.stretches if stretch.text for part in _divided(stretch))
    if not stretches:
        raise InvalidInput(NO_WORDS, field="file")
    if len(stretches) > MOST_STRETCHES:
        raise InvalidInput(TOO_MANY, field="file", most=MOST_STRETCHES)
    letters = sum(len(stretch.text) for stretch in stretches)
    if letters > MOST_LETTERS or sum(len(stretch.words) for stretch in stretches) > MOST_WORDS_WITH_TIMES:
        raise InvalidInput(TOO_LONG, field="file")
    return replace(script, stretches=stretches)


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


def placed(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Start and end for every stretch, in ms: its own, or a place between its neighbours. All (0, 0) without times."""
    starts = [stretch.start_ms for stretch in stretches]
    known = [at for at, start in enumerate(starts) if start is not None]
    if not known:
        return [(0, 0)] * len(stretches)
    whole: list[int] = [start or 0 for start in starts]
    last_end = max(stretch.end_ms or stretch.start_ms or 0 for stretch in stretches)
    for before, after in zip([-1, *known], [*known, len(stretches)], strict=True):
        begin = whole[before] if before >= 0 else 0
        end = whole[after] if after < len(stretches) else max(last_end, begin)
        _share(stretches, whole, range(max(before, 0), after), begin, end, has_first=before >= 0)
    nexts = [*whole[1:], last_end]
    return [(start, _end(stretch, start, then)) for stretch, start, then in zip(stretches, whole, nexts, strict=True)]


def _share(
    stretches: Sequence[Stretch], whole: list[int], here: Iterable[int], begin: int, end: int, *, has_first: bool
) -> None:
    """Give the stretches between two known times a share each, by their letters."""
    places = list(here)
    total = sum(len(stretches[at].text) + 1 for at in places) or 1
    passed = 0
    for number, at in enumerate(places):
        if number or not has_first:
            whole[at] = begin + round(max(0, end - begin) * passed / total)
        passed += len(stretches[at].text) + 1


def _end(stretch: Stretch, start: int, then: int) -> int:
    if stretch.end_ms is not None:
        return max(stretch.end_ms, start)
    return max(then, start)


def _divided(stretch: Stretch) -> list[Stretch]:
    """A stretch that no page could show, in parts; the first keeps the times."""
    if len(stretch.text) <= LONGEST_STRETCH:
        return [stretch]
    parts, rest = [], stretch.text
    while len(rest) > LONGEST_STRETCH:
        cut = max(rest.rfind(mark, LONGEST_STRETCH // 2, LONGEST_STRETCH) for mark in (". ", "? ", "! "))
        cut = cut + 1 if cut > 0 else rest.rfind(" ", 1, LONGEST_STRETCH)
        cut = cut if cut > 0 else LONGEST_STRETCH
        parts.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    first = replace(stretch, text=parts[0], words=(), end_ms=None)
    return [first, *(Stretch(text, label=stretch.label) for text in (*parts[1:], rest) if text)]
