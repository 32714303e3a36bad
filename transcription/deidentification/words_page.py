"""What the page of de-identification holds: the words with their places, and the text in runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transcription.deidentification.evaluation_results import Letters
from transcription.deidentification.kinds import Kind
from transcription.deidentification.replacing import key_of
from transcription.transcripts.models import Segment, Transcript

REPLACE, KEEP = "replace", "keep"
BY_HAND = "by_hand"
ORDER: Sequence[str] = (
    *(Kind.KNOWN, Kind.NAME, Kind.PLACE, Kind.SCHOOL, Kind.WORKPLACE, Kind.ADDRESS),
    *(
        Kind.PERSONAL_NUMBER,
        Kind.PHONE,
        Kind.MAIL,
        Kind.WEB,
        Kind.DATE,
        Kind.DETAIL,
        Kind.PROFESSION,
        Kind.AGE,
        BY_HAND,
    ),
)
"""In which order suggestions that are as sure are looked at: like beside like."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of a word, code points [start, end) of a line, and what is decided there.

    `is_apart`: decided by itself and not with the others. `place` is its name in `places`; `bent` is the token as it
    stands here, in the genitive where the word is; `around` is the text before, in and after it.
    """

    line: int
    start: int
    end: int
    place: str
    action: str | None
    token: str
    bent: str
    is_apart: bool
    around: tuple[str, str, str]

    @property
    def at(self) -> str:
        """How the page names the place, as long as the text is unchanged."""
        return f"{self.line} {self.start}"


@dataclass(frozen=True, slots=True)
class Word:
    """An identifying word of the transcript: where it stands, what is proposed, what was decided about all of it.

    `token` is what stands there instead, or is proposed. `only_there`: an ordinary word too, so that only the places
    that were suggested are meant. `sure`: the suggestion is hardly ever wrong; `likely`: how likely it is, from 0 to 1.
    """

    word: str
    kind: str
    token: str
    who: str = ""
    action: str | None = None
    only_there: bool = False
    sure: bool = False
    likely: float = 1.0
    occurrences: tuple[Occurrence, ...] = ()

    @property
    def key(self) -> str:
        """What is alike for all spellings of the word."""
        return key_of(self.word)

    @property
    def count(self) -> int:
        """How often it stands in the text."""
        return len(self.occurrences)

    @property
    def apart(self) -> tuple[Occurrence, ...]:
        """The places that are decided by themselves."""
        return tuple(occurrence for occurrence in self.occurrences if occurrence.is_apart)

    @property
    def example(self) -> tuple[str, str, str]:
        """The first place and what surrounds it."""
        return self.occurrences[0].around if self.occurrences else ("", self.word, "")

    @property
    def is_waiting(self) -> bool:
        """Whether there is something left to decide about it."""
        return self.action is None and not (self.occurrences and len(self.apart) == len(self.occurrences))

    def count_of(self, token: str) -> int:
        """At how many places the token stands instead."""
        return sum(1 for occurrence in self.occurrences if occurrence.action == REPLACE and occurrence.token == token)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; an identifying word and its place, where one stands."""

    text: str
    word: Word | None = None
    occurrence: Occurrence | None = None


@dataclass(frozen=True, slots=True)
class WordsPage:
    """The whole page: every word with its decision, and every segment as runs. `is_current`: searched as it stands.

    `names_known`: the interviewer has written names in; `letters`: how the text is written. Both decide how
    surely words are found.
    """

    transcript: Transcript
    is_current: bool
    names_known: bool
    letters: Letters
    words: tuple[Word, ...]
    lines: tuple[tuple[Segment, tuple[Run, ...]], ...]

    @property
    def undecided(self) -> tuple[Word, ...]:
        """Suggestions that wait for a decision."""
        return tuple(word for word in self.words if word.is_waiting)

    @property
    def sure(self) -> list[Word]:
        """Those of them that are hardly ever wrong: seen once, they can be decided together."""
        return _in_order(word for word in self.undecided if word.sure)

    @property
    def unsure(self) -> list[Word]:
        """Those that need a look each, the likeliest first."""
        return _likeliest_first(_in_order(word for word in self.undecided if not word.sure))

    @property
    def tokens(self) -> dict[str, list[Word]]:
        """The words that are replaced, somewhere at least, by their token: one person, one token."""
        found: dict[str, list[Word]] = {}
        for word in self.words:
            for token in dict.fromkeys(_tokens_of(word)):
                found.setdefault(token, []).append(word)
        return found

    @property
    def left(self) -> list[Word]:
        """The words that stay as they are, and those that were decided one place after the other."""
        return [word for word in self.words if word.action != REPLACE and not word.is_waiting]


def _tokens_of(word: Word) -> Iterable[str]:
    if word.action == REPLACE:
        yield word.token
    yield from (occurrence.token for occurrence in word.apart if occurrence.action == REPLACE)


def _in_order(words: Iterable[Word]) -> list[Word]:
    """Kind by kind, and all forms of one person beside each other: the second is decided at a glance."""
    waiting = list(words)
    first: dict[str, int] = {}
    for at, word in enumerate(waiting):
        first.setdefault(word.who, at)
    return sorted(waiting, key=lambda word: (ORDER.index(word.kind), first[word.who]))


def _likeliest_first(words: Sequence[Word]) -> list[Word]:
    """In that order, a person being as likely as the likeliest of the forms; else as they stand."""
    likely: dict[str, float] = {}
    for word in words:
        likely[word.who] = max(word.likely, likely.get(word.who, 0.0))
    return sorted(words, key=lambda word: -likely[word.who])
