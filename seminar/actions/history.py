"""What has happened with an action since it was decided, in the order of its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from seminar.actions.models import Action, CarriedOver, Progress, Verification
from toolkit import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened on a day: a report, what somebody else saw of one, or that it went on in a new year."""

    on: date
    written_at: datetime
    report: Progress | None = None
    looked: Verification | None = None
    carried: CarriedOver | None = None


def list_entries(action: Action) -> Sequence[Entry]:
    """Everything since the decision, oldest first; of one day in the order in which it was written."""
    entries = [Entry(on=each.on, written_at=each.created_at, report=each) for each in action.progress]
    entries += [Entry(on=_day(each), written_at=each.created_at, looked=each) for each in action.verifications]
    entries += [Entry(on=_day(each), written_at=each.created_at, carried=each) for each in action.carried]
    return sorted(entries, key=lambda each: (each.on, each.written_at))


def _day(row: Verification | CarriedOver) -> date:
    return row.created_at.astimezone(clock.LOCAL_ZONE).date()
