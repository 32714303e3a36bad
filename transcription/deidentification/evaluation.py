"""Measures the recognisers on invented talk with marked words: what is covered whole, which clean lines are touched.

Some sets are honest: nobody who wrote a rule has read `blind` and `blind_second` (others wrote them without seeing any,
and they were frozen) or `validation`, and single misses in `held_out` were never looked at. The others are for tuning
and for training, and say nothing of other talk.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from transcription.deidentification import evaluation_results, recognising
from transcription.deidentification.capitals import lowered
from transcription.deidentification.evaluation_results import Letters, Share
from transcription.deidentification.kinds import Found, Known

SETS = Path(__file__).parent / "test_set"
FILES: Mapping[str, str] = {
    "blind": "blind.jsonl",
    "blind_second": "blind_second.jsonl",
    "held_out": "held_out.txt",
    "validation": "validation.jsonl",
    "development": "development.txt",
    "interviews_220": "interviews_220.jsonl",
    "interviews_own": "interviews_own.jsonl",
    "spoken": "spoken.jsonl",
}
FROZEN: Mapping[str, str] = {
    "blind": "20ec8e0255b1cb9238397158461064e0a4626a8465095e156c63d6e21c5eb9f9",
    "validation": "93c98c8d853130f62762a55a12acc9eeadeee55aa9e7bc1e7d830390390926f5",
    "blind_second": "66133e3280407704086cb1ddb50037449d2467a2b344c105c86caf4883d6db59",
    "held_out": "41df17f405a7867a7479d0fdd72fb9c67d4005f893b8c2e2d070fb19f05aaf4f",
}
"""SHA-256 of the honest sets: whoever changes one changes what every earlier figure meant."""
MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")
ROLES = {
    "child": "barnet", "sibling": "syskon", "parent": "mamma", "handler": "socialsekreteraren", "school": "skolan",
    "place": "orten", "friend": "kompis", "relative": "släkting", "foster": "familjehemmet", "club": "verksamheten",
}  # fmt: skip
UNMARKED = frozenset({"origin"})
"""Kinds of the older sets that are no longer meant: countries and languages. They count neither way."""
PEOPLE = frozenset({"name", "person_name", "child_nickname"})
GENITIVES = ("'s", "’s", "s")


@dataclass(frozen=True, slots=True)
class Marked:
    """An identifying word of a test set: line, code points [start, end), kind."""

    line: int
    start: int
    end: int
    kind: str


@dataclass
class Talk:
    """One invented interview: what the interviewer would know, its lines, and the marked words.

    `optional`: words in a grey zone, which count neither way.
    """

    known: list[Known] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    marks: list[Marked] = field(default_factory=list)
    optional: list[Marked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Result:
    """`recall`: marked words that suggestions cover whole, a genitive ending excepted. `touched`: clean lines with a
    suggestion. `precision`: suggestions that touch a marked word."""

    recall: Share
    precision: Share
    touched: Share
    by_kind: dict[str, Share]
    missed: tuple[str, ...] = field(repr=False)  # a failing test must not print what nobody may read
    wrong: tuple[str, ...] = field(repr=False)


def read(name: str) -> list[Talk]:
    """The interviews of a test set."""
    text = (SETS / FILES[name]).read_text(encoding="utf-8")
    return _read_json(text) if FILES[name].endswith("jsonl") else _read_marked(text)


def is_frozen(name: str) -> bool:
    """Whether an honest set is the one that was frozen."""
    return hashlib.sha256((SETS / FILES[name]).read_bytes()).hexdigest() == FROZEN[name]


def measure(talks: Sequence[Talk], *, known: bool, letters: Letters = Letters.ORDINARY) -> Result:
    """Read every interview as the program does: with or without its known names, in one kind of letters."""
    recall: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    right = wrong = clean = touched = 0
    missed: list[str] = []
    mistaken: list[str] = []
    for talk in talks:
        lines = [_in_letters(line, letters) for line in talk.lines]
        found = [one for one in recognising.suggest(lines, talk.known if known else ()) if not _is_optional(talk, one)]
        for mark in talk.marks:
            marked[mark.kind] += 1
            covered = _is_covered(talk, mark, found)
            recall[mark.kind] += covered
            if not covered:
                missed.append(f"{mark.kind}: {talk.lines[mark.line][mark.start : mark.end]} | {talk.lines[mark.line]}")
        hits = [one for one in found if any(_touch(one, mark) for mark in talk.marks)]
        mistaken += [f"{one.kind}: {_shown(talk, one)} | {talk.lines[one.line]}" for one in found if one not in hits]
        right, wrong = right + len(hits), wrong + len(found) - len(hits)
        without = set(range(len(lines))) - {mark.line for mark in talk.marks}
        clean, touched = clean + len(without), touched + len(without & {one.line for one in found})
    return Result(
        Share(recall.total(), marked.total()),
        Share(right, right + wrong),
        Share(touched, clean),
        {kind: Share(recall[kind], marked[kind]) for kind in sorted(marked)},
        tuple(missed),
        tuple(mistaken),
    )


def measure_all(talks: Sequence[Talk]) -> dict[str, Result]:
    """Every situation that the page tells apart, by its name in `evaluation_results`."""
    return {
        evaluation_results.situation(known=known, letters=letters): measure(talks, known=known, letters=letters)
        for letters in Letters
        for known in (True, False)
    }


def summary(talks: Sequence[Talk], results: Mapping[str, Result]) -> dict[str, object]:
    """The figures of one set in the form that `evaluation_results` keeps."""
    return {
        "sentences": sum(len(talk.lines) for talk in talks),
        "interviews": len(talks),
        **{
            name: {
                "recall": [result.recall.hits, result.recall.all],
                "precision": [result.precision.hits, result.precision.all],
                "touched": [result.touched.hits, result.touched.all],
                "by_kind": {kind: [share.hits, share.all] for kind, share in result.by_kind.items()},
            }
            for name, result in results.items()
        },
    }


def _read_marked(text: str) -> list[Talk]:
    talks: list[Talk] = []
    for line in text.splitlines():
        if line.startswith("= interview"):
            talks.append(Talk())
        elif line.startswith("= "):
            role, names = line[2:].split(": ", 1)
            talks[-1].known += [Known(one.strip(), ROLES[role]) for one in names.split(",")]
        elif line and not line.startswith("#"):
            _add_line(talks[-1], line)
    return talks


def _add_line(talk: Talk, line: str) -> None:
    plain, at = "", 0
    for match in MARK.finditer(line):
        plain += line[at : match.start()]
        marks = talk.optional if match[2] in UNMARKED else talk.marks
        marks.append(Marked(len(talk.lines), len(plain), len(plain) + len(match[1]), match[2]))
        plain, at = plain + match[1], match.end()
    talk.lines.append(plain + line[at:])


def _read_json(text: str) -> list[Talk]:
    talks: dict[str, Talk] = {}
    for row in map(json.loads, filter(str.strip, text.splitlines())):
        talk = talks.setdefault(row["interview"], Talk())
        at = len(talk.lines)
        talk.lines.append(row["text"])
        talk.known += [Known(name, "person") for name in row["known"] if Known(name, "person") not in talk.known]
        talk.marks += [Marked(at, one["start"], one["end"], one["kind"]) for one in row["spans"]]
        talk.optional += [Marked(at, one["start"], one["end"], "optional") for one in row.get("optional", ())]
    return list(talks.values())


def _in_letters(line: str, letters: Letters) -> str:
    if letters is Letters.CAPITALS:
        return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in line)
    return lowered(line) if letters is Letters.SMALL else line


def _shown(talk: Talk, one: Found) -> str:
    return talk.lines[one.line][one.start : one.end]


def _touch(one: Found, mark: Marked) -> bool:
    return one.line == mark.line and one.start < mark.end and mark.start < one.end


def _is_optional(talk: Talk, one: Found) -> bool:
    """Whether every letter and digit of a suggestion lies in a grey zone."""
    grey = {at for mark in talk.optional if mark.line == one.line for at in range(mark.start, mark.end)}
    text = talk.lines[one.line]
    return bool(grey) and all(at in grey for at in range(one.start, one.end) if text[at].isalnum())


def _is_covered(talk: Talk, mark: Marked, found: Sequence[Found]) -> bool:
    """Whether every letter and digit of the marked word lies in a suggestion; a name's genitive ending may stay."""
    text, end = talk.lines[mark.line], mark.end
    if mark.kind in PEOPLE:
        shown = text[mark.start : mark.end]
        end -= next((len(ending) for ending in GENITIVES if shown.endswith(ending)), 0)
    inside = {at for one in found if one.line == mark.line for at in range(one.start, one.end)}
    return all(at in inside for at in range(mark.start, end) if text[at].isalnum())
