"""Simple figures of a talk: who spoke how long, how long the answers were, what was asked, how long silences were left.

Pure. The formulas stand in docs/sv/socialsekreterare.md and on the page itself; none of them is a grade.
"""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from transcription.editor.reflection import questions
from transcription.editor.reflection.questions import Kind, Question
from transcription.transcripts.speaker_turns import Speaker

SILENCE_MS = 3000
"""From here on a pause is a silence that was left; shorter ones are the rhythm of talk."""
FEW_TURNS = 5
MOST_UNKNOWN = 0.1
LENGTHS = (3, 10, 30)
"""Upper limits in words of the groups of answers; the last group has none."""


class Caveat(StrEnum):
    """Why the figures should be taken with a grain of salt."""

    PRACTICE = "practice"
    UNKNOWN = "unknown"
    FEW = "few"
    NO_TIMES = "no_times"
    SOME_TIMES = "some_times"
    DRAFT = "draft"
    INTERPRETER = "interpreter"
    GAPS = "gaps"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A segment of the talk. Times in ms; `place` leads back to it."""

    speaker: Speaker
    start_ms: int
    end_ms: int
    text: str
    place: object = None

    @property
    def words(self) -> int:
        """How many words; what stands in brackets was not said."""
        return len(questions.BLANK.sub(" ", self.text).split())


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said until somebody else spoke."""

    speaker: Speaker
    said: tuple[Utterance, ...]

    @property
    def words(self) -> int:
        """How many words."""
        return sum(one.words for one in self.said)

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(one.text for one in self.said)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the segment it stands in."""

    question: Question
    said: Utterance


@dataclass(frozen=True, slots=True)
class Silence:
    """A pause after the interviewer's words. `then` spoke next."""

    after: Utterance
    length_ms: int
    then: Speaker


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the page shows. Times are None where they cannot be known."""

    talking_ms: dict[Speaker, int] | None
    answers: tuple[Turn, ...]
    asked: tuple[Asked, ...]
    turns_with_several: tuple[Turn, ...]
    turns_of_interviewer: int
    silences: tuple[Silence, ...] | None
    caveats: frozenset[Caveat] = field(default_factory=frozenset)

    @property
    def median_words(self) -> float | None:
        """The answer in the middle when all are laid out by length."""
        return statistics.median(turn.words for turn in self.answers) if self.answers else None

    @property
    def longest(self) -> Turn | None:
        """The child's longest answer."""
        return max(self.answers, key=lambda turn: turn.words, default=None)

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many answers fall in each group of LENGTHS, and the longer ones last."""
        limits = (*LENGTHS, float("inf"))
        groups = zip((0, *LENGTHS), limits, strict=True)
        return tuple(sum(low < turn.words <= high for turn in self.answers) for low, high in groups)

    @property
    def answered_silences(self) -> int:
        """After how many of the silences the child spoke."""
        return sum(one.then is Speaker.CHILD for one in self.silences or ())

    def of_kind(self, kind: Kind) -> tuple[Asked, ...]:
        """The questions of one kind, in order."""
        return tuple(one for one in self.asked if one.question.kind is kind)


def compute(parts: Sequence[Sequence[Utterance]], *, caveats: Iterable[Caveat] = ()) -> Figures:
    """The figures of an interview in one or several recordings; `caveats` are those that the caller knows of."""
    parts = [[one for one in part if one.words] for part in parts]
    said = [one for part in parts for one in part]
    turns = [turn for part in parts for turn in list_turns(part)]
    mine = [turn for turn in turns if turn.speaker is Speaker.INTERVIEWER]
    answers = tuple(turn for turn in turns if turn.speaker is Speaker.CHILD)
    asked_by_turn = [(turn, _asked(turn)) for turn in mine]
    has_times = any(one.end_ms > one.start_ms for one in said)
    found = {*caveats, *_caveats(said, mine, answers, has_times=has_times)}
    return Figures(
        talking_ms=_talking(said) if has_times else None,
        answers=answers,
        asked=tuple(one for _turn, asked in asked_by_turn for one in asked),
        turns_with_several=tuple(turn for turn, asked in asked_by_turn if len(asked) > 1),
        turns_of_interviewer=len(mine),
        silences=tuple(one for part in parts for one in _silences(part)) if has_times else None,
        caveats=frozenset(found),
    )


def list_turns(said: Iterable[Utterance]) -> list[Turn]:
    """Segments of the same speaker put together. What nobody knows who said is a turn of its own."""
    turns: list[list[Utterance]] = []
    for one in said:
        if turns and turns[-1][-1].speaker is one.speaker is not Speaker.UNKNOWN:
            turns[-1].append(one)
        else:
            turns.append([one])
    return [Turn(turn[0].speaker, tuple(turn)) for turn in turns]


def _asked(turn: Turn) -> list[Asked]:
    return [Asked(question, one) for one in turn.said for question in questions.list_questions(one.text)]


def _talking(said: Iterable[Utterance]) -> dict[Speaker, int]:
    """Milliseconds of speech by speaker, in the order of the page; only those who said something."""
    total = dict.fromkeys(Speaker, 0)
    for one in said:
        total[one.speaker] += max(0, one.end_ms - one.start_ms)
    return {speaker: ms for speaker, ms in total.items() if ms}


def _silences(part: Sequence[Utterance]) -> Iterable[Silence]:
    """Pauses after the interviewer's words, whoever breaks them."""
    for before, after in pairwise(part):
        length = after.start_ms - before.end_ms
        if before.speaker is Speaker.INTERVIEWER and length >= SILENCE_MS and before.end_ms > before.start_ms:
            yield Silence(before, length, after.speaker)


def _caveats(
    said: Sequence[Utterance], mine: Sequence[Turn], answers: Sequence[Turn], *, has_times: bool
) -> Iterable[Caveat]:
    words = sum(one.words for one in said)
    unknown = sum(one.words for one in said if one.speaker is Speaker.UNKNOWN)
    if unknown > words * MOST_UNKNOWN:
        yield Caveat.UNKNOWN
    if min(len(mine), len(answers)) < FEW_TURNS:
        yield Caveat.FEW
    if not has_times:
        yield Caveat.NO_TIMES
    if any(one.speaker is Speaker.INTERPRETER for one in said):
        yield Caveat.INTERPRETER
