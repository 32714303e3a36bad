"""What is shown to everybody, in words. No word of a child."""

from seminar.leading.spotlight import SharedView
from seminar.leading.timing import Point
from seminar.themes.naming import area_names
from toolkit.language import gettext as _


def words_of(view: SharedView) -> str:
    """ "Interview 3", "the theme Trust"; nothing while nothing is shown."""
    if view.is_closed:  # the same for whoever held the interview and whoever handles the child: a neighbour sees it
        return _("The group reads a text that you do not read.")
    if view.transcript:
        return _("The group reads interview %(number)s.", number=view.number)
    if view.theme:
        return _("The group is at the theme %(name)s.", name=view.theme.name)
    if view.area:
        return _("The group is at the board, %(area)s.", area=area_names()[view.area])
    return _without_content(view)


def _without_content(view: SharedView) -> str:
    if view.is_voting:
        return _("The group votes on the proposals.")
    return _("The group looks at the agenda.") if view.is_agenda else ""


def left_words(point: Point) -> str:
    """ "12 min left", "3 min over"; nothing in its first minute over."""
    minutes = abs(point.left_s) // 60
    if point.left_s < 0:
        return _("%(n)s min over", n=minutes) if minutes else ""
    return _("%(n)s min left", n=-(-point.left_s // 60)) if minutes else _("Less than a minute left")
