"""An area in running text, as a report is read aloud: so many of so many children talked of this, so many of that.

The numbers are those of the themes under it. Of few children it says no more than that they were few.
"""

from collections.abc import Sequence

from seminar.report.document import bind
from seminar.report.outline import ThemeRow
from seminar.report.phrases import listing, quoted
from toolkit.disclosure.shares import Share
from toolkit.language import gettext as _


def sentences(rows: Sequence[ThemeRow]) -> str:
    """Every theme that a child has talked about, those that most children talked about first; empty without any."""
    return " ".join(list_sentences(rows))


def list_sentences(rows: Sequence[ThemeRow]) -> list[str]:
    """The same, sentence by sentence."""
    said = sorted((row for row in rows if not row.children.count.is_nobody), key=lambda row: -row.children.order)
    told = [row for row in said if not row.children.is_small]
    many = [row for row in said if row.children.count.more_than]
    few = [row for row in said if row.children.count.fewer_than]
    unsaid = [row for row in said if row.children.is_small and row not in (*many, *few)]
    kinds = ((many, _many), (told, _told), (few, _few), (unsaid, _unsaid))
    return [bind(worded(those)) for those, worded in kinds if those]


def _told(rows: Sequence[ThemeRow]) -> str:
    first, *others = rows
    begun = _(
        "%(count)s of the %(of)s children talked about “%(theme)s”",
        count=first.children.count.value, of=first.children.of.value, theme=first.name,
    )  # fmt: skip
    more = [_("%(count)s about “%(theme)s”", count=row.children.count.value, theme=row.name) for row in others]
    return f"{listing([begun, *more])}."


def _many(rows: Sequence[ThemeRow]) -> str:
    return _(
        "More than %(many)s of the %(of)s children talked about %(themes)s.",
        many=rows[0].children.count.more_than, of=rows[0].children.of.value, themes=_named(rows),
    )  # fmt: skip


def _few(rows: Sequence[ThemeRow]) -> str:
    themes, share = _named(rows), rows[0].children
    if len(rows) == 1:
        return _("%(few)s talked about %(themes)s.", few=_so_few(share), themes=themes)
    return _(
        "These themes were each raised by fewer than %(few)s children: %(themes)s.",
        few=share.count.fewer_than, themes=themes,
    )  # fmt: skip


def _unsaid(rows: Sequence[ThemeRow]) -> str:
    return _("Children talked about %(themes)s, too; how many is not shown.", themes=_named(rows))


def _so_few(share: Share) -> str:
    few = share.count.fewer_than
    if share.of.value is None:
        return _("Fewer than %(few)s children", few=few)
    return _("Fewer than %(few)s of the %(of)s children", few=few, of=share.of.value)


def _named(rows: Sequence[ThemeRow]) -> str:
    return listing([quoted(row.name) for row in rows])
