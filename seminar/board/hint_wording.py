"""How the hints at the board are said."""

from seminar.board.hints import Counted, Group
from toolkit.cycles.models import Sex
from toolkit.language import gettext as _
from toolkit.language import ngettext


def group_named(group: Group) -> str:
    """ "girls 13–14 years", "girls", or "children 13–14 years"."""
    sex, band = group
    names = {Sex.GIRL: _("girls"), Sex.BOY: _("boys"), Sex.OTHER: _("children"), None: _("children")}
    return _("%(who)s %(band)s years", who=names[sex], band=band) if band else names[sex]


def counted(one: Counted) -> str:
    """ "7 of 9 girls"."""
    return _("%(count)s of %(of)s %(who)s", count=one.count, of=one.of, who=group_named(one.group))


def alone(group: Group) -> str:
    """That one group speaks for all."""
    return _("All quotes under this theme come from one group (%(group)s).", group=group_named(group))


def unquoted(number: int) -> str:
    """That interviews are handed over and not quoted."""
    return ngettext(
        "%(num)d interview that is handed over is not quoted yet.",
        "%(num)d interviews that are handed over are not quoted yet.",
        number,
    )
