"""What a compiler may want to look at before the report is released: an outline and a few facts in, checks out.

Only a sign that no PDF can show stops a release. Each check says what was seen, and its kind where it is mended.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from seminar.report import section_drafts
from seminar.report.outline import AnnualReport


class CheckKind(StrEnum):
    """What is looked at, in the order in which it is told."""

    WAITING = "waiting"  # a quote that somebody has to act on is shown nowhere until then
    UNPRINTABLE = "unprintable"  # a sign that stops the release: no PDF can show it
    IDENTIFYING = "identifying"  # a quote that could tell who it is
    SMALL_NUMBER = "small_number"  # a person's own text counts few children
    UNREAD = "unread"  # interviews that nobody has read are in no number
    LEFT_OUT = "left_out"  # interviews that are going on
    UNQUOTED = "unquoted"  # interviews that nothing is quoted from
    MISSING = "missing"  # a sex or an age band that nobody of is in it
    WORKS_WELL = "works_well"  # nothing stands under what works well
    EMPTY = "empty"  # a section says nothing
    UNDECIDED = "undecided"
    NOBODY = "nobody"  # decided, and nobody is responsible or no day is set
    CHANGED = "changed"  # a person's own text, and the draft has something new
    COMPILER = "compiler"  # nobody is named


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: how many, which ones in words, and the section it stands in, if it stands in one."""

    kind: CheckKind
    number: int = 0
    names: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the outline does not hold. `missing` names sexes and age bands, `identifying` are quotes with their theme,
    `changed` are sections with how many new sentences, `unprintable` signs with the words in which they stand."""

    unread: int = 0
    going: int = 0
    unquoted: int = 0
    missing: tuple[str, ...] = ()
    identifying: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, int], ...] = ()
    waiting: int = 0
    unprintable: tuple[tuple[str, str], ...] = ()


FEW = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "one": 1, "two": 2, "three": 3, "four": 4}
COUNTED = re.compile(
    r"\b(\d{1,3}|" + "|".join(FEW) + r")\s+(?:(?:av|of)\s+(?:de\s+|the\s+)?\w+\s+)?"
    r"(?:barn\w*|flick\w*|pojk\w*|ungdom\w*|child\w*|girls?|boys?)\b",
    re.IGNORECASE,
)


def check(report: AnnualReport, seen: Seen, *, sections: Iterable[str], threshold: int) -> list[Check]:
    """Everything to look at, the gravest first."""
    found = [
        *_counted(CheckKind.WAITING, seen.waiting),
        *(Check(CheckKind.UNPRINTABLE, names=(sign, words)) for sign, words in seen.unprintable),
        *(Check(CheckKind.IDENTIFYING, names=(theme, words)) for theme, words in seen.identifying),
        *_small_numbers(report, threshold),
        *_counted(CheckKind.UNREAD, seen.unread),
        *_counted(CheckKind.LEFT_OUT, seen.going),
        *_counted(CheckKind.UNQUOTED, seen.unquoted),
        *([Check(CheckKind.MISSING, len(seen.missing), seen.missing)] if seen.missing else []),
        *([] if report.works_well else [Check(CheckKind.WORKS_WELL, section="works_well")]),
        *(Check(CheckKind.EMPTY, section=section) for section in sections if is_silent(report, section)),
        *_promises(report),
        *(Check(CheckKind.CHANGED, number, section=section) for section, number in seen.changed),
        *([] if report.compiler else [Check(CheckKind.COMPILER)]),
    ]
    return sorted(found, key=lambda one: list(CheckKind).index(one.kind))


def is_silent(report: AnnualReport, section: str) -> bool:
    """Whether neither a person nor the data say anything in a section. What works well has a check of its own, and
    before the first report there is no last year."""
    if section == "works_well" or (section == "last_year" and report.last_year is None):
        return False
    return not (report.get_written(section).strip() or section_drafts.draft(report, section).passages)


def small_numbers(text: str, *, threshold: int) -> list[str]:
    """The places of a text where it counts fewer children than the threshold, as they stand."""
    return [found[0] for found in COUNTED.finditer(text) if 0 < _value(found[1]) < threshold]


def _value(word: str) -> int:
    return int(word) if word.isdigit() else FEW[word.lower()]


def _small_numbers(report: AnnualReport, threshold: int) -> list[Check]:
    found = ((one.section, small_numbers(one.text, threshold=threshold)) for one in report.written)
    return [Check(CheckKind.SMALL_NUMBER, len(few), tuple(few), section) for section, few in found if few]


def _counted(kind: CheckKind, number: int) -> list[Check]:
    return [Check(kind, number)] if number else []


def _promises(report: AnnualReport) -> Sequence[Check]:
    waiting = sum(promise.waits for promise in report.promises)
    nobody = tuple(one.text for one in report.promises if one.decided and not (one.responsible and one.due))
    return [
        *_counted(CheckKind.UNDECIDED, waiting),
        *([Check(CheckKind.NOBODY, len(nobody), nobody)] if nobody else []),
    ]
