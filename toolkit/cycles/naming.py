"""What cycles and their states are called, the kind of mark that a state has, and when two names look alike."""

import re
import unicodedata

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


def looks_like(one: str, other: str) -> bool:
    """Whether two names are one to the eye: letter case, spaces and the kind of dash make no difference."""
    return _seen(one) == _seen(other)


def _seen(name: str) -> str:
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", name))
    return re.sub(r"\s*-\s*", "-", " ".join(plain.split())).casefold()
