"""The first section: who was heard, what most of them talked about, what works well, and what will change."""

from collections.abc import Sequence

from seminar.board.share_wording import share_of_children
from seminar.report.draft_decided import count_decided
from seminar.report.draft_opening import interviewed
from seminar.report.naming import said_or_hidden
from seminar.report.outline import AnnualReport, ThemeRow
from seminar.report.phrases import listing, quoted
from seminar.report.sentences import Draft, Passage, Sentence, Source, drafted, listed, say, told
from toolkit.language import gettext as _

MOST = 5  # themes, and changes
WELL = 3


def summary(report: AnnualReport) -> Draft:
    """Half a page, with what was counted and decided, and nothing that is not in a later section."""
    answers = [say(area.told, Source.ANSWERS) for area in report.areas if area.told]
    return drafted(
        told(interviewed(report), *_most(report.rows[:MOST], _("They talked most about %(themes)s.")), *answers),
        told(*_most(_by_children(report.works_well)[:WELL], _("They say that this works well: %(themes)s."))),
        told(count_decided(report)),
        _changes([promise.text for promise in report.decided[:MOST]]),
    )


def _by_children(rows: Sequence[ThemeRow]) -> Sequence[ThemeRow]:
    return sorted(rows, key=lambda row: -row.children.order)


def _most(rows: Sequence[ThemeRow], sentence: str) -> list[Sentence]:
    """The themes that enough children raised to be counted, with how many of how many."""
    shown = [row for row in rows if row.children.is_counted]
    if not shown:
        return []
    first = f"{quoted(shown[0].name)} ({share_of_children(shown[0].children)})"
    more = [f"{quoted(row.name)} ({said_or_hidden(row.children.count)})" for row in shown[1:]]
    return [say(sentence % {"themes": listing([first, *more])}, Source.THEMES)]


def _changes(texts: Sequence[str]) -> Passage:
    """What is decided, in the words of the decisions."""
    return listed(say(text, Source.PROPOSALS) for text in texts)
