"""Where the passages of a file stand in our texts, by each way of counting that makes sense, and which have none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from seminar.exchange import conventions
from seminar.exchange.conventions import Convention, Passage, Span, Tool
from seminar.exchange.project import Selection, Source
from seminar.exchange.recognising import OurText, Recognised
from seminar.exchange.theme_matching import FoundTheme
from seminar.texts import anchors, passages
from seminar.texts.passages import Spoken
from toolkit.errors import InvalidInput

MOST_READINGS = 3
WORTH_SHOWING = 0.6
"""How well, beside the best, another way of counting must fit to be a choice."""
SAMPLES = 3


class Unplaced(StrEnum):
    """Why a coding of a file has no place here."""

    OUTSIDE = "outside"  # beyond the text, empty, reversed, or of no words
    INTERVIEWER = "interviewer"  # only the interviewer speaks there
    WHOLE_TEXT = "whole_text"  # a code on a text, not on words in it
    OTHER_TEXT = "other_text"  # in a text that is not here, or of which the file holds no words
    NO_TEXT = "no_text"  # in a picture, a PDF, sound or film
    NO_CODE = "no_code"  # a code that the file does not hold, or that only groups others


@dataclass(frozen=True, slots=True)
class Placed:
    """A coding in its place: of which text, from which code point up to which, under which theme of the list."""

    text: str
    start: int
    end: int
    theme: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The codings of a file by one way of counting. `fits` of the `of` passages begin and end where a word does;
    `samples` are words that would be marked."""

    convention: Convention
    placed: tuple[Placed, ...]
    unplaced: tuple[tuple[str, int], ...]
    fits: int
    of: int
    samples: tuple[str, ...]


class _Lines:
    """The lines of one of our texts, and what is told from where to where in it, worked out once."""

    def __init__(self, text: OurText) -> None:
        self._lines = [Spoken(speaker, anchors.join([said])) for speaker, said in text.lines]  # type: ignore[arg-type]
        self._starts = anchors.starts_of([line.text for line in self._lines])
        self._told: dict[Span, passages.Told | Unplaced] = {}

    def tell(self, span: Span) -> passages.Told | Unplaced:
        if span not in self._told:
            try:
                self._told[span] = passages.tell(self._lines, *span, starts=self._starts)
            except InvalidInput as refusal:
                is_asked = refusal.message != passages.NO_WORDS
                self._told[span] = Unplaced.INTERVIEWER if is_asked else Unplaced.OUTSIDE
        return self._told[span]


def list_readings(
    recognised: Sequence[Recognised], unknown: Sequence[Source], themes: Sequence[FoundTheme], tool: Tool
) -> list[Reading]:
    """The ways of counting that make sense, the likeliest first. Those by which every passage stands alike are one."""
    placer = _Placer(recognised, unknown, themes)
    ranked = conventions.rank(placer.passages, tool)
    best = ranked[0][1]
    found: dict[tuple[Placed, ...], Reading] = {}
    for convention, score in ranked:
        if score >= WORTH_SHOWING * best and len(found) < MOST_READINGS:
            reading = placer.read(convention)
            found.setdefault(reading.placed, reading)
    return list(found.values())


class _Placer:
    def __init__(
        self, recognised: Sequence[Recognised], unknown: Sequence[Source], themes: Sequence[FoundTheme]
    ) -> None:
        self._recognised = recognised
        self._lines = {one.text.key: _Lines(one.text) for one in recognised}
        self._theme_of = {theme.code: number for number, theme in enumerate(themes) if theme.code}
        texts = [source for source in unknown if source.is_text]
        elsewhere = sum(len(passage.uses) for source in texts for passage in source.selections)
        self._always = Counter({
            Unplaced.OTHER_TEXT: elsewhere + sum(source.uses_of_all for source in texts),
            Unplaced.NO_TEXT: sum(source.uses_of_all for source in unknown if not source.is_text),
            Unplaced.WHOLE_TEXT: sum(one.source.uses_of_all for one in recognised),
        })  # fmt: skip
        self.passages = [(one.counted, [_passage(each) for each in _coded(one.source)]) for one in recognised]

    def read(self, convention: Convention) -> Reading:
        """Every coding by one way of counting."""
        placed: dict[Placed, None] = {}
        unplaced, samples, fits, of = Counter(self._always), list[str](), 0, 0
        for one in self._recognised:
            for selection in _coded(one.source):
                span = one.counted.span(_passage(selection), convention)
                of += 1
                fits += bool(span) and one.counted.is_edge(span[0]) and one.counted.is_edge(span[1])  # type: ignore[index]
                told = self._tell(one, span)
                if not isinstance(told, Unplaced) and len(samples) < SAMPLES:
                    samples.append(anchors.leave_out(told.place.quote, told.asides))
                for use in selection.uses:
                    theme = self._theme_of.get(use.code)
                    if theme is None:
                        unplaced[Unplaced.NO_CODE] += 1
                    elif isinstance(told, Unplaced):
                        unplaced[told] += 1
                    else:
                        placed[Placed(one.text.key, told.place.start, told.place.end, theme)] = None
        reasons = tuple((str(reason), count) for reason, count in unplaced.items() if count)
        return Reading(convention, tuple(placed), reasons, fits, of, tuple(samples))

    def _tell(self, one: Recognised, span: Span | None) -> passages.Told | Unplaced:
        there = one.place(span) if span else None
        return self._lines[one.text.key].tell(there) if there else Unplaced.OUTSIDE


def _coded(source: Source) -> list[Selection]:
    return [selection for selection in source.selections if selection.uses]


def _passage(selection: Selection) -> Passage:
    return Passage(selection.start, selection.end, selection.name)
