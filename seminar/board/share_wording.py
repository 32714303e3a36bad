"""How a number of children is said to whoever has not read the interviews: of few only that they were few."""

from seminar.board.shares import Share
from toolkit.language import gettext as _
from toolkit.language import ngettext


def share_of_children(share: Share) -> str:
    """ "7 of 15 children"; of few it says no more than that they were few."""
    if not share.is_small:
        return ngettext("%(count)s of %(num)s child", "%(count)s of %(num)s children", share.of, count=share.count)
    if share.of < share.threshold:
        return _("fewer than %(few)s children", few=share.threshold)
    return _("fewer than %(few)s of %(of)s children", few=share.threshold, of=share.of)
