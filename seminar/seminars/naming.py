"""What a seminar, its state and its groups are called."""

from collections.abc import Mapping
from datetime import time

from seminar.seminars.models import Group, Kind, Seminar, State
from seminar.themes.naming import area_names
from toolkit.language import chosen
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l

KINDS = tuple(Kind)

STATE_NAMES: Mapping[State, object] = {
    State.PLANNED: _l("Is planned"),
    State.OPEN: _l("Going on"),
    State.ENDED: _l("Has ended"),
}
STATE_KINDS: Mapping[State, str] = {State.PLANNED: "wait", State.OPEN: "now", State.ENDED: "done"}
"""The shape that stands before the state, as `components/feedback.html` knows them."""


def kind_name(kind: Kind) -> str:
    """ "The work group's seminar" or "The final seminar"."""
    return _("The final seminar of the unit") if kind is Kind.UNIT else _("The work group’s seminar")


def title_of(seminar: Seminar) -> str:
    """What it is called on its pages."""
    return kind_name(seminar.kind)


def hour(at: time) -> str:
    """ "8.30" in Swedish, "8:30" in English."""
    return f"{at.hour}.{at:%M}" if chosen() == "sv" else f"{at.hour}:{at:%M}"


def group_name(group: Group) -> str:
    """ "Group 2", with its own name or its question area where it has one."""
    more = group.name or (area_names()[group.area] if group.area else "")
    number = _("Group %(number)s", number=group.number)
    return f"{number}: {more}" if more else number
