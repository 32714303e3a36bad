"""The words for what an action is, how it goes, what was decided, and the days when the unit looks at it."""

from seminar.actions.models import ActionKind, ActionState
from seminar.proposals.models import Decision
from toolkit.language import lazy_gettext as _l

DECISION_NAMES = {
    Decision.YES: _l("Yes"),
    Decision.CHANGED: _l("Yes, in another way"),
    Decision.NO: _l("No"),
}
TOLD = {
    Decision.YES: _l("Decided. It stands among the actions now."),
    Decision.CHANGED: _l("Decided in another way. It stands among the actions now."),
    Decision.NO: _l("It became a no. The reason stands on the board and in the report."),
}
"""What is said when it is decided."""
KIND_NAMES = {
    ActionKind.ROUTINE: _l("A routine"),
    ActionKind.TRAINING: _l("Training"),
    ActionKind.PURCHASE: _l("Something to buy"),
    ActionKind.METHOD: _l("A way of working"),
    ActionKind.WORKSHOP: _l("A workshop"),
    ActionKind.ROOMS: _l("Rooms"),
    ActionKind.INFORMATION: _l("Information"),
    ActionKind.OTHER: _l("Something else"),
}
STATE_NAMES = {
    ActionState.NOT_STARTED: _l("Not begun"),
    ActionState.GOING: _l("Going on"),
    ActionState.STILL: _l("Stands still"),
    ActionState.DONE: _l("Done, to be confirmed"),
    ActionState.NOT_IN_USE: _l("Not in use yet"),
    ActionState.VERIFIED: _l("Done and in use"),
    ActionState.GIVEN_UP: _l("Given up"),
}
STATE_KINDS = {
    ActionState.NOT_STARTED: "wait",
    ActionState.GOING: "now",
    ActionState.STILL: "stop",
    ActionState.DONE: "wait",
    ActionState.NOT_IN_USE: "stop",
    ActionState.VERIFIED: "done",
    ActionState.GIVEN_UP: "stop",
}
REPORT_NAMES = {
    ActionState.NOT_STARTED: _l("Not begun"),
    ActionState.GOING: _l("Going on"),
    ActionState.STILL: _l("Stands still"),
    ActionState.DONE: _l("Done"),
}
CHECKPOINT_NAMES = {
    "due": _l("The action’s own day"),
    "decision": _l("Decision"),
    "two_months": _l("Two months after the decision"),
    "tertial_1": _l("Tertial 1"),
    "tertial_2": _l("Tertial 2"),
    "year_end": _l("Year end"),
}
PAGE_NAMES = {
    "state_names": STATE_NAMES,
    "state_kinds": STATE_KINDS,
    "kind_names": KIND_NAMES,
    "checkpoint_names": CHECKPOINT_NAMES,
}
"""What every page about actions says, by the names that its templates use."""


def state_name(state: ActionState) -> str:
    """The state's name in the language of the request."""
    return str(STATE_NAMES[state])
