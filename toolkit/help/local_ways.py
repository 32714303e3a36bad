"""What the unit itself has written about where a worry, a complaint or a report goes."""

from collections.abc import Mapping

from toolkit.access import Actor
from toolkit.people import directory


def of_own_unit(actor: Actor) -> Mapping[str, str]:
    """The unit's own words by the part of the page; empty where the page has to say that they are missing."""
    unit = directory.get_own_unit(actor)
    ways = {"complaint": unit.complaints_contact, "lex_sarah": unit.lex_sarah_contact}
    also = {"worry": unit.worry_routine, "incident": unit.data_protection_officer}
    return ways | {part: text for part, text in also.items() if text}
