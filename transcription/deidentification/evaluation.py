"""Measures the recognisers on invented talk with marked words: recall and precision per kind, with their uncertainty.

The held-out set was written and frozen before the rules were tuned; the rules were tuned on the development set alone.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path

from transcription.deidentification import evaluation_results, recognising
from transcription.deidentification.kinds import Found, Known

SETS = Path(__file__).parent / "test_set"
MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")
ROLES = {
    "child": "barnet", "sibling": "syskon", "parent": "mamma", "handler": "socialsekreteraren", "school": "skolan",
    "place": "orten", "friend": "kompis", "relative": "släkting", "foster": "familjehemmet", "club": "verksamheten",
}  # fmt: skip
CERTAINTY = 1.96


@dataclass(frozen=True, slots=True)
class Marked:
    """An identifying word of the test set: line, code points [start, end), kind."""

    line: int
    start: int
    end: int
    kind: str


@dataclass
class Talk:
    """One invented interview: what the interviewer would know, its lines, and the marked words."""

    known: list[Known] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    marks: list[Marked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `all`, with Wilson's interval at 95 %."""

    hits: int
    all: int

    @property
    def value(self) -> float:
        """The share itself; 0 of 0 counts as all."""
        return self.hits / self.all if self.all else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound (Wilson 1927)."""
        if not self.all:
            return 0.0, 1.0
        n, p, z2 = self.all, self.value, CERTAINTY**2
        middle, half = p + z2 / (2 * n), CERTAINTY * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)


@dataclass(frozen=True, slots=True)
class Result:
    """Recall counts marked words that a suggestion covers whole; precision suggestions that touch a marked word."""

    recall: Share
    precision: Share
    by_kind: dict[str, Share]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def read(name: str) -> list[Talk]:
    """The interviews of a test set."""
    talks: list[Talk] = []
    for line in (SETS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= interview"):
            talks.append(Talk())
        elif line.startswith("= "):
            role, names = line[2:].split(": ", 1)
            talks[-1].known += [Known(one.strip(), ROLES[role]) for one in names.split(",")]
        elif line and not line.startswith("#"):
            _add_line(talks[-1], line)
    return talks


def measure(talks: Sequence[Talk], *, known: bool, small: bool = False) -> Result:
    """Read every interview as the program does, with or without its known names; `small`: without capital letters."""
    recall: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    right = wrong = 0
    missed, mistaken = [], []
    for talk in talks:
        lines = [line.lower() for line in talk.lines] if small else talk.lines
        found = recognising.suggest(lines, talk.known if known else ())
        for mark in talk.marks:
            marked[mark.kind] += 1
            if _is_covered(talk, mark, found):
                recall[mark.kind] += 1
            else:
                missed.append(f"{mark.kind}: {talk.lines[mark.line][mark.start : mark.end]} | {talk.lines[mark.line]}")
        for one in found:
            if any(one.line == mark.line and one.start < mark.end and mark.start < one.end for mark in talk.marks):
                right += 1
            else:
                wrong += 1
                mistaken.append(f"{one.kind}: {talk.lines[one.line][one.start : one.end]} | {talk.lines[one.line]}")
    return Result(
        Share(recall.total(), marked.total()),
        Share(right, right + wrong),
        {kind: Share(recall[kind], marked[kind]) for kind in sorted(marked)},
        tuple(missed),
        tuple(mistaken),
    )


def measure_all(talks: Sequence[Talk]) -> dict[str, Result]:
    """Every situation that the page tells apart, by its name in `figures`."""
    return {
        evaluation_results.situation(known=known, small=small): measure(talks, known=known, small=small)
        for small in (False, True)
        for known in (True, False)
    }


def _add_line(talk: Talk, line: str) -> None:
    plain, at = "", 0
    for match in MARK.finditer(line):
        plain += line[at : match.start()]
        talk.marks.append(Marked(len(talk.lines), len(plain), len(plain) + len(match[1]), match[2]))
        plain, at = plain + match[1], match.end()
    talk.lines.append(plain + line[at:])


def _is_covered(talk: Talk, mark: Marked, found: Sequence[Found]) -> bool:
    """Whether every letter and digit of the marked word lies in a suggestion."""
    inside = {at for one in found if one.line == mark.line for at in range(one.start, one.end)}
    text = talk.lines[mark.line]
    return all(at in inside for at in range(mark.start, mark.end) if text[at].isalnum())


def summary(talks: Sequence[Talk], results: Mapping[str, Result]) -> dict[str, object]:
    """The figures in the form that `figures` keeps."""
    lines = [line for talk in talks for line in range(len(talk.lines))]
    marked = sum(len({mark.line for mark in talk.marks}) for talk in talks)
    return {
        "sentences": len(lines),
        "without": len(lines) - marked,
        **{
            name: {
                "recall": [result.recall.hits, result.recall.all],
                "precision": [result.precision.hits, result.precision.all],
                "by_kind": {kind: [share.hits, share.all] for kind, share in result.by_kind.items()},
            }
            for name, result in results.items()
        },
    }
