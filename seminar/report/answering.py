"""What the unit answers the children who told: what is changed, what takes longer, what becomes a no and why.

Pure: it comes from an outline, and goes to the poster, the letters and the easy report. Only what was decided is in
it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from seminar.report.outline import AnnualReport, Promise, ThemeRow

LONGER = timedelta(days=183)
"""What is to be there later than this, counted from the report, takes longer. So does what has no day."""
TOP_THEMES = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """`told_by` is how many children the report is about, None when they were few; `themes` what many talked about."""

    told_by: int | None
    themes: tuple[ThemeRow, ...]
    changes: tuple[Promise, ...]
    later: tuple[Promise, ...]
    refused: tuple[Promise, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing has been decided at all."""
        return not (self.changes or self.later or self.refused)


def answer(report: AnnualReport) -> Answer:
    """The answer that a report gives, what most children raised first."""
    rows = (*report.rows, *report.works_well)
    every = [promise for row in rows for promise in row.promises]
    promised = [promise for promise in every if promise.decided]
    by = report.written_at.date() + LONGER
    later = [promise for promise in promised if promise.due is None or promise.due > by]
    return Answer(
        told_by=_count(rows),
        themes=_most_told(rows),
        changes=tuple(promise for promise in promised if promise not in later),
        later=tuple(later),
        refused=tuple(promise for promise in every if promise.refused),
    )


def values(report: AnnualReport) -> Mapping[str, str]:
    """What the placeholders of the content stand for; empty where it is not known."""
    told_by = answer(report).told_by
    return {
        "children": "" if told_by is None else str(told_by),
        "unit": report.unit,
        "phone": report.phone.replace(" ", "\u00a0").replace("-", "\u2011"),
        "year": str(report.year),
    }


def _count(rows: Iterable[ThemeRow]) -> int | None:
    most = max((row.children.of.value or 0 for row in rows), default=0)
    return most or None


def _most_told(rows: Iterable[ThemeRow]) -> tuple[ThemeRow, ...]:
    told = [row for row in rows if row.children.is_counted]
    return tuple(sorted(told, key=lambda row: -row.children.order)[:TOP_THEMES])
