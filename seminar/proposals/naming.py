"""The words for where a decided proposal is."""

from seminar.proposals.models import ActionState
from toolkit.language import lazy_gettext as _l

STATE_NAMES = {
    ActionState.NOT_STARTED: _l("Not begun"),
    ActionState.GOING: _l("Going on"),
    ActionState.STILL: _l("Stands still"),
    ActionState.DONE: _l("Introduced"),
}
STATE_KINDS = {
    ActionState.NOT_STARTED: "wait",
    ActionState.GOING: "now",
    ActionState.STILL: "stop",
    ActionState.DONE: "done",
}


def state_name(state: ActionState | None) -> str:
    """The state's name in the language of the request; empty while nothing is decided."""
    return str(STATE_NAMES[state]) if state else ""
