"""What is other in a report than in the edition before it, as facts: which chapters, how many quotes, which numbers.

Pure. Counts and names of chapters and steps, never a quote or its theme: what a child said who has taken it back is not
told once more by telling that it is gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from seminar.report.outline import AnnualReport, ThemeRow
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown

CHAPTERS: Mapping[str, str] = {
    "method": "method",
    "areas": "matrix",
    "works_well": "works_well",
    "last_year": "last_year",
    "surveys": "surveys",
    "staff": "surveys",
    "ahead": "feedback",
}
"""By field of the outline: the chapter where it stands. What is not here stands on the first page."""
ORDER = (
    "first_page", "summary", "method", "matrix", "works_well", "priorities", "actions", "last_year", "surveys",
    "limitations", "feedback",
)  # fmt: skip
FIRST_PAGE = "first_page"
ASIDE = frozenset({"written_at", "is_draft", "edition", "changes", "written", "numbers"})
"""Another in every edition, and no change of what it says; what is written, section by section; and the numbers, each
of which stands in its chapter."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A number before and now. `name` is a step's own name, whose children are counted as they may be told; of the
    others, which count no children, the wording knows it by `what`."""

    what: str
    before: int | Shown
    after: int | Shown
    name: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is other: chapters in the order of the report, numbers, and of how many themes the children are others."""

    chapters: tuple[str, ...] = ()
    numbers: tuple[Moved, ...] = ()
    themes: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether the two say the same."""
        return not self.chapters


def compare(before: AnnualReport, after: AnnualReport) -> Changes:
    """What `after` says that `before` did not, or says otherwise; both in the same language."""
    names = [each.name for each in fields(AnnualReport) if each.name not in ASIDE]
    chapters = {CHAPTERS.get(name, FIRST_PAGE) for name in names if getattr(before, name) != getattr(after, name)}
    chapters |= {_chapter_of(section) for section in _written_otherwise(before, after)}
    chapters |= {"actions"} if before.decided != after.decided else set()
    return Changes(
        tuple(sorted(chapters, key=ORDER.index)),
        (*_steps(before, after), *_counts(before, after)),
        _themes_with_others(before, after),
    )


def _written_otherwise(before: AnnualReport, after: AnnualReport) -> set[str]:
    """The sections that a person has written, or written otherwise, or left to the draft again."""
    old, new = ({one.section: one.text for one in report.written} for report in (before, after))
    return {section for section in old.keys() | new.keys() if old.get(section) != new.get(section)}


def _chapter_of(section: str) -> str:
    if section.startswith("area_"):
        return "matrix"
    return {"selection": "method"}.get(section, section if section in ORDER else FIRST_PAGE)


def _steps(before: AnnualReport, after: AnnualReport) -> tuple[Moved, ...]:
    old, new = dict(before.method.steps), dict(after.method.steps)
    return tuple(Moved("step", old[name], new[name], name) for name in new if name in old and old[name] != new[name])


def _counts(before: AnnualReport, after: AnnualReport) -> tuple[Moved, ...]:
    old, new = _counted(before), _counted(after)
    return tuple(Moved(what, old[what], new[what]) for what in new if old[what] != new[what])


def _counted(report: AnnualReport) -> Mapping[str, int]:
    rows = _rows(report)
    return {
        "themes": len(rows),
        "quotes": sum(len(row.voices) for row in rows),
        "proposals": sum(len(row.promises) for row in rows),
        "decided": len(report.decided),
    }


def _themes_with_others(before: AnnualReport, after: AnnualReport) -> int:
    old, new = _shares(before), _shares(after)
    return sum(old[name] != new[name] for name in new.keys() & old.keys())


def _shares(report: AnnualReport) -> dict[str, Share]:
    """By theme: what is said of how many children. Two numbers that are not said are the same here."""
    return {row.name: row.children for row in _rows(report)}


def _rows(report: AnnualReport) -> tuple[ThemeRow, ...]:
    return (*report.rows, *report.works_well)
