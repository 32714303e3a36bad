"""So many of so many children, as it is said to whoever has not read the interviews: of few only that they were few."""

from dataclasses import dataclass

from toolkit.disclosure.counts import is_small
from toolkit.language import gettext as _
from toolkit.language import ngettext


@dataclass(frozen=True, slots=True)
class Share:
    """x of n. Said in numerals, never as a percentage. Between 0 and `threshold` x is not said."""

    count: int
    of: int
    threshold: int = 0

    @property
    def is_small(self) -> bool:
        """Whether so few are meant that the number is not said."""
        return is_small(self.count, threshold=self.threshold)


def share_of_children(share: Share) -> str:
    """ "7 of 15 children"; of few it says no more than that they were few."""
    if not share.is_small:
        return ngettext("%(count)s of %(num)s child", "%(count)s of %(num)s children", share.of, count=share.count)
    if share.of < share.threshold:
        return _("fewer than %(few)s children", few=share.threshold)
    return _("fewer than %(few)s of %(of)s children", few=share.threshold, of=share.of)
