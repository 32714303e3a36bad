"""Municipalities side by side: what their yearly files say, in one order, the alphabet's. Pure.

Nothing is ranked: they met different children and asked in different ways. What some of them may not say is said to be
so, and a sum of all is at least what the others told.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from seminar.yearly_files.contents import Change, Contents, Decided, Number, Question, Share, Theme

AT_LEAST = 2
"""Themes and questions stand side by side when so many municipalities have them."""
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing, and what each municipality says of it, in their order; None for one that says nothing."""

    name: str
    shares: tuple[Share | None, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that several municipalities have counted: the answers, each with its shares."""

    text: str
    answers: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change, and how many each municipality has promised."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A year of several municipalities, by name."""

    year: int
    files: tuple[Contents, ...]
    together: Number
    themes: tuple[Row, ...]
    questions: tuple[Asked, ...]
    survey: tuple[Asked, ...]
    kinds: tuple[Kind, ...]
    refused: tuple[int, ...]
    followed: tuple[Kind, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The municipalities, in order."""
        return tuple(one.municipality for one in self.files)

    @property
    def most(self) -> int:
        """The most interviews of one of them: what a full bar means."""
        return max((one.steps.interviewed.at_least for one in self.files), default=0)

    def own_themes(self, at: int) -> list[Theme]:
        """The themes that a municipality has alone."""
        common = {_key(row.name) for row in self.themes}
        return [theme for theme in self.files[at].themes if _key(theme.name) not in common]


def compare(files: Iterable[Contents], *, year: int) -> Comparison:
    """The files of one year, of which no municipality has two."""
    ordered = tuple(sorted(files, key=lambda one: _key(one.municipality)))
    return Comparison(
        year=year,
        files=ordered,
        together=add(one.steps.interviewed for one in ordered),
        themes=_side_by_side(ordered, lambda one: [(theme.name, theme.children) for theme in one.themes]),
        questions=_asked(ordered, lambda one: one.questions),
        survey=_asked(ordered, lambda one: one.survey),
        kinds=_kinds(ordered),
        refused=tuple(sum(change.decided is Decided.NO for change in one.changes) for one in ordered),
        followed=_followed(ordered),
    )


def add(numbers: Iterable[Number]) -> Number:
    """All of them together: exact when each of them is."""
    told = list(numbers)
    at_least = sum(one.at_least for one in told)
    return Number(at_least if all(one.count is not None for one in told) else None, at_least)


def brought(contents: Contents, *, most: int = 3) -> Sequence[Change]:
    """What a municipality may bring to a seminar: its first promises, and a no if it has one."""
    promised = [change for change in contents.changes if change.decided is Decided.PROMISED]
    refused = [change for change in contents.changes if change.decided is Decided.NO]
    return [*promised[: most - bool(refused)], *refused[:1]]


def _side_by_side(
    files: Sequence[Contents], told: Callable[[Contents], Sequence[tuple[str, Share]]]
) -> tuple[Row, ...]:
    found: dict[str, tuple[str, list[Share | None]]] = {}
    for at, one in enumerate(files):
        for name, share in told(one):
            _name, shares = found.setdefault(_key(name), (name, [None] * len(files)))
            shares[at] = shares[at] or share  # the same name in two areas: the first
    return tuple(Row(name, tuple(shares)) for name, shares in found.values() if len(_given(shares)) >= AT_LEAST)


def _asked(files: Sequence[Contents], told: Callable[[Contents], Sequence[Question]]) -> tuple[Asked, ...]:
    found: dict[str, tuple[str, dict[int, Question]]] = {}
    for at, one in enumerate(files):
        for question in told(one):
            found.setdefault(_key(question.text), (question.text, {}))[1].setdefault(at, question)
    common = [(text, by_file) for text, by_file in found.values() if len(by_file) >= AT_LEAST]
    return tuple(Asked(text, _answers(by_file, len(files))) for text, by_file in common)


def _answers(by_file: dict[int, Question], width: int) -> tuple[Row, ...]:
    rows: dict[str, tuple[str, list[Share | None]]] = {}
    for at, question in by_file.items():
        for answer in question.answers:
            _name, shares = rows.setdefault(_key(answer.text), (answer.text, [None] * width))
            shares[at] = Share(answer.number, question.answered)
    return tuple(Row(name, tuple(shares)) for name, shares in rows.values())


def _kinds(files: Sequence[Contents]) -> tuple[Kind, ...]:
    """By name; what is of no kind stands last, under an empty name."""
    counted = [Counter(change.kind for change in one.changes if change.decided is Decided.PROMISED) for one in files]
    return _side_by_side_counts(counted)


def _followed(files: Sequence[Contents]) -> tuple[Kind, ...]:
    counted: list[Counter[str]] = []
    for one in files:
        counted.append(Counter())
        for followed in one.last_year:
            counted[-1][followed.state] += followed.promises
    return _side_by_side_counts(counted)


def _side_by_side_counts(counted: Sequence[Counter[str]]) -> tuple[Kind, ...]:
    names = sorted({name for one in counted for name in one}, key=lambda name: (not name, _key(name)))
    return tuple(Kind(name, tuple(one[name] for one in counted)) for name in names)


def _given(values: Iterable[One | None]) -> list[One]:
    return [value for value in values if value is not None]


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()
