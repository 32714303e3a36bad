"""What the report cannot say, and how it goes on to the management, the board and the children."""

from seminar.report.dates import dated
from seminar.report.outline import AnnualReport
from seminar.report.sentences import Draft, Sentence, Source, drafted, say, told
from toolkit.language import gettext as _
from toolkit.language import ngettext

BOARD, FEEDBACK = "board", "feedback"  # as in the year wheel


def limitations(report: AnnualReport) -> Draft:
    """Few, who said yes themselves; who is not in it; and what is counted how."""
    funnel = report.method.funnel
    read = funnel.read.value
    if not read:
        return Draft()
    asked = ngettext(
        "The report tells what %(num)s child has said, and not what all children think.",
        "The report tells what %(num)s children have said, and not what all children think.",
        read,
    )
    found = [
        say(asked, Source.READING),
        say(_("The children chose themselves whether to take part. Those who said no may think otherwise."),
            Source.MODEL),
    ]  # fmt: skip
    return drafted(told(*found, *_unread(report)), told(*_counted()))


def feedback(report: AnnualReport) -> Draft:
    """The way to the management and the board, and to the children, by the year's plan."""
    found = []
    for ahead in report.ahead:
        days = {"start": dated(ahead.starts_on), "end": dated(ahead.ends_on)}
        if ahead.key == BOARD:
            found.append(
                say(_("By the year's plan the report goes to the management and the board between %(start)s and"
                      " %(end)s.", **days), Source.PLAN)
            )  # fmt: skip
        if ahead.key == FEEDBACK:
            found.append(
                say(_("The children are told what happens with what they said between %(start)s and %(end)s.", **days),
                    Source.PLAN)
            )  # fmt: skip
    return drafted(told(*found))


def _unread(report: AnnualReport) -> list[Sentence]:
    funnel = report.method.funnel
    if funnel.interviewed.is_hidden or funnel.read.is_hidden:
        return []
    left = (funnel.interviewed.value or 0) - (funnel.read.value or 0)
    if left <= 0:
        return []
    text = ngettext("%(num)s interview has not been read and is not in the numbers.",
                    "%(num)s interviews have not been read and are not in the numbers.", left)  # fmt: skip
    return [say(text, Source.READING)]


def _counted() -> list[Sentence]:
    return [
        say(_("Children are counted, not quotes: a child who said something many times counts once."), Source.MODEL),
        say(_("Small numbers are not told, so that nobody is recognised."), Source.MODEL),
    ]
