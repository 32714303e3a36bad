"""What has been released of a report, as the rooms of this floor hear it from `editions`: the facts stand as they were.

While a report stands, its page and its files are those of the newest edition. A draft is made only while it is open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from seminar.report import drafting
from seminar.report.outline import AnnualReport
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.hooks import Hook


@dataclass(frozen=True, slots=True)
class Released:
    """The newest edition that is handed out: its number and day, and its facts in the language that is spoken."""

    number: int
    at: datetime
    report: AnnualReport


FINDERS: Hook[Callable[[Cycle], Released | None]] = Hook("a finished report is shown", "editions")


def find(cycle: Cycle) -> Released | None:
    """What stands of the report of a cycle that the caller holds; None while it is open, or was never released."""
    return None if cycle.is_open else find_handed_out(cycle)


def find_handed_out(cycle: Cycle) -> Released | None:
    """The newest edition of a cycle that the caller holds which is handed out, also while another one is written."""
    return next((found for find_in in FINDERS.each() if (found := find_in(cycle)) is not None), None)


def read(actor: Actor, cycle: Cycle) -> AnnualReport:
    """The report of a cycle that the caller holds: what was released while it stands, what is there now otherwise. A
    look, on the trail."""
    stands = find(cycle)
    if stands is None:
        return drafting.collect(actor, cycle.id)
    drafting.record_look(actor, cycle)
    return stands.report
