"""What the children said, area by area, and what works well: counted answers, themes, girls and boys, proposals."""

from collections.abc import Sequence

from seminar.report import running_text
from seminar.report.outline import Promise, QuestionArea, ThemeRow
from seminar.report.phrases import listing, quoted
from seminar.report.sentences import Draft, Passage, Sentence, Source, drafted, say, told
from toolkit.language import gettext as _
from toolkit.language import ngettext

MOST = 3  # themes of an area that girls and boys are told apart in


def area(found: QuestionArea) -> Draft:
    """One area in running text; of an area that nobody has talked about it says so."""
    if found.is_empty:
        return drafted(told(say(_("Nothing has been recorded in this question area."), Source.THEMES)))
    answers = [say(found.told, Source.ANSWERS)] if found.told else []
    return drafted(told(*answers, *_themes(found.rows)), _by_sex(found.rows), _proposed(found.rows))


def works_well(rows: Sequence[ThemeRow]) -> Draft:
    """What the children are pleased with, and what is decided so that it stays."""
    if not rows:
        return Draft()
    return drafted(told(*_themes(rows)), _by_sex(rows), _proposed(rows))


def _themes(rows: Sequence[ThemeRow]) -> list[Sentence]:
    return [say(text, Source.THEMES) for text in running_text.list_sentences(rows)]


def _by_sex(rows: Sequence[ThemeRow]) -> Passage:
    """Girls and boys, in the themes that most talked about, where every number may be said."""
    most = sorted((row for row in rows if row.by_sex), key=lambda row: -row.children.order)[:MOST]
    found = []
    for row in most:
        shares = [
            _("%(count)s of the %(of)s %(sex)s", count=share.count.value, of=share.of.value, sex=name.lower())
            for name, share in row.by_sex
        ]
        found.append(_("%(shares)s talked about %(theme)s.", shares=_capital(listing(shares)), theme=quoted(row.name)))
    return told(*(say(text, Source.THEMES) for text in found))


def _proposed(rows: Sequence[ThemeRow]) -> Passage:
    """How many proposals the themes led to, and what has become of them. What waits never looks decided."""
    promises = [promise for row in rows for promise in row.promises]
    if not promises:
        return told()
    lead = ngettext("This led to %(num)s proposal.", "This led to %(num)s proposals.", len(promises))
    return told(say(" ".join([lead, *outcomes(promises)]), Source.PROPOSALS))


def outcomes(promises: Sequence[Promise]) -> list[str]:
    """How many were decided, refused and left waiting; of none nothing is said."""
    decided = sum(promise.decided for promise in promises)
    refused = sum(promise.refused for promise in promises)
    waiting = sum(promise.waits for promise in promises)
    found = []
    if decided:
        found.append(ngettext("%(num)s is decided.", "%(num)s are decided.", decided))
    if refused:
        found.append(ngettext("%(num)s became a no.", "%(num)s became a no.", refused))
    if waiting:
        found.append(
            ngettext("%(num)s waits for a decision.", "%(num)s wait for a decision.", waiting)
            if decided or refused
            else ngettext("It waits for a decision.", "They wait for a decision.", waiting)
        )
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
