"""An area in running text, as a report is read aloud: so many of so many children talked of this, so many of that.

The numbers are those of the themes under it. Of few children it says no more than that they were few.
"""

from collections.abc import Sequence

from seminar.board.shares import Share
from seminar.report.document import bind
from seminar.report.outline import ThemeRow
from seminar.report.phrases import listing, quoted
from toolkit.language import gettext as _


def sentences(rows: Sequence[ThemeRow]) -> str:
    """Every theme that a child has talked about, those that most children talked about first; empty without any."""
    return " ".join(list_sentences(rows))


def list_sentences(rows: Sequence[ThemeRow]) -> list[str]:
    """The same, sentence by sentence."""
    said = sorted((row for row in rows if row.children.count), key=lambda row: -row.children.count)
    told = [row for row in said if not row.children.is_small]
    few = [row for row in said if row.children.is_small]
    return [bind(text) for text in ([*([_told(told)] if told else []), *([_few(few)] if few else [])])]


def _told(rows: Sequence[ThemeRow]) -> str:
    first, *others = rows
    begun = _(
        "%(count)s of the %(of)s children talked about “%(theme)s”",
        count=first.children.count, of=first.children.of, theme=first.name,
    )  # fmt: skip
    more = [_("%(count)s about “%(theme)s”", count=row.children.count, theme=row.name) for row in others]
    return f"{listing([begun, *more])}."


def _few(rows: Sequence[ThemeRow]) -> str:
    themes = listing([quoted(row.name) for row in rows])
    share = rows[0].children
    if len(rows) == 1:
        return _("%(few)s talked about %(themes)s.", few=_so_few(share), themes=themes)
    return _(
        "These themes were each raised by fewer than %(few)s children: %(themes)s.", few=share.threshold, themes=themes
    )


def _so_few(share: Share) -> str:
    if share.of < share.threshold:
        return _("Fewer than %(few)s children", few=share.threshold)
    return _("Fewer than %(few)s of the %(of)s children", few=share.threshold, of=share.of)
