"""Priorities with a word of why, what was decided and what was not, and what became of last year's proposals."""

import re
from collections import Counter
from collections.abc import Sequence

from seminar.board.share_wording import share_of_children
from seminar.report.draft_areas import outcomes
from seminar.report.outline import AnnualReport, Promise, ThemeRow
from seminar.report.phrases import listing, quoted
from seminar.report.sentences import Draft, Sentence, Source, drafted, listed, say, told
from toolkit.language import gettext as _
from toolkit.language import ngettext


def priorities(report: AnnualReport) -> Draft:
    """Each theme that something was decided about, and why: how many children talked about it."""
    rows = [row for row in report.rows if _decided(row)]
    well = [row for row in report.works_well if _decided(row)]
    if not (rows or well):
        return drafted(told(*_nothing_yet(report)))
    lead = ngettext("The management has decided on changes in %(num)s theme.",
                    "The management has decided on changes in %(num)s themes.", len(rows) + len(well))  # fmt: skip
    return drafted(
        told(say(lead, Source.PROPOSALS)),
        listed([*(say(_why(row), Source.THEMES) for row in rows), *(say(_kept(row), Source.THEMES) for row in well)]),
    )


def actions(report: AnnualReport) -> Draft:
    """How many changes are promised, each no with its reason, and what waits."""
    refused = [promise for promise in report.promises if promise.refused]
    waiting = [promise for promise in report.promises if promise.waits]
    decided = len(report.decided)
    lead = [say(ngettext("%(num)s change is decided. The table says who is responsible and when it is followed up.",
                         "%(num)s changes are decided. The table says who is responsible and when they are followed"
                         " up.", decided), Source.PROPOSALS)] if decided else []  # fmt: skip
    no = [say(_("This became a no:"), Source.PROPOSALS)] if refused else []
    return drafted(
        told(*lead), told(*no), listed([say(_refused(one), Source.PROPOSALS) for one in refused]), told(*_open(waiting))
    )


def last_year(report: AnnualReport) -> Draft:
    """How many were promised, and how many are where; the table tells each of them."""
    if not report.last_year:
        text = _("None of last year’s proposals is decided.") if report.last_year is not None else ""
        return drafted(told(say(text, Source.LAST_YEAR))) if text else Draft()
    lead = ngettext("%(num)s change was decided last year.", "%(num)s changes were decided last year.",
                    len(report.last_year))  # fmt: skip
    states = Counter(each.state for each in report.last_year)
    where = [_("%(state)s: %(count)s", state=state, count=count) for state, count in states.items()]
    return drafted(
        told(
            say(lead, Source.LAST_YEAR),
            say(_("This is where they are now. %(states)s.", states=", ".join(where)), Source.LAST_YEAR),
        )
    )


def count_decided(report: AnnualReport) -> Sentence | None:
    """ "15 proposals were made. 10 are decided. 5 wait for a decision."; None without any proposal."""
    if not report.promises:
        return None
    lead = ngettext("%(num)s proposal was made.", "%(num)s proposals were made.", len(report.promises))
    return say(" ".join([lead, *outcomes(report.promises)]), Source.PROPOSALS)


def _decided(row: ThemeRow) -> Sequence[Promise]:
    return [promise for promise in row.promises if promise.decided]


def _why(row: ThemeRow) -> str:
    """What the children and the group said: the management's own reasons are nobody's to guess."""
    if not row.children.count.is_nobody:
        raised = _(
            "%(theme)s: %(share)s talked about it.", theme=quoted(row.name), share=share_of_children(row.children)
        )
    else:
        raised = _("%(theme)s: the group raised it.", theme=quoted(row.name))
    understood = [_("The group writes: “%(words)s”", words=_first(row.staff[0]))] if row.staff else []
    return " ".join(filter(None, [raised, *understood, _changes(row)]))


def _first(text: str) -> str:
    """The first sentence of what the group wrote; the theme's block has all of it."""
    return re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0]


def _kept(row: ThemeRow) -> str:
    kept = _("%(theme)s works well and is to stay.", theme=quoted(row.name))
    return " ".join(filter(None, [kept, _changes(row)]))


def _changes(row: ThemeRow) -> str:
    """How many are decided, where it is more than the one that the list is about."""
    if len(_decided(row)) == 1:
        return ""
    return ngettext("%(num)s change is decided.", "%(num)s changes are decided.", len(_decided(row)))


def _refused(promise: Promise) -> str:
    if not promise.reason:
        return _("%(proposal)s It became a no.", proposal=_closed(promise.text))
    return _("%(proposal)s No, because: %(reason)s", proposal=_closed(promise.text), reason=_closed(promise.reason))


def _closed(text: str) -> str:
    """The words as a sentence of their own."""
    return text if text.endswith((".", "!", "?", "”")) else f"{text}."


def _open(waiting: Sequence[Promise]) -> list[Sentence]:
    if not waiting:
        return []
    text = ngettext("%(num)s proposal waits for a decision. It stands under its theme, and nothing is promised.",
                    "%(num)s proposals wait for a decision. They stand under their themes, and nothing is promised.",
                    len(waiting))  # fmt: skip
    return [say(text, Source.PROPOSALS)]


def _nothing_yet(report: AnnualReport) -> list[Sentence]:
    waiting = sum(promise.waits for promise in report.promises)
    found = [say(_("No change is decided yet."), Source.PROPOSALS)]
    if waiting:
        text = ngettext("The group has made %(num)s proposal, which waits for a decision.",
                        "The group has made %(num)s proposals, which wait for a decision.", waiting)  # fmt: skip
        found.append(say(text, Source.PROPOSALS))
    raised = [row for row in report.rows if row.children.is_counted][:3]
    if raised:
        names = listing([quoted(row.name) for row in raised])
        found.append(say(_("Most children talked about %(themes)s.", themes=names), Source.THEMES))
    return found
