"""What the states of a year are called, and the kind of mark that each has."""

from toolkit.cycles.models import CycleState
from toolkit.language import lazy_gettext as _l

STATE_NAMES = {
    CycleState.PLANNED: _l("Planned"),
    CycleState.RUNNING: _l("Running"),
    CycleState.REPORTED: _l("The report is finished"),
    CycleState.CLOSED: _l("Closed"),
}
STATE_KINDS = {
    CycleState.PLANNED: "wait",
    CycleState.RUNNING: "now",
    CycleState.REPORTED: "done",
    CycleState.CLOSED: "done",
}
