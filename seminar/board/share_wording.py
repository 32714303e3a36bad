"""How a number of children is said to whoever has not read the interviews: of few only that they were few."""

from toolkit.disclosure.shares import Share
from toolkit.language import gettext as _
from toolkit.language import ngettext


def share_of_children(share: Share) -> str:
    """ "7 of 15 children"; of few it says no more than that they were few."""
    count, of = share.count, share.of.value
    if count.is_nobody and of is None:
        return _("no child")
    if count.value is not None:
        return ngettext("%(count)s of %(num)s child", "%(count)s of %(num)s children", of or 0, count=count.value)
    if not count.fewer_than:
        return _("number of children not shown")
    if of is None:
        return _("fewer than %(few)s children", few=count.fewer_than)
    return _("fewer than %(few)s of %(of)s children", few=count.fewer_than, of=of)
