"""What a yearly file says, made of the frozen facts of released editions and of nothing else. Pure.

Sums over units are sums of what each unit has told (`disclosure.summing`), so the file tells nothing that the editions
do not. A number below the threshold, told while it was lower, is left out; so is a unit of so few that its own report
hides how many.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from seminar.report.outline import AnnualReport, Promise, Survey, SurveyQuestion, ThemeRow
from seminar.yearly_files.contents import (
    FORMAT,
    VERSION,
    Answer,
    Change,
    Contents,
    Decided,
    FollowedUp,
    Number,
    Question,
    Share,
    Steps,
    Theme,
)
from toolkit.disclosure import shares
from toolkit.disclosure.counts import is_small
from toolkit.disclosure.shown import NOT_SAID, Shown
from toolkit.disclosure.summing import Summed, add_shares, add_up

LANGUAGE = "sv"
WORKS_WELL = "works_well"


@dataclass(frozen=True, slots=True)
class Source:
    """A unit's released report, and the day of its release."""

    report: AnnualReport
    released_on: date


def has_enough(report: AnnualReport, *, threshold: int) -> bool:
    """Whether a report tells how many were interviewed and read, and they are no few: else its unit is left out."""
    funnel = report.method.funnel
    return all((one.value or 0) >= threshold for one in (funnel.interviewed, funnel.read))


def collect(
    sources: Sequence[Source],
    *,
    municipality: str,
    threshold: int,
    units_left_out: int,
    child_survey: str,
    made_at: datetime,
) -> Contents:
    """The contents of one municipality's file, of at least one source; `child_survey` is what that survey is called."""
    reports = [source.report for source in sources]
    sums = _Sums(threshold)
    funnels = [report.method.funnel for report in reports]
    return Contents(
        format=FORMAT,
        version=VERSION,
        municipality=municipality,
        year=reports[0].year,
        language=LANGUAGE,
        made_at=made_at.replace(microsecond=0),
        released_on=max(source.released_on for source in sources),
        is_practice=any(report.practice for report in reports),
        threshold=threshold,
        reports=len(reports),
        units_left_out=units_left_out,
        steps=Steps(
            sums.number(one.chosen for one in funnels),
            sums.number(one.consented for one in funnels),
            sums.number(one.interviewed for one in funnels),
            sums.number(one.read for one in funnels),
        ),
        themes=_themes(reports, sums),
        questions=_questions(reports, sums),
        survey=_survey(reports, child_survey, sums),
        changes=tuple(change for report in reports for change in _changes(report)),
        last_year=_last_year(reports),
    )


class _Sums:
    """Adds up what was told, as far as it may be said under the threshold of the file."""

    def __init__(self, threshold: int) -> None:
        self._threshold = threshold

    def number(self, shown: Iterable[Shown]) -> Number:
        return Number.of(self._summed(shown))

    def share(self, told: Iterable[shares.Share]) -> Share:
        return Share.sum_of(add_shares(self._safe_share(one) for one in told))

    def answered(self, told: Iterable[tuple[Shown, Sequence[Shown]]]) -> Number:
        """How many answered a question, of units each with its answers: one of which an answer is left out tells of no
        whole that it could be worked out from."""
        return Number.of(
            self._summed(NOT_SAID if any(self._is_small(one) for one in numbers) else of for of, numbers in told)
        )

    def _safe_share(self, told: shares.Share) -> shares.Share:
        count, of = self._safe(told.count), self._safe(told.of)
        left = (of.value or 0) - (count.value or 0)
        leaves_few = count.value and of.value and is_small(left, threshold=self._threshold)
        return shares.Share(NOT_SAID if leaves_few else count, of)

    def _summed(self, shown: Iterable[Shown]) -> Summed:
        return add_up(self._safe(one) for one in shown)

    def _safe(self, shown: Shown) -> Shown:
        return NOT_SAID if self._is_small(shown) else shown

    def _is_small(self, shown: Shown) -> bool:
        return shown.value is not None and is_small(shown.value, threshold=self._threshold)


def _themes(reports: Iterable[AnnualReport], sums: _Sums) -> tuple[Theme, ...]:
    found: dict[tuple[str, str], list[ThemeRow]] = {}
    for report in reports:
        for area, row in _rows(report):
            found.setdefault((area, row.name.strip().casefold()), []).append(row)
    return tuple(
        Theme(area, _line(rows[0].name), sums.share(row.children for row in rows)) for (area, _), rows in found.items()
    )


def _rows(report: AnnualReport) -> Iterator[tuple[str, ThemeRow]]:
    for area in report.areas:
        yield from ((area.key, row) for row in area.rows if area.key)
    yield from ((WORKS_WELL, row) for row in report.works_well)


def _questions(reports: Iterable[AnnualReport], sums: _Sums) -> tuple[Question, ...]:
    asked = [(one.text, one.of, one.numbers) for report in reports for area in report.areas for one in area.counted]
    return _counted(asked, sums)


def _survey(reports: Iterable[AnnualReport], name: str, sums: _Sums) -> tuple[Question, ...]:
    """The children's own survey. What those at work answered stays at home."""
    surveys: list[Survey] = [one for report in reports for one in report.surveys if one.name == name]
    questions: list[SurveyQuestion] = [one for survey in surveys for one in survey.questions]
    return _counted([(one.text, one.answered.count, () if one.hidden else one.choices) for one in questions], sums)


def _counted(asked: Iterable[tuple[str, Shown, Sequence[tuple[str, Shown]]]], sums: _Sums) -> tuple[Question, ...]:
    """Questions with the same words and the same answers, added up. A unit that asked, and of which too few answered
    for any of it to be told, makes each sum one that is «at least» so much."""
    found: dict[tuple[str, ...], list[tuple[Shown, Sequence[Shown]]]] = {}
    for text, of, numbers in asked:
        key = (_line(text), *(_line(name) for name, _shown in numbers))
        found.setdefault(key, []).append((of, [shown for _name, shown in numbers]))
    for key, told in found.items():
        told += [(NOT_SAID, [NOT_SAID] * (len(key) - 1)) for _few in found.get(key[:1], ()) if len(key) > 1]
    return tuple(
        Question(
            key[0],
            sums.answered(told),
            tuple(Answer(name, sums.number(numbers[at] for _, numbers in told)) for at, name in enumerate(key[1:])),
        )
        for key, told in found.items()
        if len(key) > 1
    )


def _changes(report: AnnualReport) -> Iterator[Change]:
    for _area, row in _rows(report):
        for each in row.promises:
            if not each.waits:
                yield _change(row, each)


def _change(row: ThemeRow, promise: Promise) -> Change:
    """In the words that children are told, without who is responsible."""
    return Change(
        theme=_line(row.name),
        text=_line(promise.told),
        kind=_line(promise.kind) if promise.decided else "",
        decided=Decided.PROMISED if promise.decided else Decided.NO,
        followed_up_on=promise.due if promise.decided else None,
        reason=_line(promise.reason) if promise.refused else "",
    )


def _last_year(reports: Iterable[AnnualReport]) -> tuple[FollowedUp, ...]:
    states = Counter(_line(each.state) for report in reports for each in report.last_year or ())
    return tuple(FollowedUp(state, promises) for state, promises in sorted(states.items()))


def _line(text: str) -> str:
    """A text on one line, as long as a file may have it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:600].strip()
