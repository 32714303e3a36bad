"""How a number of children is said to whoever has not read the interviews: of few only that they were few."""

from toolkit.disclosure.shares import Share
from toolkit.language import gettext as _
from toolkit.language import ngettext


def share_of_children(share: Share) -> str:
    """ "7 of 15 children"; of few, and of all but few, it says no more than that."""
    count, of = share.count, share.of.value
    if count.value is None:
        return _of_hidden(share)
    if of is not None:
        return ngettext("%(count)s of %(num)s child", "%(count)s of %(num)s children", of, count=count.value)
    return ngettext("%(num)s child", "%(num)s children", count.value) if count.value else _("no child")


def says_nothing(share: Share) -> bool:
    """Whether of this number nothing at all may be said."""
    return share.count.value is None and not share.count.fewer_than and not _is_most(share)


def _is_most(share: Share) -> bool:
    return bool(share.count.more_than) and share.of.value is not None


def _of_hidden(share: Share) -> str:
    few, of = share.count.fewer_than, share.of.value
    if _is_most(share):
        return _("more than %(many)s of %(of)s children", many=share.count.more_than, of=of)
    if not few:
        return _("number of children not shown")
    if of is None:
        return _("fewer than %(few)s children", few=few)
    return _("fewer than %(few)s of %(of)s children", few=few, of=of)
