"""Why a child's visit ended by itself, and whether an answer went with it: said once, where the code is written.

From the form session of the browser, which holds a word of the reason and nothing of the child.
"""

from collections.abc import MutableMapping
from enum import StrEnum
from typing import Any

from toolkit.language import gettext as _

KEY = "ended"


class Ending(StrEnum):
    """What ended a visit that nobody ended here."""

    ELSEWHERE = "elsewhere"  # the code was opened in another browser
    QUIET = "quiet"  # nobody pressed anything for so long that the browser forgot


def note(session: MutableMapping[str, Any], ending: Ending, *, is_answer_lost: bool) -> None:
    """Keep why the visit of this browser ended, and whether an answer came too late for it."""
    session[KEY] = [ending.value, is_answer_lost]


def forget(session: MutableMapping[str, Any]) -> None:
    """A new visit has begun: nothing is left to explain."""
    session.pop(KEY, None)


def list_once(session: MutableMapping[str, Any]) -> list[str]:
    """What is told of it, once; nothing when no visit ended by itself."""
    held = session.pop(KEY, None)
    if not isinstance(held, list) or len(held) != 2:
        return []
    told = {
        Ending.ELSEWHERE: _("You opened the page in another place, so it closed here. Enter the code again to go on."),
        Ending.QUIET: _("It was a while since you were here, so the page closed. Enter the code again to go on."),
    }
    lost = [_("Your last answer was not saved.")] if held[1] else []
    return [told[each] for each in Ending if each == held[0]] + lost
